import type { House } from '../house.ts'
import { stopAlone } from './after-cancel.ts'
import { atDesk } from './desk.ts'
import { noteFailure } from './failed.ts'
import type { MailBar } from './mail-reach.ts'
import type { Bar } from './place-rules.ts'
import { stopHeld } from './queue.ts'
import { showHeld } from './show-held.ts'

/** What becomes of an answer that may not go now. */
export async function obeyBar(house: House, businessId: string, outboxId: string, bar: Bar): Promise<void> {
  if (bar.kind === 'mail') return obeyMailBar(house, businessId, outboxId, bar)
  await atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    const known = await tx.outbox.get(outboxId)
    if (known?.conversationId != null) await tx.conversations.lock(known.conversationId)
    const row = await tx.outbox.get(outboxId)
    if (row === undefined) return
    if (bar.kind === 'opted out')
      return void (await stopHeld(desk, row, 'they said STOP, and nothing can be texted until they write START'))
    if (bar.kind === 'too late') {
      if (await tx.outbox.move(row.id, ['held', 'ready'], 'failed', { error: bar.why }))
        await noteFailure(desk, row, bar.why)
      return
    }
    if (bar.why === undefined || row.conversationId === null) return
    const teammate = row.teammateId === null ? undefined : await tx.teammates.get(row.teammateId)
    const by = teammate?.name ?? (await tx.agent()).name
    await showHeld(desk, row, by, bar.why)
  })
  if (bar.kind === 'later') await house.jobs.deliver(businessId, outboxId, Date.parse(bar.at) - house.now().getTime())
}

/** What the agent would have said is put before staff instead; what the product or a teammate would, is stopped and told. */
async function obeyMailBar(house: House, businessId: string, outboxId: string, { why }: MailBar): Promise<void> {
  const row = await house.store.of(businessId).outbox.get(outboxId)
  if (row === undefined) return
  if (row.teammateId === null && row.payload.isSystem !== true && row.conversationId !== null) {
    const stop = { error: why, sentence: `Stopped, since ${why}: nothing was sent.` }
    return stopAlone(house, businessId, row.conversationId, row.id, stop)
  }
  await atDesk(house, businessId, async (desk) => {
    if (row.conversationId !== null) await desk.tx.conversations.lock(row.conversationId)
    if (await stopHeld(desk, row, why)) desk.tell('outbox', row.id)
  })
}
