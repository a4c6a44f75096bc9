import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { ConfigInvalid } from '#core/errors.ts'

/** Where a sealed value stands: a value moved to another row or column does not open. */
export interface SealedPlace {
  table: string
  row: string
  column: string
}

export interface Seal {
  /** Seals with the newest key: `v1.<key id>.<nonce>.<ciphertext and tag>`, url-safe base64. */
  seal(text: string, place: SealedPlace): string
  /** Opens what any of the keys sealed; throws SealBroken. */
  open(sealed: string, place: SealedPlace): string
  /** Tells whether it was sealed with another than the newest key. */
  needsRotation(sealed: string): boolean
  /** A key of 32 bytes for one purpose, from the newest key. */
  derive(label: string): Uint8Array
  /** The same from every key, newest first, to check what was made before a rotation. */
  derivedAll(label: string): Uint8Array[]
  /** HMAC-SHA256 under a key of its own per label, from the newest key. */
  mac(label: string, bytes: Uint8Array): Uint8Array
  /** The same from every key, newest first. */
  macs(label: string, bytes: Uint8Array): Uint8Array[]
}

/** A sealed value cannot be opened; the message says why and holds nothing secret. */
export class SealBroken extends Error {
  override name = 'SealBroken'
}

/**
 * Makes a seal from LUMMY_SECRET_KEY: base64 keys of 32 bytes, newest first, between commas or spaces.
 * Throws ConfigInvalid. https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf
 */
export function makeSeal(keyList: string): Seal {
  const keys = readKeys(keyList)
  const newest = keys[0]!
  return {
    seal(text, place) {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', newest.sealing, nonce).setAAD(associated(newest.id, place))
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
      return [version, newest.id, nonce.toString('base64url'), sealed.toString('base64url')].join('.')
    },
    open(sealed, place) {
      const { id, nonce, bytes } = readSealed(sealed)
      const key = keys.find((key) => key.id === id)
      if (!key) throw new SealBroken(`sealed with the key ${id}, which LUMMY_SECRET_KEY no longer holds`)
      const tag = bytes.subarray(bytes.length - tagBytes)
      const decipher = createDecipheriv('aes-256-gcm', key.sealing, nonce, { authTagLength: tagBytes })
      decipher.setAAD(associated(id, place)).setAuthTag(tag)
      try {
        const opened = Buffer.concat([decipher.update(bytes.subarray(0, bytes.length - tagBytes)), decipher.final()])
        return opened.toString('utf8')
      } catch {
        throw new SealBroken(`the sealed ${place.table}.${place.column} was changed, or belongs to another row`)
      }
    },
    needsRotation: (sealed) => readSealed(sealed).id !== newest.id,
    derive: (label) => derived(newest.master, label),
    derivedAll: (label) => keys.map((key) => derived(key.master, label)),
    mac: (label, bytes) => hmac(newest, label, bytes),
    macs: (label, bytes) => keys.map((key) => hmac(key, label, bytes)),
  }
}

const version = 'v1'
const nonceBytes = 12
const tagBytes = 16
const keyBytes = 32

interface Key {
  id: string
  master: Uint8Array
  sealing: Uint8Array
  macKeys: Map<string, KeyObject>
}

function readKeys(keyList: string): Key[] {
  const parts = keyList.split(/[\s,]+/).filter((part) => part !== '')
  const problems = parts.flatMap((part, index) =>
    readKey(part) ? [] : [`key ${index + 1} of ${parts.length} is not base64 of ${keyBytes} bytes`],
  )
  if (parts.length === 0) problems.push('is empty; make a key with: openssl rand -base64 32')
  if (problems.length > 0) {
    throw new ConfigInvalid(problems.map((problem) => ({ variable: 'LUMMY_SECRET_KEY', problem })))
  }
  return parts.map((part) => {
    const master = readKey(part)!
    const id = createHash('sha256').update('lummy key id\0').update(master).digest('hex').slice(0, 8)
    return { id, master, sealing: derived(master, 'seal'), macKeys: new Map() }
  })
}

/** Standard or url-safe base64, padded or not; nothing out of place, since a typing error must not become a key. */
function readKey(text: string): Uint8Array | undefined {
  const bare = text
    .replace(/={0,2}$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
  const bytes = Buffer.from(bare, 'base64url')
  return bytes.length === keyBytes && bytes.toString('base64url') === bare ? bytes : undefined
}

function readSealed(sealed: string): { id: string; nonce: Buffer; bytes: Buffer } {
  const [first, id, nonceText, text, ...rest] = sealed.split('.')
  const nonce = strictBytes(nonceText)
  const bytes = strictBytes(text)
  if (
    first !== version ||
    !id ||
    nonce?.length !== nonceBytes ||
    !bytes ||
    bytes.length < tagBytes ||
    rest.length > 0
  ) {
    throw new SealBroken('not a sealed value of a version that we know')
  }
  return { id, nonce, bytes }
}

/** Refuses other spellings of the same bytes, so that every changed character is seen. */
function strictBytes(text: string | undefined): Buffer | undefined {
  const bytes = Buffer.from(text ?? '', 'base64url')
  return text !== undefined && bytes.toString('base64url') === text ? bytes : undefined
}

function associated(keyId: string, place: SealedPlace): Buffer {
  return Buffer.from(JSON.stringify([version, keyId, place.table, place.row, place.column]))
}

/** HKDF-SHA256 without salt: the keys are uniformly random. https://www.rfc-editor.org/rfc/rfc5869 */
function derived(master: Uint8Array, label: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, new Uint8Array(), `lummy/${label}`, keyBytes))
}

/** There are a dozen labels, and some are asked for several times a turn. */
function macKey(key: Key, label: string): KeyObject {
  const known = key.macKeys.get(label)
  if (known !== undefined) return known
  const made = createSecretKey(derived(key.master, `mac/${label}`))
  key.macKeys.set(label, made)
  return made
}

function hmac(key: Key, label: string, bytes: Uint8Array): Uint8Array {
  return createHmac('sha256', macKey(key, label)).update(bytes).digest()
}
