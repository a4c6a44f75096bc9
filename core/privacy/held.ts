import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Traces } from '../store/privacy.ts'
import type { Scope } from '../store/store.ts'
import type { PersonExport, PersonHeld } from '../views.ts'

/** How much is held about a person: what erasing them would take. */
export async function heldAbout(house: House, businessId: string, personId: string): Promise<PersonHeld> {
  const scope = house.store.of(businessId)
  const traces = await tracesOf(scope, personId)
  const { person, elsewhereIds } = traces
  const learned = await scope.learning.concerning(whoseIs(traces))
  const held = await scope.privacy.held(traces)
  const counts = Object.entries(held).map(([table, rows]) => [table, rows.length] as const)
  return {
    person,
    counts: Object.fromEntries([...counts, ['learning_data', learned.length]]),
    inConversationsOfOthers: elsewhereIds.length,
    alsoKnownAs: await mergedWith(scope, traces),
  }
}

/** Everything that is held about a person, as it is stored: their right of access. */
export async function exportPerson(
  house: House,
  businessId: string,
  personId: string,
  by: string,
): Promise<PersonExport> {
  const scope = house.store.of(businessId)
  const traces = await tracesOf(scope, personId)
  const held = await scope.privacy.held(traces)
  const learned = await scope.learning.concerning(whoseIs(traces))
  await scope.audit.add({ actor: by, action: 'person exported', subject: personId })
  const { name, handles } = traces.person
  return { exportedAt: house.now().toISOString(), person: { id: personId, name, handles }, held, learned }
}

/** Whose words were learned from: theirs, and those of conversations that they took part in. */
export function whoseIs({ person, conversationIds, elsewhereIds, addresses }: Traces) {
  return { personId: person.id, conversationIds: [...conversationIds, ...elsewhereIds], addresses }
}

async function tracesOf(scope: Scope, personId: string): Promise<Traces> {
  const traces = await scope.privacy.traces(personId)
  if (traces === undefined) throw new Refused(404, 'This person does not exist.')
  return traces
}

/** Other people whose conversations were merged with theirs, because a teammate said that they are one. */
async function mergedWith(
  scope: Scope,
  { person, conversationIds, elsewhereIds }: Traces,
): Promise<PersonHeld['alsoKnownAs']> {
  const found = new Map<string, string | null>()
  const add = async (id: string) => {
    const conversation = await scope.conversations.get(id)
    if (conversation === undefined || conversation.personId === person.id) return
    found.set(conversation.personId, (await scope.people.get(conversation.personId))?.name ?? null)
  }
  for (const id of conversationIds) {
    const into = (await scope.conversations.get(id))?.mergedIntoId
    if (into) await add(into)
    for (const { metadata } of await scope.messages.list(id)) if (metadata.movedFrom) await add(metadata.movedFrom)
  }
  for (const id of elsewhereIds)
    if ((await scope.messages.list(id)).some(({ metadata }) => conversationIds.includes(metadata.movedFrom ?? '')))
      await add(id)
  return [...found].map(([id, name]) => ({ id, name }))
}
