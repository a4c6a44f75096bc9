import { lookup as dnsLookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

export interface PageOptions {
  /** Private and loopback addresses are refused otherwise: a page's address must not open our own network. */
  allowPrivate: boolean
  maxBytes?: number
  /** For all redirects together. */
  timeoutMs?: number
}

export interface Page {
  /** After redirects. */
  url: string
  type: string
  text: string
}

/** The page could not or must not be read; the sentence says why. */
export class PageRefused extends Error {
  override name = 'PageRefused'
}

/** Fetches one page over http or https, at most 5 redirects. Throws PageRefused. */
export async function fetchPage(address: string, options: PageOptions): Promise<Page> {
  const signal = AbortSignal.timeout(options.timeoutMs ?? 15_000)
  let url = readUrl(address)
  for (let redirects = 0; redirects <= 5; redirects++) {
    const response = await open(url, options.allowPrivate, signal)
    const status = response.statusCode ?? 0
    const next = response.headers.location
    if (status >= 300 && status < 400 && next) {
      response.destroy()
      url = readUrl(next, url)
      continue
    }
    if (status !== 200) {
      response.destroy()
      throw new PageRefused(`${url.href} answered ${status}.`)
    }
    const type = response.headers['content-type'] ?? 'text/html'
    const bytes = await bodyOf(response, options.maxBytes ?? 5_000_000, url, signal)
    return { url: url.href, type, text: decoded(bytes, type) }
  }
  throw new PageRefused(`${address} leads on and on: more than 5 redirects.`)
}

function readUrl(address: string, base?: URL): URL {
  const url = URL.parse(address, base?.href) ?? undefined
  if (!url || !['http:', 'https:'].includes(url.protocol))
    throw new PageRefused(`${address} is no http or https address.`)
  if (url.username !== '' || url.password !== '')
    throw new PageRefused('An address with a password in it is not fetched.')
  return url
}

function open(url: URL, allowPrivate: boolean, signal: AbortSignal): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!allowPrivate && isIP(host) !== 0 && isPrivate(host)) throw privateAddress(url)
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    start(url, {
      signal,
      agent: false,
      headers: { accept: 'text/html, text/markdown, text/plain', 'accept-encoding': 'identity', 'user-agent': 'Lummy' },
      ...(allowPrivate ? {} : { lookup: publicLookup(url) }),
    })
      .once('response', resolve)
      .once('error', (error) => reject(asRefusal(error, url, signal)))
      .end()
  })
}

/** Judges the very addresses that are then connected to: a name that changes between check and use gains nothing. */
function publicLookup(url: URL): LookupFunction {
  return (hostname, options, done) => {
    dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) done(error ?? new PageRefused(`${hostname} has no address.`), '', 0)
      else if (addresses.some(({ address }) => isPrivate(address))) done(privateAddress(url), '', 0)
      else if (options.all) done(null, addresses)
      else done(null, first.address, first.family)
    })
  }
}

async function bodyOf(response: IncomingMessage, maxBytes: number, url: URL, signal: AbortSignal): Promise<Buffer> {
  const parts: Buffer[] = []
  let size = 0
  try {
    for await (const part of response) {
      size += (part as Buffer).length
      if (size > maxBytes) throw new PageRefused(`${url.href} is larger than ${maxBytes} bytes.`)
      parts.push(part as Buffer)
    }
  } catch (error) {
    throw asRefusal(error, url, signal)
  }
  return Buffer.concat(parts)
}

function decoded(bytes: Buffer, type: string): string {
  const named =
    /charset="?([\w-]+)/i.exec(type)?.[1] ??
    /<meta[^>]{0,100}charset="?([\w-]+)/i.exec(bytes.toString('latin1', 0, 2000))?.[1]
  try {
    return new TextDecoder(named ?? 'utf-8').decode(bytes)
  } catch {
    return new TextDecoder('utf-8').decode(bytes)
  }
}

function asRefusal(error: unknown, url: URL, signal: AbortSignal): PageRefused {
  if (error instanceof PageRefused) return error
  if (signal.aborted) return new PageRefused(`${url.href} did not answer in time.`)
  return new PageRefused(`${url.href} could not be read: ${error instanceof Error ? error.message : String(error)}.`)
}

function privateAddress(url: URL): PageRefused {
  return new PageRefused(
    `${url.hostname} is an address inside a private network; --allow-private reads it all the same.`,
  )
}

/** Tells whether an address is not of the public internet. https://www.iana.org/assignments/iana-ipv4-special-registry */
export function isPrivate(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address
  return isIP(mapped) === 4
    ? reserved.check(mapped, 'ipv4')
    : !global.check(address, 'ipv6') || reserved.check(address, 'ipv6')
}

const reserved = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  reserved.addSubnet(net, bits, 'ipv4')
// 6to4, Teredo and documentation ranges hide or hold other addresses; NAT64 (64:ff9b::/96) is outside 2000::/3 already.
for (const [net, bits] of [
  ['2002::', 16],
  ['2001::', 32],
  ['2001:db8::', 32],
] as const)
  reserved.addSubnet(net, bits, 'ipv6')

const global = new BlockList()
global.addSubnet('2000::', 3, 'ipv6')
