import type { Waiting, WaitingRow } from './api.ts'
import { call } from './client.ts'

/** What can be pressed on a row of what waits. */
export interface Act {
  name: 'fine' | 'wrong' | 'otherwise' | 'approve' | 'send_written' | 'keep_written' | 'send_again' | 'it_arrived'
  /** False: sent, and nothing is learned from it. */
  learn?: false
  label: string
  /** The sentence when it was done. */
  said: string
  isFirst: boolean
}

const approve: Act = { name: 'approve', label: 'Approve', said: 'Approved.', isFirst: true }

/** What a row offers besides *Open*, the usual one first. */
export function actsFor({ draft, writtenId, audit, outbox }: WaitingRow): Act[] {
  if (audit !== null && audit.kind !== 'before')
    return [
      { name: 'fine', label: 'Fine', said: 'Noted: it was fine.', isFirst: true },
      { name: 'wrong', label: 'Wrong', said: 'Noted: it was wrong.', isFirst: false },
      {
        name: 'otherwise',
        label: 'Right, but I would say otherwise',
        said: 'Noted: right, in other words.',
        isFirst: false,
      },
    ]
  if (writtenId !== null)
    return [
      { name: 'send_written', label: 'Send to customer', said: 'On its way to the customer.', isFirst: true },
      { name: 'keep_written', label: 'Keep as note', said: 'Kept as a note.', isFirst: false },
    ]
  if (outbox?.state === 'in_doubt')
    return [
      { name: 'send_again', label: 'Send again', said: 'Sent again.', isFirst: false },
      { name: 'it_arrived', label: 'It arrived', said: 'Good: marked as sent.', isFirst: false },
    ]
  if (outbox !== null) return [{ name: 'send_again', label: 'Retry', said: 'Sent again.', isFirst: true }]
  return draft !== null && draft.unfilled.length === 0 ? [approve] : []
}

/** What it offers behind *More*: to send, for once. */
export function rarelyFor(row: WaitingRow): Act[] {
  const labels: Partial<Record<Act['name'], string>> = {
    approve: 'Approve, don’t learn',
    send_written: 'Send, don’t learn',
  }
  return actsFor(row).flatMap((one): Act[] => {
    const label = labels[one.name]
    return label === undefined ? [] : [{ ...one, label, learn: false, isFirst: false }]
  })
}

/** Does it; returns how it is undone, where it can be. */
export async function act(row: WaitingRow, { name, learn }: Act): Promise<(() => Promise<unknown>) | undefined> {
  if ((name === 'fine' || name === 'wrong' || name === 'otherwise') && row.audit !== null) {
    await call('POST /api/audits/{id}/verdict', { params: { id: row.audit.id }, body: { verdict: name } })
    return undefined
  }
  if (name === 'approve' && row.draft !== null) {
    const { id, version } = row.draft
    const body = { version, ...(learn === false && { learn }) }
    const sent = await call('POST /api/drafts/{id}/approve', { params: { id }, body })
    return () => call('POST /api/outbox/{id}/undo', { params: { id: sent.id } })
  }
  if (name === 'send_written' && row.writtenId !== null) {
    const body = learn === false ? { learn } : {}
    const sent = await call('POST /api/written/{id}/send', { params: { id: row.writtenId }, body })
    return () => call('POST /api/outbox/{id}/undo', { params: { id: sent.id } })
  }
  if (name === 'keep_written' && row.writtenId !== null)
    await call('POST /api/written/{id}/keep', { params: { id: row.writtenId } })
  if (name === 'send_again' && row.outbox !== null)
    await call('POST /api/outbox/{id}/send-again', { params: { id: row.outbox.id } })
  if (name === 'it_arrived' && row.outbox !== null)
    await call('POST /api/outbox/{id}/it-arrived', { params: { id: row.outbox.id } })
  return undefined
}

/** How sections are headed. */
export const sectionTitles: Record<Waiting['sections'][number]['name'], string> = {
  mine: 'Yours',
  unassigned: 'Nobody has these',
  written: 'Written, not sent',
  undelivered: 'Not delivered, or in doubt',
  audits: 'Answers to look at',
  drafts: 'Drafts in colleagues’ conversations',
}
