import type { Attachment } from '#core/domain/file.ts'

/** Makes an attachment whose name is safe to show and to save; its bytes stay as they came. */
export function attachment(given: { name: string; type: string; bytes: Uint8Array; inline: boolean }): Attachment {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(given.type) ? given.type.toLowerCase() : 'application/octet-stream'
  return { name: safeName(given.name), type, size: given.bytes.length, inline: given.inline, bytes: given.bytes }
}

/** Takes path separators, control and direction characters and leading dots out of a file name; at most 150 characters. */
export function safeName(name: string): string {
  const clean = name
    .slice(0, 1000)
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\\/:*?"<>|]+/g, '_')
    .replace(/^[._\s]+|[.\s]+$/g, '')
  if (clean.length <= 150) return clean || 'attachment'
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? ''
  return `${clean.slice(0, 150 - ending.length)}${ending}`
}
