import { randomUUID } from 'node:crypto'
import type { OutboxRow } from '#core/domain/delivery.ts'
import type { Actor, Core } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import type { ConversationView } from '#core/views.ts'
import { fakeActs } from './acts.ts'
import { draftOf, messageOf, outboxOf } from './sample.ts'
import { rowOf, sampleTroubled } from './sample-shop.ts'
import type { World } from './world.ts'

/** What staff do with conversations: reply, decide about drafts, undo. */
export function fakeDesk(world: World): Pick<Core, 'conversations' | 'drafts' | 'files' | 'outbox' | 'written'> {
  const { views, changed, view: viewFor } = world
  const outbox = new Map<string, OutboxRow>()
  const sendOut = (view: ConversationView, text: string, actor: Actor, draftId: string | null): OutboxRow => {
    const id = view.conversation.id
    const row = outboxOf(randomUUID(), id, text, { draftId, teammateId: actor.teammateId, messageId: randomUUID() })
    outbox.set(row.id, row)
    view.messages.push({
      ...messageOf(row.messageId ?? '', id, {
        senderType: 'human',
        content: text,
        metadata: { teammateId: actor.teammateId, authorName: 'Anna Berg' },
        createdAt: new Date().toISOString(),
      }),
      delivery: row,
    })
    view.draft = null
    view.conversation = { ...view.conversation, waitingSince: null, version: view.conversation.version + 1 }
    changed('conversation', id)
    setTimeout(() => {
      if (row.state !== 'held') return
      row.state = 'sent'
      changed('outbox', row.id)
    }, 5_000).unref()
    return row
  }
  const draftView = (actor: Actor, id: string, version: number): ConversationView => {
    const view = actor.businessId === 'business-1' ? [...views.values()].find((v) => v.draft?.id === id) : undefined
    if (!view?.draft) throw new Refused(404, 'There is no such draft.')
    if (view.draft.version !== version) throw new Refused(409, 'There is a newer draft.')
    return view
  }
  return {
    conversations: {
      list: async (actor, filter) =>
        actor.businessId !== 'business-1'
          ? []
          : [...views.values()]
              .filter((v) => !filter.status || v.conversation.status === filter.status)
              .filter((v) => !filter.waiting || v.conversation.waitingSince)
              .map(rowOf),
      get: async (actor, id) => viewFor(actor, id),
      reply: async (actor, id, { text }) => sendOut(viewFor(actor, id), text, actor, null),
      followUp: async (actor, id, choice) => {
        const { conversation } = viewFor(actor, id)
        conversation.followUpAt = choice === null ? null : new Date(Date.now() + 86_400_000).toISOString()
        changed('conversation', id)
        return { say: choice === null ? 'Nobody will be reminded.' : 'You are reminded tomorrow.' }
      },
      ...fakeActs(viewFor, (id) => changed('conversation', id)),
    },
    drafts: {
      approve: async (actor, id, version) =>
        sendOut(draftView(actor, id, version), draftView(actor, id, version).draft?.text ?? '', actor, id),
      edit: async (actor, id, version, text) => sendOut(draftView(actor, id, version), text, actor, id),
      editing: async (actor, id, isOpen) => {
        const view = [...views.values()].find((v) => v.draft?.id === id && actor.businessId === 'business-1')
        if (!view?.draft) throw new Refused(404, 'There is no such draft.')
        const editingUntil = isOpen ? new Date(Date.now() + 300_000).toISOString() : null
        view.draft = { ...view.draft, editorId: isOpen ? actor.teammateId : null, editingUntil }
        return editingUntil
      },
      useHere: async (_, conversationId) => draftOf('draft-9', conversationId),
      reject: async (actor, id) => {
        const view = [...views.values()].find((v) => v.draft?.id === id && actor.businessId === 'business-1')
        if (!view) throw new Refused(404, 'There is no such draft.')
        view.draft = null
        changed('draft', id)
      },
    },
    files: {
      upload: async (_, { name, type, bytes }) => ({ token: `token-${name}`, name, type, size: bytes.length }),
      open: async (token) => {
        if (token !== 'a.b') throw new Refused(404, 'This link has ended.')
        return { name: 'photo.png', bytes: Buffer.from('PNG'), preview: 'image/png' }
      },
    },
    outbox: {
      undo: async (_, id) => {
        const row = outbox.get(id)
        if (!row) throw new Refused(404, 'There is no such message.')
        if (row.state !== 'held') throw new Refused(409, 'It has left already.')
        row.state = 'cancelled'
        changed('outbox', id)
      },
      sendNow: async () => {},
      sendAgain: async () => {},
      itArrived: async () => {},
      otherChannel: async () => {},
      troubled: async () => sampleTroubled(),
    },
    written: {
      send: async () => outboxOf('outbox-9', 'conversation-2', 'Tell her that we refund the postage too.'),
      keep: async () => {},
    },
  }
}
