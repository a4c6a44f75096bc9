import type { Business } from '../domain/business.ts'
import { quietKinds } from '../domain/kind.ts'
import type { Card } from '../domain/outbound.ts'
import type { Place } from '../domain/place.ts'
import { lastAtHour } from '../domain/times.ts'
import type { House } from '../house.ts'
import { noticeCard } from './cards.ts'
import { atDesk, type Desk } from './desk.ts'
import { staffEnvelope } from './envelope.ts'
import { namedId } from './named-id.ts'
import { oneLine } from './one-line.ts'

const dayMs = 86_400_000
const checkEveryMs = 60_000
/** More than these are only counted. */
const mostSenders = 15
const mostRows = 500

/**
 * Makes what tells each business once a day, at its hour, what was put aside in the day before. The id of each row is made
 * from day and reader, so that of two workers who tell it at once, one does. Call it as often as you like.
 */
export function makeDigest(house: House): () => Promise<void> {
  let checkedAt = Number.NEGATIVE_INFINITY
  /** What this process knows to be told, by business. Another process asks the database. */
  const told = new Map<string, number>()

  async function tell({ id, settings }: Business): Promise<void> {
    if (settings.digestHour === null) return
    const until = lastAtHour(settings.digestHour, settings.zone, house.now())
    if (told.get(id) === until.getTime()) return
    const from = lastAtHour(settings.digestHour, settings.zone, new Date(until.getTime() - dayMs / 2))
    const card = await digestCard(house, id, from.toISOString(), until.toISOString())
    if (card !== undefined) await atDesk(house, id, (desk) => show(desk, card, until))
    told.set(id, until.getTime())
  }

  return async () => {
    const now = house.now().getTime()
    if (now - checkedAt < checkEveryMs) return
    checkedAt = now
    for (const business of await house.store.system.businesses()) {
      try {
        await tell(business)
      } catch (error) {
        house.log.warn({ businessId: business.id, error }, 'a digest was not told; it is tried again')
      }
    }
  }
}

async function digestCard(house: House, businessId: string, from: string, until: string): Promise<Card | undefined> {
  const rows = await house.store.of(businessId).conversations.list({ kinds: quietKinds, limit: mostRows })
  const fresh = rows.filter(({ createdAt }) => createdAt > from && createdAt <= until)
  if (fresh.length === 0) return undefined
  const count = (kind: string) => fresh.filter((row) => row.kind === kind).length
  const senders = new Map<string, number>()
  for (const { customerEmail, personName } of fresh) {
    const sender = customerEmail ?? personName ?? 'somebody in the chat'
    senders.set(sender, (senders.get(sender) ?? 0) + 1)
  }
  const lines = [...senders]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([sender, times]) => `- ${oneLine(sender, 100)}${times > 1 ? ` (${times})` : ''}`)
  const more = lines.length > mostSenders ? [`- and ${lines.length - mostSenders} more`] : []
  return noticeCard(`Put aside since yesterday: ${count('automated')} from machines, ${count('spam')} spam.`, {
    body: [...lines.slice(0, mostSenders), ...more].join('\n'),
    link: { label: 'Look through them', url: `${house.publicUrl}/admin/conversations?show=aside` },
  })
}

async function show(desk: Desk, card: Card, until: Date): Promise<void> {
  const { surfaces, tx, house } = desk
  for (const root of surfaces.roots) await add(desk, `${root.connector}/${root.account}`, until, root, { card })
  if (surfaces.roots.length > 0 || surfaces.mail === undefined) return
  for (const { email, confirmedAt } of await tx.teammates.list()) {
    if (confirmedAt === null) continue
    const place = { connector: 'email', account: surfaces.mail.account, thread: email, private: true }
    const outboxId = idOf(desk, email, until)
    const given = { outboxId, to: email, subject: card.title, conversationId: outboxId }
    // Nobody's words to a customer answer this.
    const mail = { ...staffEnvelope(house, surfaces.mail, given), replyTo: surfaces.mail.address }
    await add(desk, email, until, place, { card, mail })
  }
}

async function add(desk: Desk, reader: string, until: Date, place: Place, payload: Record<string, unknown>) {
  const id = idOf(desk, reader, until)
  if ((await desk.tx.outbox.get(id)) !== undefined) return
  const row = await desk.tx.outbox.add({
    ...{ id, conversationId: null, audience: 'staff', place, payload: { kind: 'card', ...payload } },
    ...{ state: 'ready', notBefore: desk.house.now().toISOString(), cancelIf: [] },
    ...{ messageId: null, draftId: null, teammateId: null },
  })
  desk.wake(row)
}

function idOf({ tx }: Desk, reader: string, until: Date): string {
  return namedId(`digest/${tx.businessId}/${until.toISOString()}/${reader}`)
}
