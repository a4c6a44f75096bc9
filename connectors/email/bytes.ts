import { Resolver } from 'node:dns/promises'
import type { ARCData } from 'mailauth'
import { arc } from 'mailauth/lib/arc/index.js'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { organisationalDomain } from './addresses.ts'
import { passingDomains } from './auth-results.ts'

/** What a whole mail's bytes say of its signatures. */
export interface Proof {
  /** Domains whose signature holds and covers all of the mail. */
  signed: string[]
  /** Domains whose signature must not count, whoever found it to hold: it covers a part only, is old, or its key is weak. */
  refused: string[]
  /** Domains that passed at a server of ours, by its ARC seal. */
  sealed: string[]
}

/** Asks for a DNS record, as mailauth wants it. */
export type Resolve = (name: string, type: string) => Promise<string[][] | string[]>

/** A mail is answered for within seconds, whatever its signatures' name servers do. */
const withinMs = 8_000
/** Nobody signs more often; each costs a look-up. */
const mostSignatures = 10
/** What was signed so long ago is no mail that was on its way, but one that somebody kept. */
const oldDays = 14

/** Asks these name servers (addresses, a port may follow), else the machine's own. */
export function resolverOf(servers: string | undefined): Resolve {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  const given = (servers ?? '').split(',').flatMap((server) => server.trim() || [])
  if (given.length > 0) resolver.setServers(given)
  return async (name, type) => (await resolver.resolve(name, type)) as string[][] | string[]
}

/**
 * Verifies DKIM, and ARC where it was sealed by the server of this name, from the bytes of a mail. Undefined where there is
 * nothing to verify or it could not be told in time. RFC 6376, RFC 8617.
 */
export async function proveBytes(
  bytes: Uint8Array,
  given: { resolve: Resolve; now: Date; authservId?: string | undefined },
): Promise<Proof | undefined> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 256 * 1024)).toString('latin1')
  const count = head.match(/^(?:dkim-signature|arc-message-signature)\s*:/gim)?.length ?? 0
  if (count === 0 || count > mostSignatures) return undefined
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, withinMs, undefined)
    timer.unref()
  })
  try {
    return await Promise.race([prove(Buffer.from(bytes), given), late])
  } catch {
    // What the library cannot read proves nothing.
    return undefined
  } finally {
    clearTimeout(timer)
  }
}

async function prove(
  bytes: Buffer,
  { resolve, now, authservId }: { resolve: Resolve; now: Date; authservId?: string | undefined },
): Promise<Proof> {
  const verified = await dkimVerify(bytes, { resolver: resolve, minBitLength: 1024, strict: true, curTime: now })
  const proof: Proof = { signed: [], refused: [], sealed: [] }
  for (const { signingDomain, status, canonBodyLengthLimited, signTime, expiresAfter } of verified.results) {
    if (!signingDomain) continue
    const isOld = signTime ? now.getTime() - Date.parse(signTime) > oldDays * 86_400_000 : false
    const isOver = expiresAfter ? Date.parse(expiresAfter) < now.getTime() : false
    if (canonBodyLengthLimited || isOld || isOver || status.result === 'policy') proof.refused.push(signingDomain)
    else if (status.result === 'pass') proof.signed.push(signingDomain)
  }
  if (authservId === undefined || !verified.arc?.chain) return proof
  const chain = await arc(verified.arc as ARCData, { resolver: resolve, minBitLength: 1024, strict: true })
  if (chain.status.result !== 'pass') return proof
  // The newest seal is of whoever handed the mail over last; what it covers is as its server saw it.
  const newest = chain.chain?.at(-1)
  const sealer = newest?.['arc-seal']?.parsed?.d?.value
  const results = newest?.['arc-authentication-results']?.original?.toString() ?? ''
  const [, authserv, said] = /^[^:]*:\s*i\s*=\s*\d{1,2}\s*;\s*([^\s;]+)[^;]*;([\s\S]*)$/i.exec(results) ?? []
  if (typeof sealer !== 'string' || organisationalDomain(sealer) !== organisationalDomain(authservId)) return proof
  if (authserv?.toLowerCase() !== authservId) return proof
  return { ...proof, sealed: passingDomains(said ?? '') }
}
