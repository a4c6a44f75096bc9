import type { Conflict, Matter } from '../domain/conflict.ts'
import type { Lesson } from '../domain/learning.ts'
import type { Card } from '../domain/outbound.ts'
import type { Desk } from './desk.ts'
import { namedId } from './named-id.ts'
import { oneLine } from './one-line.ts'

/**
 * Asks staff, once, where they work which of two answers is right. Who has mail alone reads of it where a draft comes from
 * one of them.
 */
export async function tellConflict(desk: Desk, conflict: Conflict, a: Lesson, b: Lesson): Promise<void> {
  const { tx, house, surfaces } = desk
  const card = await conflictCard(desk, conflict, a, b)
  for (const root of surfaces.roots) {
    const id = namedId(`conflict/${conflict.id}/${root.connector}/${root.account}/${root.thread}`)
    if ((await tx.outbox.get(id)) !== undefined) continue
    const row = await tx.outbox.add({
      ...{ id, conversationId: null, audience: 'staff', place: root, payload: { kind: 'card', card } },
      ...{ state: 'ready', notBefore: house.now().toISOString(), cancelIf: [] },
      ...{ messageId: null, draftId: null, teammateId: null },
    })
    desk.wake(row)
  }
}

async function conflictCard({ tx, house }: Desk, conflict: Conflict, a: Lesson, b: Lesson): Promise<Card> {
  const said = async ({ author, at, reply }: Lesson) => {
    const name = (await tx.teammates.get(author))?.name ?? (author || 'A page')
    return { label: `${oneLine(name, 60)}, ${at.slice(0, 10)}`, value: oneLine(reply, 400) }
  }
  const press = { action: 'decide_conflict' as const, target: conflict.id }
  return {
    purpose: 'question',
    title: `${matterNames[conflict.matter]}: which is right?`,
    quote: oneLine(b.question, 300),
    facts: [await said(a), await said(b)],
    sources: [],
    body: 'Until somebody decides, neither is sent without a person.',
    buttons: [
      { ...press, label: 'The first', choice: 'a' },
      { ...press, label: 'The second', choice: 'b' },
      { ...press, label: 'Both: they differ by case', choice: 'both' },
    ],
    link: { label: 'Open in Lummy', url: `${house.publicUrl}/admin/lessons?show=conflicts` },
  }
}

const matterNames: Record<Matter, string> = {
  amount: 'Two answers name different amounts',
  duration: 'Two answers name different lengths of time',
  date: 'Two answers name different dates or times',
  answer: 'One answer says yes, another no',
}
