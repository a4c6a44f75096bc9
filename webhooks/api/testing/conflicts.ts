import type { Core } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import type { ConflictView } from '#core/views.ts'
import { lessonOf } from './sample.ts'

/** One open conflict about the days that a return may take, for the API and the pages. */
export function fakeConflicts(changed: (id: string) => void): Core['conflicts'] {
  const conflicts: ConflictView[] = [
    {
      ...{ id: 'conflict-1', topicId: 'topic-2', topicName: 'Return an item', matter: 'duration', state: 'open' },
      a: lessonOf('lesson-8', { question: 'How long can I return it?', reply: 'You can return it within 30 days.' }),
      b: lessonOf('lesson-9', { question: 'How long can I return it?', reply: 'Returns are accepted for 14 days.' }),
      ...{ decision: null, decidedBy: null, decidedByName: null },
      ...{ createdAt: '2026-11-20T09:00:00.000Z', decidedAt: null },
    },
  ]
  return {
    list: async (actor, { state = 'open', lessonId }) =>
      actor.businessId !== 'business-1'
        ? []
        : conflicts.filter((one) =>
            lessonId === undefined ? one.state === state : [one.a.id, one.b.id].includes(lessonId),
          ),
    async decide(actor, id, decision) {
      const at = conflicts.findIndex((one) => one.id === id)
      const found = actor.businessId === 'business-1' ? conflicts[at] : undefined
      if (found === undefined) throw new Refused(404, 'This question does not exist any more.')
      if (found.state !== 'open') throw new Refused(409, 'Anna decided this before.')
      const decided = { state: 'decided' as const, decision, decidedBy: actor.teammateId, decidedByName: 'Anna' }
      conflicts[at] = { ...found, ...decided, decidedAt: new Date().toISOString() }
      changed(found.a.id)
      return conflicts[at]
    },
  }
}

/** Two customers had the answer that was corrected. */
export const fakeTold: Pick<Core['lessons'], 'told' | 'tell'> = {
  told: async (_, __, days = 30) => ({
    days,
    replacement: lessonOf('lesson-1'),
    told: [
      {
        ...{ conversationId: 'conversation-1', personName: 'Mia Berger', channel: 'email', how: 'approved' },
        ...{ at: '2026-11-18T10:00:00.000Z', text: 'You can return it within 30 days.' },
        ...{ isInDoubt: false, isCorrected: false, hasDraft: false },
      },
      {
        ...{ conversationId: 'conversation-2', personName: 'Tom Falk', channel: 'chat', how: 'automatic' },
        ...{ at: '2026-11-16T15:30:00.000Z', text: 'You can return it within 30 days.' },
        ...{ isInDoubt: true, isCorrected: false, hasDraft: true },
      },
    ],
  }),
  tell: async () => ({ proposed: 1, waiting: 1 }),
}
