import type { Attachment } from '#core/domain/file.ts'
import { safeName } from '#core/domain/file-type.ts'
import { nameOf } from './kinds.ts'

/** Makes an attachment whose name is safe to show and to save; its bytes stay as they came. */
export function attachment(given: { name: string; type: string; bytes: Uint8Array; inline: boolean }): Attachment {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(given.type) ? given.type.toLowerCase() : 'application/octet-stream'
  return {
    name: safeName(nameOf(given.name, type)),
    type,
    size: given.bytes.length,
    inline: given.inline,
    bytes: given.bytes,
  }
}
