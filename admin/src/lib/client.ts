import type { Problem, Routes, Session } from './api.ts'

type Key = keyof Routes
type Given<K extends Key> = {
  [Part in 'params' | 'query' | 'body' as Routes[K][Part] extends undefined ? never : Part]: Routes[K][Part]
}
type Arguments<K extends Key> = keyof Given<K> extends never
  ? []
  : Partial<Record<keyof Given<K>, never>> extends Given<K>
    ? [Given<K>?]
    : [Given<K>]

/** The API refused; `message` is a sentence for people, `fields` says what is wrong with which field. */
export class Failure extends Error {
  status: number
  fields: Record<string, string>
  constructor(status: number, sentence: string, fields: Record<string, string> = {}) {
    super(sentence)
    this.status = status
    this.fields = fields
  }
}

const demoKey = 'lummy-demo'
/** A token is renewed this long before it ends, ms. */
const renewBeforeMs = 30_000

/** In the memory of the page alone: what is stored could be stolen. */
let token: { value: string; until: number } | undefined
let renewal: Promise<string> | undefined

/** Whether this tab looks at the sample shop. */
export const inDemo = () => sessionStorage.getItem(demoKey) === 'yes'

/** Calls the API; throws Failure. */
export async function call<K extends Key>(key: K, ...[given]: Arguments<K>): Promise<Routes[K]['reply']> {
  const isOpen = key.startsWith('POST /api/auth/') || key === 'POST /api/teammates/accept'
  let reply = await ask(key, given, isOpen ? undefined : await accessToken())
  if (reply.status === 401 && !isOpen) {
    token = undefined
    reply = await ask(key, given, await accessToken())
  }
  return (await read(reply)) as Routes[K]['reply']
}

/** An access token that still holds; renewed with the cookie when needed. Throws Failure 401. */
export function accessToken(): Promise<string> {
  if (token && token.until > Date.now()) return Promise.resolve(token.value)
  renewal ??= renew().finally(() => {
    renewal = undefined
  })
  return renewal
}

/** Forgets the access token, so that the next call gets one for the right session. */
export function forgetToken(): void {
  token = undefined
}

/** Takes a fresh session into use: the teammate's own, or that of the sample shop. */
export function keepSession(session: Session, kind: 'home' | 'demo'): void {
  if (kind === 'demo') sessionStorage.setItem(demoKey, 'yes')
  else sessionStorage.removeItem(demoKey)
  token = { value: session.accessToken, until: Date.now() + session.expiresIn * 1000 - renewBeforeMs }
}

/** Leaves the sample shop. */
export function goHome(): void {
  sessionStorage.removeItem(demoKey)
  token = undefined
}

/** A refresh token works once; tabs that renew at the same moment must do so one after the other. */
function renew(): Promise<string> {
  const work = async () => {
    const kind = inDemo() ? 'demo' : 'home'
    const reply = await ask('POST /api/auth/refresh', { body: { session: kind } }, undefined)
    const session = (await read(reply)) as Session
    keepSession(session, kind)
    return session.accessToken
  }
  return 'locks' in navigator ? navigator.locks.request('lummy-refresh', work) : work()
}

interface Parts {
  params?: Record<string, string>
  query?: Record<string, unknown>
  body?: unknown
}

async function ask(key: Key, given: Parts | undefined, bearer: string | undefined): Promise<Response> {
  const [method = '', pattern = ''] = key.split(' ')
  const path = pattern.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(given?.params?.[name] ?? ''))
  const query = Object.entries(given?.query ?? {}).filter(([, value]) => value !== undefined && value !== '')
  const search = query.length > 0 ? `?${new URLSearchParams(query.map(([name, value]) => [name, String(value)]))}` : ''
  try {
    return await fetch(path + search, {
      method,
      headers: {
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(given?.body !== undefined && { 'content-type': typeOf(given.body) }),
      },
      ...(given?.body !== undefined && { body: given.body instanceof Blob ? given.body : JSON.stringify(given.body) }),
    })
  } catch {
    throw new Failure(0, 'The server cannot be reached. It is tried again when it is back.')
  }
}

/** A file goes as its bytes, everything else as JSON. */
function typeOf(body: unknown): string {
  return body instanceof Blob ? body.type || 'application/octet-stream' : 'application/json'
}

async function read(reply: Response): Promise<unknown> {
  if (reply.status === 204) return undefined
  const told: unknown = await reply.json().catch(() => undefined)
  if (reply.ok) return told
  const problem = (told as Problem | undefined)?.error
  throw new Failure(reply.status, problem?.sentence ?? `The server answered ${reply.status}.`, problem?.fields)
}
