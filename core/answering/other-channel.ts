import type { Conversation } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Button } from '../domain/outbound.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { By } from './by.ts'
import type { Desk } from './desk.ts'
import { type OtherPlace, otherPlaces } from './other-places.ts'
import { decideRow } from './outbox.ts'
import { readdress } from './readdress.ts'
import { showInThreads } from './show.ts'

/** *Other channel*: asks with the addresses in it; pressed with one of them, the same words go there instead. */
export async function otherChannel(house: House, by: By, outboxId: string, key: string | undefined): Promise<void> {
  await decideRow(house, by, outboxId, async (desk, row, conversation) => {
    if (row.state !== 'failed') throw new Refused(409, 'This has not failed: it stays where it went.')
    const others = await otherPlaces(house, desk.tx, conversation, row, desk.surfaces.mail)
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
  other: OtherPlace,
): Promise<void> {
  const sent = await readdress(desk, row, conversation, other, { from: ['failed'], name: by.teammate.name })
  if (sent === undefined) throw new Refused(409, 'Somebody else was faster; nothing was sent.')
  await desk.tx.audit.add({
    ...{ actor: by.teammate.id, action: 'sent to another address', subject: conversation.id },
    data: { outboxId: sent.id, instead: row.id, to: other.label },
  })
}
