import type { Place } from '#core/domain/place.ts'
import { readPair } from './place.ts'
import { render } from './render.ts'
import { sizeOf } from './segments.ts'

/** Up to so many segments nobody has to be told. */
const usualSegments = 3

/** What an answer costs as a text, in words, where it is more than three segments or more than one message. */
export function costOf(place: Place, markdown: string): string | undefined {
  const parts = render(markdown)
  const messages = parts.length > 1 ? `${parts.length} messages` : ''
  if (readPair(place)?.channel === 'whatsapp') return messages || undefined
  const sizes = parts.map(sizeOf)
  const segments = sizes.reduce((sum, size) => sum + size.segments, 0)
  if (segments <= usualSegments) return undefined
  // Half of the price, where a single character is to blame.
  const why = sizes.some(({ encoding }) => encoding === 'UCS-2')
    ? ', since it has letters beyond the small alphabet'
    : ''
  return `${segments} segments${messages === '' ? '' : ` in ${messages}`}, each charged${why}`
}
