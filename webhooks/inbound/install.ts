import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Connector, Tools } from '#connectors/connector.ts'
import { hashToken } from '#core/accounts/tokens.ts'
import type { Actor, Core } from '#core/door.ts'
import { NotAllowed, Platform, Refused } from '#core/errors.ts'
import type { Keys, Log } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'
import { returnUrl, webhookUrl } from './route.ts'

/** How long a person may stay at the platform before they are back. */
export const installMs = 10 * 60 * 1000

/** What the admin's page is told once somebody is back from a platform. */
export type Landing = { label: string; nextSteps: string[] } | { problem: string }

export interface Installs {
  /** Where the browser goes, and the state that it must bring back. `settings` were read by `install.settings`. */
  begin(actor: Actor, connector: Connector, settings: Record<string, unknown>): Promise<{ url: string; state: string }>
  /** Takes somebody in who is back with `query`; `browserState` is what this browser was given. Throws no refusal. */
  finish(connector: Connector, query: URLSearchParams, browserState: string | undefined): Promise<Landing>
}

/**
 * Keeps what is true of every platform's consent page: the state is signed, good once and for 10 minutes, and belongs to
 * the owner who pressed the button and to their browser. Without the browser's half somebody could send another
 * business's owner a link that connects *their* workspace here (https://www.rfc-editor.org/rfc/rfc6749#section-10.12).
 */
export function makeInstalls(house: {
  store: Store
  core: Pick<Core, 'integrations'>
  keys: Pick<Keys, 'mac' | 'macs'>
  tools(connector: string): Tools
  publicUrl: string
  now(): Date
  log: Log
}): Installs {
  const { store, keys, publicUrl } = house

  /** Uses the state up; says whose it was, or what is wrong with it. */
  async function takeState(connector: Connector, state: string, browserState: string | undefined): Promise<Kept> {
    const token = readState(keys, connector.id, state)
    if (token === undefined) throw new Refused(400, `This did not begin here. Press Add to ${connector.name}.`)
    // Not used up: whoever's browser it is may still come.
    if (browserState !== state)
      throw new Refused(403, `This was begun in another browser or window. Press Add to ${connector.name} again.`)
    const hash = hashToken(token)
    const row = await store.system.readLink(hash)
    if (row?.purpose !== purpose || row.businessId === null || row.teammateId === null)
      throw new Refused(400, `This did not begin here. Press Add to ${connector.name}.`)
    if (Date.parse(row.expiresAt) <= house.now().getTime())
      throw new Refused(410, `It took longer than 10 minutes. Press Add to ${connector.name} again.`)
    if (row.usedAt !== null || !(await store.system.useLink(hash)))
      throw new Refused(409, `This was used already. Press Add to ${connector.name} again if nothing is connected.`)
    return { businessId: row.businessId, teammateId: row.teammateId, settings: settingsOf(row.data) }
  }

  async function connect(
    connector: Connector,
    query: URLSearchParams,
    browserState: string | undefined,
  ): Promise<Landing> {
    const install = installOf(connector)
    const kept = await takeState(connector, query.get('state') ?? '', browserState)
    // Read again: ten minutes are enough to be removed, or to be no owner any more.
    const teammate = await store.of(kept.businessId).teammates.get(kept.teammateId)
    if (teammate?.role !== 'owner') throw new Refused(403, `Only an owner may connect ${connector.name}.`)
    const tools = house.tools(connector.id)
    refuseMissing(connector, tools)
    const redirectUrl = returnUrl(publicUrl, connector.id)
    const found = await install.finish({ query, redirectUrl, settings: kept.settings }, tools)
    const row = await house.core.integrations.add(
      { businessId: kept.businessId, teammateId: teammate.id, role: teammate.role },
      { connector: connector.id, account: found.account, label: found.label, settings: plain(found.settings) },
    )
    const nextSteps = connector.nextSteps(found.settings, webhookUrl(publicUrl, connector.id, row.id))
    return { label: found.label, nextSteps }
  }

  return {
    async begin(actor, connector, settings) {
      const install = installOf(connector)
      const tools = house.tools(connector.id)
      refuseMissing(connector, tools)
      const token = randomBytes(32).toString('base64url')
      const state = writeState(keys, connector.id, token)
      const url = await install.start({ state, redirectUrl: returnUrl(publicUrl, connector.id) }, tools)
      await store.system.saveLink({
        hash: hashToken(token),
        purpose,
        businessId: actor.businessId,
        teammateId: actor.teammateId,
        data: { settings },
        expiresAt: new Date(house.now().getTime() + installMs).toISOString(),
      })
      return { url, state }
    },

    async finish(connector, query, browserState) {
      try {
        return await connect(connector, query, browserState)
      } catch (error) {
        return { problem: sentenceOf(error, connector, house.log) }
      }
    },
  }
}

interface Kept {
  businessId: string
  teammateId: string
  settings: Record<string, unknown>
}

const purpose = 'install'
const macBytes = 16

/** `<token>.<code>`: what was not written here costs no look-up. */
function writeState(keys: Pick<Keys, 'mac'>, connector: string, token: string): string {
  const code = keys.mac(purpose, signed(connector, token)).subarray(0, macBytes)
  return `${token}.${Buffer.from(code).toString('base64url')}`
}

function readState(keys: Pick<Keys, 'macs'>, connector: string, state: string): string | undefined {
  const [, token, code] = /^([\w-]{43})\.([\w-]{22})$/.exec(state) ?? []
  if (token === undefined || code === undefined) return undefined
  const given = Buffer.from(code, 'base64url')
  const isOurs = keys
    .macs(purpose, signed(connector, token))
    .some((own) => timingSafeEqual(own.subarray(0, macBytes), given))
  return isOurs ? token : undefined
}

function signed(connector: string, token: string): Uint8Array {
  return Buffer.from(`${connector} ${token}`)
}

function installOf(connector: Connector): NonNullable<Connector['install']> {
  if (connector.install === undefined) throw new Refused(404, `${connector.name} is connected by its credentials.`)
  return connector.install
}

function refuseMissing(connector: Connector, tools: Tools): void {
  const missing = installOf(connector).missing(tools.environment)
  if (missing.length > 0)
    throw new Refused(409, `${connector.name} cannot be added yet: ${missing.join(', ')} must be set for this server.`)
}

function settingsOf(data: Record<string, unknown>): Record<string, unknown> {
  return plain(data.settings)
}

function plain(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** Platform and core speak to people in their refusals; anything else is ours to know, and is logged. */
function sentenceOf(error: unknown, connector: Connector, log: Log): string {
  if (error instanceof Refused) return error.message
  if (error instanceof NotAllowed) return `${connector.name} was not connected: it needs ${error.needs}.`
  if (error instanceof Platform) return `${connector.name} was not connected: ${error.message}. Please try again.`
  log.error({ err: error, connector: connector.id }, 'an installation failed')
  return `${connector.name} was not connected: something went wrong on our side.`
}
