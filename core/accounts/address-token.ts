import { timingSafeEqual } from 'node:crypto'

/**
 * What a signed plus-address stands for: a customer's conversation (c), what one mail showed to staff (s), or the mailbox
 * whose copies are learned from (l).
 */
export interface AddressToken {
  kind: 'c' | 's' | 'l'
  /** The conversation's, the outbox row's or the integration's id. */
  id: string
  /** The draft's version that the mail shows; 0 where there is none. At most 65,535; always 0 for a mailbox. */
  version: number
}

type Mac = (label: string, bytes: Uint8Array) => Uint8Array
/** One code, or one per key, as after a rotation. */
type Macs = (label: string, bytes: Uint8Array) => Uint8Array | readonly Uint8Array[]

/**
 * Makes the token: 40 characters a-z2-7 for versions under 127, else 44; 42 for a mailbox. It survives lower- and
 * upper-casing on its way. Layout: kind and version (1 byte; 3 from version 127 on; 2 for a mailbox), id (16), HMAC (8: 64 bits cannot be guessed through a mailbox).
 */
export function makeAddressToken(mac: Mac, token: AddressToken): string {
  const bytes = Buffer.concat([head(token), idBytes(token.id)])
  return encode(Buffer.concat([bytes, mac(label(token.kind), bytes).subarray(0, macBytes)]))
}

/** Reads a token in any letter case; undefined when we did not make it. */
export function readAddressToken(mac: Macs, text: string): AddressToken | undefined {
  const all = decode(text.toLowerCase())
  if (all?.length !== shortBytes && all?.length !== longBytes && all?.length !== mailboxBytes) return undefined
  const bytes = all.subarray(0, all.length - macBytes)
  const head = bytes.subarray(0, bytes.length - 16)
  if (all.length === mailboxBytes && !head.equals(mailboxHead)) return undefined
  const { kind, version } = readHead(head)
  const code = all.subarray(all.length - macBytes)
  const made = mac(label(kind), bytes)
  const isOurs = (made instanceof Uint8Array ? [made] : made).some((own) =>
    timingSafeEqual(own.subarray(0, macBytes), code),
  )
  return isOurs ? { kind, id: idText(bytes.subarray(bytes.length - 16)), version } : undefined
}

const macBytes = 8
const shortBytes = 1 + 16 + macBytes
const longBytes = 3 + 16 + macBytes
/** Its length tells it from the others. */
const mailboxHead = Buffer.from('l\0')
const mailboxBytes = mailboxHead.length + 16 + macBytes

function label(kind: AddressToken['kind']): string {
  return `address/${kind}`
}

/** The first bit is the kind; seven bits hold a small version, seven ones say that two bytes follow. */
function head({ kind, version }: AddressToken): Buffer {
  if (!Number.isInteger(version) || version < 0 || version > 0xffff) throw new RangeError(`no version: ${version}`)
  if (kind === 'l' && version !== 0) throw new RangeError('a mailbox has no version')
  if (kind === 'l') return mailboxHead
  const first = kind === 's' ? 0x80 : 0
  return version < 0x7f ? Buffer.from([first | version]) : Buffer.from([first | 0x7f, version >> 8, version & 0xff])
}

function readHead(bytes: Uint8Array): Pick<AddressToken, 'kind' | 'version'> {
  if (bytes.length === mailboxHead.length) return { kind: 'l', version: 0 }
  const [first = 0, high = 0, low = 0] = bytes
  return { kind: first & 0x80 ? 's' : 'c', version: bytes.length === 1 ? first & 0x7f : high * 256 + low }
}

function idBytes(id: string): Buffer {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) throw new RangeError(`no uuid: ${id}`)
  return Buffer.from(id.replaceAll('-', ''), 'hex')
}

function idText(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/** Base32 of RFC 4648, lower-case, without padding. */
const alphabet = 'abcdefghijklmnopqrstuvwxyz234567'

function encode(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff
    for (bits += 8; bits >= 5; bits -= 5) text += alphabet[(held >> (bits - 5)) & 31]
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31] : text
}

/** Undefined for other letters, and for spare bits that are not zero: one token has one spelling. */
function decode(text: string): Buffer | undefined {
  if (text.length > 60) return undefined
  const bytes: number[] = []
  let bits = 0
  let held = 0
  for (const letter of text) {
    const value = alphabet.indexOf(letter)
    if (value < 0) return undefined
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes.push((held >> bits) & 0xff)
    }
  }
  return bits < 5 && (held & ((1 << bits) - 1)) === 0 ? Buffer.from(bytes) : undefined
}
