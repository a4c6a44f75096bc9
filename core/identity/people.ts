import { atDesk, type Desk } from '../answering/desk.ts'
import { openQuestion } from '../answering/question.ts'
import type { Person } from '../domain/conversation.ts'
import type { Handle } from '../domain/place.ts'
import type { Core } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { findEntities } from '../understanding/entities.ts'
import { understand } from '../understanding/understand.ts'
import type { PersonKnown } from '../views.ts'
import { offerCheck } from './check.ts'
import { link, unlink } from './link.ts'

type WhoIsWho = Pick<Core['people'], 'link' | 'unlink' | 'known' | 'askForProof'>

/** What staff see and do about who is who. */
export function makeWhoIsWho(house: House): WhoIsWho {
  return {
    async link({ businessId, teammateId }, keptId, goneId) {
      return atDesk(house, businessId, (desk) => link(desk, { keptId, goneId, why: 'teammate', by: teammateId }))
    },

    async unlink({ businessId, teammateId }, linkId) {
      await atDesk(house, businessId, (desk) => unlink(desk, linkId, teammateId))
    },

    async known({ businessId }, id) {
      return knownAs(house.store.of(businessId), id)
    },

    async askForProof({ businessId, teammateId }, conversationId) {
      await atDesk(house, businessId, (desk) => askForProof(desk, conversationId, teammateId))
    },
  }
}

/** Asks whoever writes or calls from a number here for a code, because a teammate wants to know. */
export async function askForProof(desk: Desk, conversationId: string, by: string): Promise<void> {
  const { tx } = desk
  const conversation = await tx.conversations.get(conversationId)
  if (conversation === undefined) throw new Refused(404, 'This conversation does not exist.')
  await tx.conversations.lock(conversationId)
  const messages = await tx.messages.list(conversationId)
  const last = messages.findLast(({ metadata }) => metadata.number !== undefined)
  if (last === undefined) throw new Refused(409, 'Nobody writes or calls from a number here.')
  const question = openQuestion(messages)
  const { language } = understand(question?.text ?? last.content, question?.context ?? [])
  const languages = [language, (await tx.business()).settings.language]
  if (!(await offerCheck(desk, conversation, last, languages)))
    throw new Refused(409, 'No code can be sent now: without a mailbox, or because several were sent in this hour.')
  await tx.audit.add({ actor: by, action: 'proof asked for', subject: conversationId })
}

/** Who they are known to be, by whom they were linked, and who may be the same. */
export async function knownAs(scope: Scope, id: string): Promise<PersonKnown> {
  const person = await scope.people.get(id)
  if (person === undefined) throw new Refused(404, 'This person does not exist.')
  const conversations = await scope.personLinks.conversations(id)
  const links = (await scope.personLinks.of(id)).filter(({ undoneAt }) => undoneAt === null)
  return {
    person: shown(person),
    conversations: conversations
      .map(({ id, subject, channel, updatedAt }) => ({ id, subject, channel, updatedAt }))
      .reverse()
      .slice(0, mostShown),
    links: links.map((one) => ({
      ...{ id: one.id, at: one.at, why: one.why, by: one.by, isKept: one.keptId === id },
      handles: one.handles.filter(isReadable),
    })),
    suggestions: await suggestionsFor(
      scope,
      person,
      conversations.map((one) => one.id),
    ),
  }
}

const mostShown = 50
const mostSuggested = 5

/** Who may be the same person: a name, or an address in their own words. A teammate decides. */
async function suggestionsFor(
  scope: Scope,
  person: Person & { handles: Handle[] },
  conversationIds: readonly string[],
): Promise<PersonKnown['suggestions']> {
  const found = new Map<string, PersonKnown['suggestions'][number]>()
  const add = async (id: string | null | undefined, why: string) => {
    const other = id && id !== person.id && !found.has(id) ? await scope.people.get(id) : undefined
    // Who was linked away has no handle left.
    if (other !== undefined && other.handles.length > 0 && found.size < mostSuggested)
      found.set(other.id, { ...shown(other), why })
  }
  for (const id of conversationIds.slice(-mostSuggested)) {
    const theirs = (await scope.messages.list(id)).filter(({ senderType }) => senderType === 'customer')
    for (const { type, value } of theirs.flatMap(({ content }) => findEntities(content))) {
      if (type !== 'email') continue
      const known = await scope.people.byHandle({ kind: 'email', value: value.toLowerCase() })
      await add(known?.personId, `They wrote ${value} in a message.`)
    }
  }
  const name = person.name?.trim().toLowerCase()
  if (name)
    for (const other of await scope.people.search(name, mostShown))
      if (other.name?.trim().toLowerCase() === name) await add(other.id, 'They have the same name.')
  return [...found.values()]
}

function shown<P extends Person & { handles: Handle[] }>(person: P) {
  return { id: person.id, name: person.name, handles: person.handles.filter(isReadable) }
}

/** The key of a chat is a secret. */
function isReadable({ kind }: Handle): boolean {
  return kind !== 'chat'
}
