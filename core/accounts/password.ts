import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'

/**
 * Argon2id with 19 MiB, 2 passes, 1 lane: the first choice of
 * https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html#argon2id
 */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } satisfies Partial<Argon2Parameters>
const tagBytes = 32
const saltBytes = 16

export const passwordLength = { least: 10, most: 256 }

/** Says what is wrong with a new password; undefined when nothing is. */
export function passwordProblem(password: string): string | undefined {
  const length = [...password].length
  if (length < passwordLength.least) return `The password needs at least ${passwordLength.least} characters.`
  if (length > passwordLength.most) return `The password may have at most ${passwordLength.most} characters.`
  return undefined
}

/** Hashes off the main thread into a PHC string: `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes)
  return write({ ...cost, salt, tag: await digest(password, { ...cost, salt, tagLength: tagBytes }) })
}

/**
 * Compares in constant time. With no stored hash it does the same work and says false,
 * so that the time taken does not tell which addresses have an account.
 */
export async function verifyPassword(password: string, stored: string | null | undefined): Promise<boolean> {
  const hash = stored ? read(stored) : undefined
  const { salt, tag, ...spent } = hash ?? { ...cost, salt: Buffer.alloc(saltBytes), tag: Buffer.alloc(tagBytes) }
  const found = await digest(password, { ...spent, salt, tagLength: tag.length })
  return timingSafeEqual(found, tag) && hash !== undefined
}

/** Tells whether a stored hash was made with another cost than today's: hash anew at the next sign-in. */
export function needsRehash(stored: string): boolean {
  const hash = read(stored)
  return !hash || hash.memory !== cost.memory || hash.passes !== cost.passes || hash.parallelism !== cost.parallelism
}

interface Hash {
  memory: number
  passes: number
  parallelism: number
  salt: Buffer
  tag: Buffer
}

function write(hash: Hash): string {
  const bare = (bytes: Buffer) => bytes.toString('base64').replaceAll('=', '')
  const { memory, passes, parallelism } = hash
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${bare(hash.salt)}$${bare(hash.tag)}`
}

/** https://github.com/P-H-C/phc-string-format/blob/master/phc-sf-spec.md; bounded, so that no row can stop the process. */
function read(stored: string): Hash | undefined {
  const match = phc.exec(stored)
  if (!match) return undefined
  const [memory, passes, parallelism] = match.slice(1, 4).map(Number) as [number, number, number]
  const [salt, tag] = match.slice(4, 6).map((part) => Buffer.from(part, 'base64')) as [Buffer, Buffer]
  const isBounded = memory >= 8 * parallelism && memory <= 1 << 20 && passes >= 1 && passes <= 16
  const isLong = salt.length >= 8 && tag.length >= 16 && parallelism >= 1 && parallelism <= 16
  return isBounded && isLong ? { memory, passes, parallelism, salt, tag } : undefined
}

const phc = /^\$argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{8,128})\$([A-Za-z0-9+/]{16,128})$/

/** The same password typed on another keyboard may arrive composed differently: NFKC first. */
function digest(
  password: string,
  given: { memory: number; passes: number; parallelism: number; salt: Buffer; tagLength: number },
): Promise<Buffer> {
  const { salt, ...spent } = given
  const message = password.normalize('NFKC')
  return new Promise((resolve, reject) => {
    argon2('argon2id', { message, nonce: salt, ...spent }, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
