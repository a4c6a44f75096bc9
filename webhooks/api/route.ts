import type { z } from 'zod'
import type { Connector, Tools } from '#connectors/connector.ts'
import type { Actor, Core, Session } from '#core/door.ts'
import type { Live, LiveEvent } from '#core/ports.ts'

/** What the routes may use. */
export interface House {
  core: Core
  live: Live
  connectors: readonly Connector[]
  /** What a connector may use of the outside while an integration is being added. */
  tools(connector: string): Tools
  /** The public address that a platform calls for this integration. */
  webhookUrl(connector: string, integrationId: string): string
  /** Where the browser goes to agree on a platform's own page, and the cookie that it must bring back. */
  beginInstall(
    actor: Actor,
    connector: Connector,
    settings: Record<string, unknown>,
  ): Promise<{ url: string; cookie: string }>
}

/** What a route may know and do of the HTTP call itself; only sign-in and installing need it. */
export interface Call {
  /** The refresh token of the browser's cookie: of the teammate's own business, or of the sample shop. */
  refreshToken(session: SessionKind): string | undefined
  keepSession(kind: SessionKind, session: Session): void
  dropSession(kind: SessionKind): void
  /** Binds a journey to a platform and back to this browser. Throws Refused where the browser is at another address of ours. */
  keepJourney(cookie: string): void
}
export type SessionKind = 'home' | 'demo'

export type Who = 'anyone' | 'teammate' | 'owner'
type Fields = z.ZodObject
type ActorOf<W extends Who> = W extends 'anyone' ? undefined : Actor

interface Shape<W extends Who, P extends Fields, Q extends Fields, B extends Fields> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Parameters as `:name`. */
  path: `/api/${string}`
  /** One sentence for the API's description. */
  summary: string
  who: W
  params?: P
  query?: Q
  body?: B
  /** Instead of `body`: the bytes of one file, at most so many of them. */
  upload?: { mostBytes: number }
  /** Failed attempts are counted by address: sign-in and its like. */
  guarded?: true
  /** The cookie is read: the call must come from our own pages. */
  ownPagesOnly?: true
}

interface Input<P extends Fields, Q extends Fields, B extends Fields> {
  params: z.output<P>
  query: z.output<Q>
  body: z.output<B>
  /** What was uploaded; empty where the route takes no file. */
  file: { type: string; bytes: Uint8Array }
}

/** One address of the REST API, as data: validation, 401 and 403, OpenAPI and the typed client come from it. */
export interface Route extends Shape<Who, Fields, Fields, Fields> {
  /** Absent = 204. */
  reply?: z.ZodType
  status?: 200 | 201
  handle?(house: House, actor: Actor, input: Input<Fields, Fields, Fields>, call: Call): Promise<unknown>
  /** Instead of `handle`: a stream of server-sent events. Returns what ends it. */
  stream?(house: House, actor: Actor, emit: (event: LiveEvent) => void): () => void
}

type None = z.ZodObject<Record<never, never>>
/** Without a reply it does not matter what `handle` gives: nothing of it is sent. */
type ReplyOf<R extends z.ZodType> = R extends z.ZodUndefined ? unknown : z.input<R> | undefined

/** Declares a route; the types of its parts flow into `handle`. */
export function route<
  W extends Who,
  P extends Fields = None,
  Q extends Fields = None,
  B extends Fields = None,
  R extends z.ZodType = z.ZodUndefined,
>(
  declared: Shape<W, P, Q, B> & {
    reply?: R
    status?: 200 | 201
    handle(house: House, actor: ActorOf<W>, input: Input<P, Q, B>, call: Call): Promise<ReplyOf<R>>
  },
): Route {
  // The mount calls `handle` only with what `who`, `params`, `query` and `body` let through.
  return declared as unknown as Route
}
