import type { Connection, Connector, Tools } from '#connectors/connector.ts'
import type { Integration } from '#core/domain/business.ts'
import type { Store } from '#core/store/store.ts'
import { webhookUrl } from './inbound/route.ts'

/** An integration with its connection opened. */
export interface Opened {
  businessId: string
  integration: Integration
  connector: Connector
  connection: Connection
}

/** The connections of this process, opened on first use and kept while their settings stay as they are. */
export interface Connections {
  byId(id: string): Promise<Opened | undefined>
  byAccount(connector: string, account: string): Promise<Opened | undefined>
  ofBusiness(businessId: string): Promise<Opened[]>
  /** Keeps what a platform told of an account beside its settings; one that was removed meanwhile stays as it is. */
  learn(opened: Opened, learned: Record<string, string>): Promise<void>
  /** Looks once more: an integration was added, changed or removed. */
  forget(): void
  /** Opens without keeping: for checking settings. */
  open(integration: Integration): Connection
}

/** How long a look-up is believed: an integration added elsewhere is known after this. */
const believedMs = 3_000

export function makeConnections(options: {
  connectors: readonly Connector[]
  store: Pick<Store, 'system' | 'of'>
  tools(connector: string): Tools
  publicUrl: string
  now(): number
}): Connections {
  const { connectors, store, now } = options
  const tools = ({ connector, id }: Pick<Integration, 'connector' | 'id'>): Tools => ({
    ...options.tools(connector),
    webhookUrl: webhookUrl(options.publicUrl, connector, id),
  })
  const open = new Map<string, { settings: string; connection: Connection }>()
  const found = new Map<string, { at: number; value: Promise<unknown> }>()

  /** One look-up for all who ask at the same time; a failed one is not remembered. */
  function believed<T>(key: string, look: () => Promise<T>): Promise<T> {
    const known = found.get(key)
    if (known !== undefined && now() - known.at < believedMs) return known.value as Promise<T>
    const value = look()
    value.catch(() => found.delete(key))
    if (found.size > 10_000) found.clear()
    found.set(key, { at: now(), value })
    return value
  }

  function opened(row: { businessId: string; integration: Integration } | undefined): Opened | undefined {
    if (row === undefined || row.integration.status === 'removed') return undefined
    const connector = connectors.find(({ id }) => id === row.integration.connector)
    if (connector === undefined) return undefined
    const settings = JSON.stringify(row.integration.settings)
    let kept = open.get(row.integration.id)
    if (kept?.settings !== settings) {
      kept = { settings, connection: connector.open(row.integration.settings, tools(row.integration)) }
      open.set(row.integration.id, kept)
    }
    return { ...row, connector, connection: kept.connection }
  }

  return {
    byId: (id) => believed(`id ${id}`, () => store.system.integrationById(id)).then(opened),
    byAccount: (connector, account) =>
      believed(`account ${connector} ${account}`, () => store.system.integrationByAccount(connector, account)).then(
        opened,
      ),
    async ofBusiness(businessId) {
      const rows = await believed(`business ${businessId}`, () => store.of(businessId).integrations.list())
      return rows.flatMap((integration) => opened({ businessId, integration }) ?? [])
    },
    async learn({ businessId, integration: { id, label } }, learned) {
      await store.of(businessId).write(async (tx) => {
        // Writing first locks the row: what is read after it stays so until we are done.
        await tx.integrations.update(id, { label })
        const is = await tx.integrations.get(id)
        if (is === undefined || is.status === 'removed') return
        await tx.integrations.update(id, { settings: { ...is.settings, ...learned } })
      })
      found.clear()
    },
    forget: () => found.clear(),

    open(integration) {
      const connector = connectors.find(({ id }) => id === integration.connector)
      if (connector === undefined) throw new Error(`there is no connector ${integration.connector}`)
      return connector.open(integration.settings, tools(integration))
    },
  }
}
