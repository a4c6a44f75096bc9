import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Button } from '../domain/outbound.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { By } from './by.ts'
import type { Desk } from './desk.ts'
import { freshEnvelope } from './envelope.ts'
import { type OtherPlace, otherPlaces } from './other-places.ts'
import { decideRow } from './outbox.ts'
import { mailFacts } from './queue.ts'
import { showInThreads } from './show.ts'
import { showHeld } from './show-held.ts'

/** *Other channel*: asks with the addresses in it; pressed with one of them, the same words go there instead. */
export async function otherChannel(house: House, by: By, outboxId: string, key: string | undefined): Promise<void> {
  await decideRow(house, by, outboxId, async (desk, row, conversation) => {
    if (row.state !== 'failed') throw new Refused(409, 'This has not failed: it stays where it went.')
    const others = await otherPlaces(desk.tx, conversation, row, desk.surfaces.mail)
    if (others.length === 0) throw new Refused(409, 'No other address of this customer is known.')
    if (key === undefined) return ask(desk, row, conversation, others)
    const chosen = others.find((one) => one.key === key)
    if (chosen === undefined) throw new Refused(409, 'That address is not known any more; nothing was sent.')
    await sendThere(desk, by, row, conversation, chosen)
  })
}

async function ask(desk: Desk, row: OutboxRow, conversation: Conversation, others: OtherPlace[]): Promise<void> {
  const [first] = others
  const title = others.length === 1 ? `Send this to ${first?.label} instead?` : 'Where should this go instead?'
  const retry: Button = { action: 'send_again', label: 'Retry', target: row.id }
  const buttons = others.map(
    ({ key, label }): Button => ({ action: 'other_channel', label: `Send to ${label}`, target: row.id, choice: key }),
  )
  const card = { purpose: 'question' as const, title, facts: [], quote: String(row.payload.text ?? ''), sources: [] }
  await showInThreads(desk, conversation.id, { ...card, buttons: [...buttons, retry] }, { outboxId: row.id })
}

async function sendThere(
  desk: Desk,
  by: By,
  row: OutboxRow,
  conversation: Conversation,
  { label, place }: OtherPlace,
): Promise<void> {
  const { tx, house } = desk
  if (!(await tx.outbox.move(row.id, ['failed'], 'cancelled', { error: `sent to ${label} instead` })))
    throw new Refused(409, 'Somebody else was faster; nothing was sent.')
  const id = crypto.randomUUID()
  const identity = place.connector === 'email' ? desk.surfaces.mail : undefined
  const name = row.teammateId === null ? (await tx.agent(conversation.agentId)).name : await nameOf(tx, row.teammateId)
  const mail = identity && freshEnvelope(house, identity, { conversation, outboxId: id, to: place.thread, name })
  const { mail: _, sendAt: __, ...payload } = row.payload
  const { undoMs } = (await tx.business()).settings
  const abilities = house.messenger.abilities(place.connector)
  const delayMs = undoMs[abilities.channel] ?? abilities.undoMs
  const sent = await tx.outbox.add({
    ...{ id, conversationId: conversation.id, audience: 'customer', place, state: 'held', cancelIf: [] },
    payload: { ...payload, ...(mail === undefined ? {} : { mail }) },
    notBefore: new Date(house.now().getTime() + delayMs).toISOString(),
    ...{ messageId: row.messageId, draftId: row.draftId, teammateId: row.teammateId },
  })
  if (row.messageId !== null)
    await tx.messages.setMetadata(row.messageId, {
      ...{ connector: place.connector, account: place.account, outboxId: id },
      ...(mail === undefined ? {} : { platformId: mail.messageId, subject: mail.subject, mail: mailFacts(mail) }),
    })
  await tx.audit.add({
    ...{ actor: by.teammate.id, action: 'sent to another address', subject: conversation.id },
    data: { outboxId: id, instead: row.id, to: label },
  })
  await tx.conversations.update(conversation.id, {})
  desk.wake(sent)
  desk.tell('conversation', conversation.id)
  const card = { purpose: 'notice' as const, title: `Goes to ${label} instead (${by.teammate.name}).`, facts: [] }
  await showInThreads(desk, conversation.id, { ...card, sources: [], buttons: [] }, { outboxId: row.id })
  await showHeld(desk, sent, by.teammate.name)
}

async function nameOf(tx: Scope, teammateId: string): Promise<string> {
  return (await tx.teammates.get(teammateId))?.name ?? ''
}
