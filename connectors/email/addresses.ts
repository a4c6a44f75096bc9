import { getDomain } from 'tldts'
import { decodeWords } from './headers.ts'

export interface Address {
  /** Lower-case. */
  address: string
  name: string
}

/** Reads an address list (From, To, Cc): quoted names, comments and groups; what holds no address is passed over. */
export function readAddresses(value: string): Address[] {
  return mailboxes(value.slice(0, 100_000)).flatMap(({ text, angle, comment }) => {
    const bare = angle ?? /[^\s<>"(),;:]+@[^\s<>"(),;:]+/.exec(text.slice(0, 500))?.[0] ?? ''
    const address = bare
      // Obsolete comments and routes inside the brackets: RFC 5322, section 4.4.
      .replace(/\([^()]{0,200}\)|^@[^:]{0,500}:/g, '')
      .trim()
      .replace(/^mailto:/i, '')
      .toLowerCase()
    if (!/^[^\s@<>]+@[^\s@<>]+$/.test(address)) return []
    const name = angle === undefined ? comment : text || comment
    return [{ address, name: decodeWords(name.trim().replace(/\s+/g, ' ')) }]
  })
}

/** The domain that somebody registered, by the public suffix list; the host itself where it has none. */
export function organisationalDomain(host: string): string {
  const clean = host.trim().replace(/\.$/, '').toLowerCase()
  return getDomain(clean, { allowPrivateDomains: true }) ?? clean
}

export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

/** The part after "+" of an address at `domain`, lower-case since some servers fold it; undefined when there is none. */
export function plusToken(address: string, domain: string): string | undefined {
  if (domainOf(address) !== domain) return undefined
  const local = address.slice(0, address.lastIndexOf('@'))
  const plus = local.indexOf('+')
  return plus > 0 && plus < local.length - 1 ? local.slice(plus + 1).toLowerCase() : undefined
}

interface Mailbox {
  text: string
  angle?: string
  comment: string
}

/** Splits at commas and semicolons that stand outside quotes, angle brackets and comments; one pass. */
function mailboxes(value: string): Mailbox[] {
  const found: Mailbox[] = []
  let current: Mailbox = { text: '', comment: '' }
  let state: 'text' | 'quoted' | 'angle' | 'comment' = 'text'
  for (let index = 0; index < value.length; index++) {
    const character = value[index] ?? ''
    if (state === 'quoted') {
      if (character === '\\') current.text += value[++index] ?? ''
      else if (character === '"') state = 'text'
      else current.text += character
    } else if (state === 'angle') {
      if (character === '>') state = 'text'
      else current.angle = (current.angle ?? '') + character
    } else if (state === 'comment') {
      if (character === ')') state = 'text'
      else current.comment += character
    } else if (character === '"') state = 'quoted'
    else if (character === '<') {
      state = 'angle'
      current.angle = ''
    } else if (character === '(') state = 'comment'
    else if (character === ',' || character === ';') {
      found.push(current)
      current = { text: '', comment: '' }
    } else if (character === ':') current = { text: '', comment: '' }
    else current.text += character
  }
  return [...found, current]
}
