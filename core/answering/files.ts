import type { Attachment, Uploaded } from '../domain/file.ts'
import {
  filesText,
  isPreview,
  largestFilesBytes,
  mostFiles,
  safeName,
  sizeText,
  sniffType,
} from '../domain/file-type.ts'
import type { Place } from '../domain/place.ts'
import { Platform, Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { makeFileToken, readFileToken, uploadMs } from './file-token.ts'

/** Files that may go out with a message: all of them, or none and a sentence that names the one in the way. Pure. */
export function checkedFiles(files: readonly Attachment[]): Attachment[] {
  if (files.length > mostFiles)
    throw new Refused(422, `Nothing was sent: a message carries at most ${mostFiles} files.`)
  const largest = files.toSorted((a, b) => b.size - a.size)[0]
  const total = files.reduce((sum, { size }) => sum + size, 0)
  if (largest !== undefined && total > largestFilesBytes) {
    const all = files.length === 1 ? 'it is' : `all files together are`
    throw new Refused(
      422,
      `Nothing was sent: ${largest.name} (${sizeText(largest.size)}) is too large, ${all} more than ${sizeText(largestFilesBytes)}.`,
    )
  }
  return files.map(({ name, type, size, digest }) => {
    if (digest === undefined) throw new Refused(422, `Nothing was sent: ${name} could not be fetched.`)
    return { name, type, size, inline: false, digest }
  })
}

/** A file that its platform keeps, and that we do not have. */
export function isElsewhere({ digest, url }: Attachment): boolean {
  return digest === undefined && url !== undefined
}

/** Says in words what goes out: "this", "this and 2 files (offer.pdf 340 kB, …)", "1 file (offer.pdf 340 kB)". Pure. */
export function whatGoes(text: string, files: readonly Attachment[]): string {
  if (files.length === 0) return 'this'
  const named = `${files.length} file${files.length === 1 ? '' : 's'} (${filesText(files)})`
  return text.trim() === '' ? named : `this and ${named}`
}

/**
 * Brings files that a platform keeps for us into our own store, before anything is sent. One that is too large or cannot
 * be fetched stays without a digest; the sentence says which and why.
 */
export async function fetchFiles(
  house: Pick<House, 'messenger' | 'files'>,
  businessId: string,
  place: Place,
  files: readonly Attachment[],
): Promise<{ files: Attachment[]; problem?: string }> {
  if (files.length > mostFiles) return { files: [...files], problem: `a message carries at most ${mostFiles} files` }
  const fetched: Attachment[] = []
  let problem: string | undefined
  let room = largestFilesBytes
  for (const file of files) {
    const one = await fetchOne(house, businessId, place, file, room)
    fetched.push(one.file)
    room -= one.file.size
    problem ??= one.problem
  }
  return { files: fetched, ...(problem === undefined ? {} : { problem }) }
}

async function fetchOne(
  house: Pick<House, 'messenger' | 'files'>,
  businessId: string,
  place: Place,
  file: Attachment,
  room: number,
): Promise<{ file: Attachment; problem?: string }> {
  if (file.digest !== undefined) return { file }
  if (file.size > room)
    return {
      file,
      problem: `${file.name} (${sizeText(file.size)}) is too large to send: all files together may be ${sizeText(largestFilesBytes)}`,
    }
  try {
    const bytes = await house.messenger.download(businessId, place, file, room)
    const { url: _, ...kept } = file
    return { file: { ...kept, size: bytes.length, digest: await house.files.put(bytes) } }
  } catch (error) {
    if (!(error instanceof Platform)) throw error
    return { file, problem: `${file.name} could not be fetched: ${error.message}` }
  }
}

/** The file behind a signed link; a picture only where its own bytes say so. Throws Refused once the link has ended. */
export async function openFile(
  house: Pick<House, 'files' | 'keys' | 'now'>,
  text: string,
): Promise<{ name: string; bytes: Uint8Array; preview: string | null }> {
  const token = readFileToken(house.keys, 'link', text, house.now())
  if (token === undefined)
    throw new Refused(404, 'This link has ended. Open the conversation in Lummy: there the file has a new one.')
  const bytes = await house.files.get(token.file.digest)
  const type = sniffType(bytes) ?? ''
  return { name: token.file.name, bytes, preview: isPreview({ type, size: bytes.length }) ? type : null }
}

/** Stores an uploaded file for its owner (a teammate, a chat session); what it is its bytes say, not its sender. */
export async function uploadFile(
  house: Pick<House, 'files' | 'keys' | 'now'>,
  given: { businessId: string; owner: string; name: string; type: string; bytes: Uint8Array; mostBytes: number },
): Promise<Uploaded> {
  const { businessId, owner, bytes, mostBytes } = given
  const name = safeName(given.name)
  if (bytes.length === 0) throw new Refused(422, `${name} is empty.`)
  if (bytes.length > mostBytes)
    throw new Refused(413, `${name} (${sizeText(bytes.length)}) is too large: at most ${sizeText(mostBytes)}.`)
  const file = { name, type: sniffType(bytes) ?? plainType(given.type), size: bytes.length }
  const digest = await house.files.put(bytes)
  const expiresAt = new Date(house.now().getTime() + uploadMs).toISOString()
  const token = makeFileToken(house.keys, { use: 'upload', businessId, owner, expiresAt, file: { ...file, digest } })
  return { token, ...file }
}

/** The files that these tokens stand for; throws Refused where one is not this owner's, or too old. */
export function uploadedFiles(
  house: Pick<House, 'keys' | 'now'>,
  of: { businessId: string; owner: string },
  tokens: readonly string[],
): Attachment[] {
  return tokens.map((text) => {
    const token = readFileToken(house.keys, 'upload', text, house.now())
    if (token === undefined || token.businessId !== of.businessId || token.owner !== of.owner)
      throw new Refused(422, 'A file was not taken: add it once more.')
    return { ...token.file, inline: false }
  })
}

/** Pictures are recognised by their bytes alone: what only claims to be one is kept as bytes. */
function plainType(claimed: string): string {
  const type = claimed.split(';')[0]?.trim().toLowerCase() ?? ''
  return /^[\w.+-]+\/[\w.+-]+$/.test(type) && !type.startsWith('image/') ? type : 'application/octet-stream'
}
