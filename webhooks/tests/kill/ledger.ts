import pg from 'pg'

export interface InboxRow {
  platformId: string
  handledAt: Date | null
  result: string | null
  error: string | null
}

export interface OutRow {
  id: string
  state: 'held' | 'ready' | 'sending' | 'sent' | 'failed' | 'in_doubt' | 'cancelled'
  audience: 'customer' | 'staff'
  connector: string
  kind: string
  draftId: string | null
  text: string
  /** The words that a card for staff repeats. */
  body: string
  error: string | null
}

/** What Lummy wrote down, read straight from its database. */
export interface Ledger {
  inbox(): Promise<InboxRow[]>
  outbox(): Promise<OutRow[]>
  /** The words of every stored customer message. */
  heard(): Promise<string[]>
  /** How much waits, by what it waits for. */
  left(): Promise<Record<string, number>>
  /** Keys that stand twice although they are unique, found without their indexes: files that a kill broke. */
  broken(): Promise<string[]>
  close(): Promise<void>
}

export async function openLedger(url: string): Promise<Ledger> {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {})
  const rows = async <T extends pg.QueryResultRow>(query: string) => (await pool.query<T>(query)).rows
  return {
    inbox: () =>
      rows('select "platform_id" as "platformId", "handled_at" as "handledAt", "result", "error" from "lummy"."inbox"'),
    outbox: () =>
      rows(`select "id", "state", "audience", "connector", "error", "draft_id" as "draftId", "payload"->>'kind' as "kind", coalesce("payload"->>'text', '') as "text",
                   coalesce("payload"->'card'->>'body', '') as "body"
            from "lummy"."outbox"`),
    heard: async () =>
      (
        await rows<{ content: string }>(`select "content" from "lummy"."messages" where "sender_type" = 'customer'`)
      ).map(({ content }) => content),
    async left() {
      const [found] = await rows<{ inbox: number; outbox: number }>(
        `select (select count(*)::int from "lummy"."inbox" where "handled_at" is null) as "inbox",
                (select count(*)::int from "lummy"."outbox" where "state" in ('held', 'ready', 'sending')) as "outbox"`,
      )
      return { inbox: found?.inbox ?? 0, outbox: found?.outbox ?? 0 }
    },
    async broken() {
      const twice = (table: string, ...columns: string[]) => {
        const keys = columns.map((column) => `${column}::text || ''`).join(` || ' ' || `)
        return rows<{
          key: string
        }>(`select '${table} ' || key as key from (select ${keys} as key from "lummy"."${table}") as all_keys
                                      group by key having count(*) > 1`)
      }
      const found = await Promise.all([
        twice('inbox', 'connector', 'account', 'platform_id'),
        twice('inbox', 'seq'),
        twice('outbox', 'id'),
        twice('messages', 'id'),
        twice('lessons', 'id'),
      ])
      return found.flat().map(({ key }) => key)
    },
    close: () => pool.end(),
  }
}
