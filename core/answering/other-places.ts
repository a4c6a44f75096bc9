import { channelNames } from '../domain/channel-names.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Button } from '../domain/outbound.ts'
import type { Place } from '../domain/place.ts'
import type { House } from '../house.ts'
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

/**
 * Where else the words of a failed answer could go: other places and addresses of this customer, those of conversations
 * that were merged into this one among them. Nobody who only took part is among them.
 */
export async function otherPlaces(
  { messenger }: Pick<House, 'messenger'>,
  tx: Scope,
  conversation: Conversation,
  row: OutboxRow,
  mail: MailIdentity | undefined,
): Promise<OtherPlace[]> {
  const theirs = [conversation, ...(await mergedInto(tx, conversation))]
  const found = new Map<string, OtherPlace>()
  for (const { id } of theirs) {
    for (const { role, place } of await tx.conversations.places(id)) {
      if (role !== 'customer' || place.connector === 'email' || isSame(place, row.place)) continue
      // One number of ours may take both texts and WhatsApp.
      const { channel } = messenger.describe(place)
      const key = `${channel}/${place.account}`
      if (!found.has(key)) found.set(key, { key, label: channelNames[channel], place })
    }
  }
  if (mail === undefined) return [...found.values()]
  const failed = await unreachable(tx, conversation, row)
  for (const personId of new Set(theirs.map((one) => one.personId))) {
    for (const { kind, value } of (await tx.people.get(personId))?.handles ?? []) {
      if (kind !== 'email' || failed.has(value)) continue
      const place = { connector: 'email', account: mail.account, thread: value, private: true }
      found.set(`email:${value}`, { key: `email:${value}`, label: value, place })
    }
  }
  return [...found.values()]
}

/** The button under what failed: one press asks, naming the address; nothing goes anywhere yet. */
export async function otherChannelButton(desk: Desk, row: OutboxRow): Promise<Button[]> {
  const conversation = row.conversationId === null ? undefined : await desk.tx.conversations.get(row.conversationId)
  const others = conversation && (await otherPlaces(desk.house, desk.tx, conversation, row, desk.surfaces.mail))
  return others?.length ? [{ action: 'other_channel', label: 'Other channel', target: row.id }] : []
}

/** The conversations whose messages stand in this one now. */
async function mergedInto(tx: Scope, conversation: Conversation): Promise<Conversation[]> {
  const messages = await tx.messages.list(conversation.id)
  const ids = new Set(messages.flatMap(({ metadata }) => metadata.movedFrom ?? []))
  const merged: Conversation[] = []
  for (const id of ids) {
    const source = await tx.conversations.get(id)
    if (source?.mergedIntoId === conversation.id) merged.push(source)
  }
  return merged
}

/** Addresses that this answer went to already, and those that bounced. */
async function unreachable(tx: Scope, conversation: Conversation, row: OutboxRow): Promise<Set<string>> {
  const envelope = row.payload.mail as { to: string[]; cc: string[] } | undefined
  const bounced = (await tx.events.list(conversation.id)).flatMap(({ data }) =>
    typeof data.recipient === 'string' ? [data.recipient] : [],
  )
  return new Set([...(envelope?.to ?? []), ...(envelope?.cc ?? []), ...bounced])
}

function isSame(a: Place, b: Place): boolean {
  return a.connector === b.connector && a.account === b.account && a.thread === b.thread
}
