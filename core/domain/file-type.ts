import type { Attachment } from './file.ts'

/** Pictures that browsers show without running anything. */
export const previewTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const

/** Larger pictures are downloaded, not shown. Bytes. */
export const largestPreviewBytes = 8 * 1024 * 1024

/** All files of one message to a customer together; SendGrid refuses mails of more than 30 MB as they travel. Bytes. */
export const largestFilesBytes = 20 * 1024 * 1024

/** How many files one message may carry. */
export const mostFiles = 10

/**
 * The media type that a file's first bytes show, for the few kinds that matter here; undefined = look at it as bytes.
 * HTML and SVG have no such bytes, on purpose: nothing that can run is ever recognised.
 */
export function sniffType(bytes: Uint8Array): string | undefined {
  return signatures.find(([, ...parts]) =>
    parts.every(([at, expected]) => expected.every((byte, index) => bytes[at + index] === byte)),
  )?.[0]
}

/** True for a picture that may be shown inline: by what it is said to be, and not too large. */
export function isPreview(file: Pick<Attachment, 'type' | 'size'>): boolean {
  return previewTypes.some((type) => type === file.type) && file.size <= largestPreviewBytes
}

/** Takes path separators, control and direction characters and leading dots out of a file name; at most 150 characters. */
export function safeName(name: string): string {
  const clean = name
    .slice(0, 1000)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/[\\/:*?"<>|]+/g, '_')
    .replace(/^[._\s]+|[.\s]+$/g, '')
  if (clean.length <= 150) return clean || 'attachment'
  const ending = /\.[^.]{1,10}$/.exec(clean)?.[0] ?? ''
  return `${clean.slice(0, 150 - ending.length).toWellFormed()}${ending}`
}

/** 340000 → "340 kB". */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 999_500 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** "offer.pdf 340 kB, photo.png 1.2 MB", and how many more there are. */
export function filesText(files: readonly Pick<Attachment, 'name' | 'size'>[], most = 5): string {
  const named = files.slice(0, most).map(({ name, size }) => `${name} ${sizeText(size)}`)
  return [...named, ...(files.length > most ? [`${files.length - most} more`] : [])].join(', ')
}

type Signature = [type: string, ...parts: [at: number, bytes: number[]][]]

const text = (letters: string): number[] => [...letters].map((letter) => letter.charCodeAt(0))

const signatures: Signature[] = [
  ['image/png', [0, [0x89, ...text('PNG\r\n'), 0x1a, 0x0a]]],
  ['image/jpeg', [0, [0xff, 0xd8, 0xff]]],
  ['image/gif', [0, text('GIF87a')]],
  ['image/gif', [0, text('GIF89a')]],
  ['image/webp', [0, text('RIFF')], [8, text('WEBP')]],
  ['application/pdf', [0, text('%PDF-')]],
  ['application/zip', [0, [0x50, 0x4b, 0x03, 0x04]]],
]
