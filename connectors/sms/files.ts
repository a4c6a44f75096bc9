import type { Attachment } from '#core/domain/file.ts'
import { filesText } from '#core/domain/file-type.ts'
import type { Place } from '#core/domain/place.ts'
import { NotAllowed } from '#core/errors.ts'
import { type Pair, readPair } from './place.ts'

/** Pictures that Twilio brings to every phone. https://www.twilio.com/docs/messaging/guides/accepted-mime-types */
const pictures: Record<Pair['channel'], readonly string[]> = {
  sms: ['image/jpeg', 'image/png', 'image/gif'],
  whatsapp: ['image/jpeg', 'image/png'],
}
/** Of a text with media all together, of WhatsApp each picture: 5 MB with the words. */
const mostBytes = 4_900_000
const mostMedia = 10

export interface Files {
  /** Go along, and are seen at once. */
  media: Attachment[]
  /** Go as a link under the words. */
  links: Attachment[]
}

/** How files go to a pair of numbers: pictures as media where both networks carry them, everything else as a link. Pure. */
export function filesFor(pair: Pair, files: readonly Attachment[]): Files {
  const found: Files = { media: [], links: [] }
  let room = carriesMedia(pair) ? mostBytes : 0
  for (const file of files) {
    const fits = pictures[pair.channel].includes(file.type) && file.size <= room && found.media.length < mostMedia
    found[fits ? 'media' : 'links'].push(file)
    // WhatsApp takes one a message: each has room of its own.
    if (fits && pair.channel === 'sms') room -= file.size
  }
  return found
}

/** Says which of these files go as a link there, and why; undefined = none does. */
export function filesNote(place: Place, files: readonly Attachment[]): string | undefined {
  const pair = readPair(place)
  const links = pair === undefined ? [] : filesFor(pair, files).links
  if (pair === undefined || links.length === 0) return undefined
  const why =
    pair.channel === 'whatsapp'
      ? 'WhatsApp carries pictures (JPEG, PNG) of up to 5 MB'
      : carriesMedia(pair)
        ? 'a text carries pictures (JPEG, PNG, GIF) of up to 5 MB together'
        : 'texts carry pictures between numbers of the US and Canada only'
  return `${filesText(links)} ${links.length === 1 ? 'goes as a link' : 'go as links'}, good for 14 days: ${why}`
}

/** The address at which Twilio fetches a picture. */
export function mediaUrl(file: Attachment): string {
  return `${linkTo(file)}?view`
}

export function linkTo({ name, link }: Attachment): string {
  if (link === undefined) throw new NotAllowed(`an address at which ${name} can be had`)
  return link
}

/** `Offer March.pdf: https://…`, the address last. */
export function linkLine(file: Attachment): string {
  return `${file.name}: ${linkTo(file)}`
}

/** MMS is for the US and Canada; a service that chooses the number itself may choose another country's. */
function carriesMedia({ channel, ours, theirs }: Pair): boolean {
  return channel === 'whatsapp' || [ours, theirs].every(isAmerican)
}

/** +1 without the islands that share it, and short codes, which are American. https://www.nanpa.com */
function isAmerican(number: string): boolean {
  return /^\d{5,6}$/.test(number) || (/^\+1[2-9]\d{9}$/.test(number) && !islands.test(number))
}

const islands =
  /^\+1(?:242|246|264|268|284|340|345|441|473|649|658|664|670|671|684|721|758|767|78[47]|8[024]9|868|869|876|939)/
