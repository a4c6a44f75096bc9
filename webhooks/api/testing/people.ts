import type { Core } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import type { ConversationView, PersonHeld } from '#core/views.ts'
import type { World } from './world.ts'

/** What is held about a customer. */
export function fakePeople(world: World): Core['people'] {
  const personOf = (test: (person: ConversationView['person']) => boolean) => {
    const person = [...world.views.values()].find((view) => test(view.person))?.person
    if (!person) throw new Refused(404, 'This person does not exist.')
    return person as PersonHeld['person']
  }
  const heldAbout = (id: string): PersonHeld => ({
    person: personOf((person) => person.id === id),
    counts: { conversations: 1, messages: 3, learning_data: 2 },
    ...{ inConversationsOfOthers: 0, alsoKnownAs: [] },
  })
  return {
    held: async (_, id) => heldAbout(id),
    byAddress: async (_, address) => heldAbout(personOf(({ handles }) => handles[0]?.value === address).id),
    export: async (_, id) => {
      const person = personOf((one) => one.id === id)
      return { exportedAt: new Date().toISOString(), person, held: { people: [{ ...person }] }, learned: [] }
    },
    erase: async (_, id, confirmation) => {
      const view = [...world.views.values()].find(({ person }) => person.id === id)
      if (!view?.person.handles.some(({ value }) => value === confirmation))
        throw new Refused(422, 'Nothing was erased: type their name to confirm.')
      view.person = { id, name: null, handles: [] }
      view.conversation = { ...view.conversation, erasedAt: new Date().toISOString() }
      world.changed('conversation', view.conversation.id)
    },
    known: async (_, id) => ({
      person: personOf((one) => one.id === id),
      ...{ conversations: [], links: [], suggestions: [] },
    }),
    link: async (actor, keptId, goneId) => ({
      ...{ id: 'link-1', keptId, goneId, why: 'teammate', by: actor.teammateId, at: new Date().toISOString() },
      ...{ handles: [], conversationIds: [], undoneAt: null, undoneBy: null },
    }),
    unlink: async () => {},
    askForProof: async () => {},
  }
}
