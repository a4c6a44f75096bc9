import type { Core } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import type { ConversationView } from '#core/views.ts'

type Acts = Pick<
  Core['conversations'],
  'act' | 'setKind' | 'setLead' | 'notSpam' | 'note' | 'merge' | 'unmerge' | 'split'
>
type Find = (actor: Parameters<Acts['act']>[0], id: string) => ConversationView

/** What can be done with a conversation itself, for the API's own tests. */
export function fakeActs(find: Find, changed: (id: string) => void): Acts {
  const patch = (view: ConversationView, facts: Partial<ConversationView['conversation']>) => {
    view.conversation = { ...view.conversation, ...facts }
    const { status, assigneeId } = view.conversation
    view.actions =
      status === 'resolved' ? ['reopen'] : [assigneeId ? 'release' : 'take', 'assign', 'snooze', 'resolve', 'spam']
    changed(view.conversation.id)
  }
  const soon = () => new Date(Date.now() + 43_200_000).toISOString()
  return {
    async act(actor, id, action, choice = '') {
      const view = find(actor, id)
      if (action === 'take') patch(view, { assigneeId: actor.teammateId, humanUntil: soon() })
      if (action === 'release') patch(view, { assigneeId: null, humanUntil: null })
      if (action === 'assign') patch(view, { assigneeId: choice === 'nobody' ? null : choice, humanUntil: soon() })
      if (action === 'snooze') patch(view, { snoozedUntil: soon() })
      if (action === 'wake') patch(view, { snoozedUntil: null })
      if (action === 'resolve') patch(view, { status: 'resolved', waitingSince: null })
      if (action === 'reopen') patch(view, { status: 'active' })
    },
    setKind: async (actor, id, kind) => patch(find(actor, id), { kind }),
    setLead: async (actor, id, slot, value) => {
      const { lead } = find(actor, id).conversation
      const before = lead ?? { slots: {}, warmth: 'cold' as const, reasons: [], asked: [] }
      patch(find(actor, id), {
        lead: { ...before, slots: { ...before.slots, [slot]: { value, by: actor.teammateId } } },
      })
    },
    note: async (actor, id) => void find(actor, id),
    notSpam: async (actor, id) => patch(find(actor, id), { kind: 'support' }),
    async merge(actor, id, into) {
      if (id === into) throw new Refused(422, 'A conversation cannot be merged into itself.')
      patch(find(actor, id), { mergedIntoId: find(actor, into).conversation.id })
    },
    unmerge: async (actor, id) => patch(find(actor, id), { mergedIntoId: null }),
    split: async (actor, id) => find(actor, id).conversation.id,
  }
}
