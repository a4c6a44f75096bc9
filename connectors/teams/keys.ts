import { type CryptoKey, importJWK } from 'jose'
import { z } from 'zod'
import type { Tools } from '#connectors/connector.ts'
import { Rejected } from '#core/errors.ts'

/** A key that tokens are signed with, and the channels that it may speak for. */
export interface PublishedKey {
  key: CryptoKey | Uint8Array
  endorsements: readonly string[]
}

/** The keys that a token service publishes. */
export interface Keys {
  /** Who signs with them: the `iss` of every token. */
  issuer(): Promise<string>
  /** Looks again for a key that is not known; undefined when it is none of theirs. Throws Rejected (503) when they cannot be had. */
  find(kid: string): Promise<PublishedKey | undefined>
}

/** They are fetched anew after a day: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication */
const freshMs = 24 * 3_600_000
/** Whoever sends made-up key ids must not make us ask at each. */
const againAfterMs = 60_000
const timeoutMs = 5_000
const mostCharacters = 1_000_000

const opened = new Map<string, Keys>()

/** The keys behind an OpenID metadata document, shared by all who name the same address. */
export function openKeys(metadataUrl: string, tools: Pick<Tools, 'now' | 'log'>): Keys {
  const known = opened.get(metadataUrl)
  if (known !== undefined) return known
  const keys = makeKeys(metadataUrl, tools)
  opened.set(metadataUrl, keys)
  return keys
}

interface Published {
  issuer: string
  keys: Map<string, PublishedKey>
  atMs: number
}

function makeKeys(metadataUrl: string, { now, log }: Pick<Tools, 'now' | 'log'>): Keys {
  let published: Published | undefined
  let triedAtMs = Number.NEGATIVE_INFINITY
  let fetching: Promise<Published> | undefined

  /** One look for all who ask at the same time. What is known already outlives a failure. */
  async function look(): Promise<Published> {
    triedAtMs = now().getTime()
    fetching ??= fetchKeys(metadataUrl, triedAtMs).finally(() => {
      fetching = undefined
    })
    try {
      published = await fetching
    } catch (error) {
      log.warn({ url: metadataUrl, problem: String(error) }, 'the keys of Teams could not be fetched')
      if (published === undefined) throw new Rejected(503, 'the keys that this is checked with cannot be fetched now')
    }
    return published
  }

  const isQuiet = () => now().getTime() - triedAtMs < againAfterMs

  async function current(): Promise<Published> {
    if (published === undefined) return look()
    return now().getTime() - published.atMs < freshMs || isQuiet() ? published : look()
  }

  return {
    issuer: async () => (await current()).issuer,
    async find(kid) {
      const found = (await current()).keys.get(kid)
      return found === undefined && !isQuiet() ? (await look()).keys.get(kid) : found
    },
  }
}

const metadata = z.object({ issuer: z.string().min(1), jwks_uri: z.url() })
const keySet = z.object({
  keys: z.array(
    z.looseObject({ kty: z.string(), kid: z.string().min(1), endorsements: z.array(z.string()).optional() }),
  ),
})

async function fetchKeys(metadataUrl: string, atMs: number): Promise<Published> {
  const { issuer, jwks_uri: keysUrl } = metadata.parse(await fetchJson(metadataUrl))
  if (metadataUrl.startsWith('https:') && !keysUrl.startsWith('https:')) throw new Error(`${keysUrl} is not https`)
  const set = keySet.parse(await fetchJson(keysUrl))
  const keys = new Map<string, PublishedKey>()
  for (const { endorsements, ...jwk } of set.keys) {
    if (jwk.kty === 'RSA') keys.set(jwk.kid, { key: await importJWK(jwk, 'RS256'), endorsements: endorsements ?? [] })
  }
  return { issuer, keys, atMs }
}

async function fetchJson(url: string): Promise<unknown> {
  const reply = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) })
  if (!reply.ok) throw new Error(`${url} answered ${reply.status}`)
  const text = await reply.text()
  if (text.length > mostCharacters) throw new Error(`${url} answered too much`)
  return JSON.parse(text)
}
