import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Button } from '../domain/outbound.ts'
import type { Place } from '../domain/place.ts'
import type { MailIdentity } from '../ports.ts'
import type { Scope } from '../store/store.ts'
import type { Desk } from './desk.ts'

/** Another way to reach the customer. `key` comes back with the press; it holds no secret of a chat. */
export interface OtherPlace {
  key: string
  /** "ana@home.example", "the web chat". */
  label: string
  place: Place
}

/** Where else the words of a failed answer could go: other places of the conversation, other addresses of the person. */
export async function otherPlaces(
  tx: Scope,
  conversation: Conversation,
  row: OutboxRow,
  mail: MailIdentity | undefined,
): Promise<OtherPlace[]> {
  const found: OtherPlace[] = []
  for (const { role, place } of await tx.conversations.places(conversation.id)) {
    if (role !== 'customer' || place.connector === 'email' || place.connector === row.place.connector) continue
    found.push({
      key: `${place.connector}/${place.account}`,
      label: placeNames[place.connector] ?? place.connector,
      place,
    })
  }
  const envelope = row.payload.mail as { to: string[]; cc: string[] } | undefined
  const tried = new Set([...(envelope?.to ?? []), ...(envelope?.cc ?? [])])
  const bounced = new Set((await tx.events.list(conversation.id)).flatMap(({ data }) => data.recipient ?? []))
  const person = await tx.people.get(conversation.personId)
  for (const { kind, value } of mail === undefined ? [] : (person?.handles ?? [])) {
    if (kind !== 'email' || tried.has(value) || bounced.has(value)) continue
    const place = { connector: 'email', account: mail?.account ?? '', thread: value, private: true }
    found.push({ key: `email:${value}`, label: value, place })
  }
  return found
}

/** The button under what failed: one press asks, naming the address; nothing goes anywhere yet. */
export async function otherChannelButton(desk: Desk, row: OutboxRow): Promise<Button[]> {
  const conversation = row.conversationId === null ? undefined : await desk.tx.conversations.get(row.conversationId)
  const others = conversation && (await otherPlaces(desk.tx, conversation, row, desk.surfaces.mail))
  return others?.length ? [{ action: 'other_channel', label: 'Other channel', target: row.id }] : []
}

const placeNames: Record<string, string> = { webchat: 'the web chat', sms: 'SMS', voice: 'the phone' }
