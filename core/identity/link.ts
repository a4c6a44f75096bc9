import type { Desk } from '../answering/desk.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { PersonLink } from '../domain/identity.ts'
import { type Handle, laneOf } from '../domain/place.ts'
import { Refused } from '../errors.ts'
import type { Scope } from '../store/store.ts'

/** Two people turn out to be one: staff see one history from now on. What was moved is written down, and `unlink` reads it. */
export async function link(
  desk: Desk,
  { keptId, goneId, why, by }: Pick<PersonLink, 'keptId' | 'goneId' | 'why' | 'by'>,
): Promise<PersonLink> {
  const { tx, house } = desk
  await tx.personLinks.lock([keptId, goneId])
  const [kept, gone] = [await tx.people.get(keptId), await tx.people.get(goneId)]
  if (kept === undefined || gone === undefined || kept.erased || gone.erased)
    throw new Refused(404, 'This person does not exist.')
  if (keptId === goneId) throw new Refused(422, 'A person cannot be linked to themselves.')
  if ((await standingOf(tx, goneId)) !== undefined || (await standingOf(tx, keptId)) !== undefined)
    throw new Refused(409, 'One of them is linked to somebody already: link that person, or unlink first.')
  const conversations = await tx.personLinks.conversations(goneId)
  const made: PersonLink = {
    ...{ id: crypto.randomUUID(), keptId, goneId, why, by, at: house.now().toISOString() },
    ...{ handles: gone.handles, conversationIds: conversations.map(({ id }) => id), undoneAt: null, undoneBy: null },
  }
  await tx.personLinks.add(made)
  await tx.personLinks.give(made, goneId, keptId)
  await tx.audit.add({ actor: by, action: 'people linked', subject: keptId, data: { linkId: made.id, goneId, why } })
  await touch(desk, made.conversationIds)
  return made
}

/**
 * Takes a link apart: every handle and conversation stands again where it stood, and what those handles began since goes
 * with them. What was proved through it proves nothing any more.
 */
export async function unlink(desk: Desk, linkId: string, by: string): Promise<void> {
  const { tx, house } = desk
  const known = await tx.personLinks.get(linkId)
  if (known === undefined) throw new Refused(404, 'These people are not linked.')
  const { keptId, goneId } = known
  await tx.personLinks.lock([keptId, goneId])
  const now = await tx.personLinks.get(linkId)
  if (now === undefined || now.undoneAt !== null) throw new Refused(409, 'Somebody else took it apart already.')
  if ((await standingOf(tx, keptId)) !== undefined)
    throw new Refused(409, 'The other one was linked on to a third: take that apart first.')
  const at = house.now().toISOString()
  const begun = await begunSince(tx, now)
  const conversationIds = [...now.conversationIds, ...begun]
  await tx.personLinks.give({ handles: now.handles, conversationIds }, keptId, goneId)
  await tx.personLinks.undo(linkId, by, at)
  for (const check of await tx.checks.inLanes(await lanesOf(tx, conversationIds)))
    if (check.endedAt === null) await tx.checks.update(check.id, { endedAt: at })
  await tx.audit.add({ actor: by, action: 'people unlinked', subject: keptId, data: { linkId, goneId } })
  await touch(desk, conversationIds)
}

/**
 * Whoever wrote here has this address: the number's person becomes the address's. False where the number is somebody's who
 * has another address: only a teammate makes those two one.
 */
export async function linkProved(desk: Desk, conversation: Conversation, address: string): Promise<boolean> {
  const { tx } = desk
  const theirs = await tx.people.create({ name: null, handle: { kind: 'email', value: address } })
  await tx.personLinks.lock([theirs.id, conversation.personId])
  const now = (await tx.conversations.get(conversation.id))?.personId ?? conversation.personId
  if (theirs.id === now) return true
  const person = await tx.people.get(now)
  if (person === undefined || person.handles.some(({ kind }) => kind === 'email')) return false
  await link(desk, { keptId: theirs.id, goneId: now, why: 'proved', by: 'agent' })
  return true
}

/** The link by which this person is somebody else now. */
async function standingOf(tx: Scope, personId: string): Promise<PersonLink | undefined> {
  return (await tx.personLinks.of(personId)).find(({ goneId, undoneAt }) => goneId === personId && undoneAt === null)
}

/** Conversations of the kept one that only the moved handles wrote in, begun since. */
async function begunSince(tx: Scope, { keptId, handles, conversationIds, at }: PersonLink): Promise<string[]> {
  const moved = new Set(handles.map(keyOf))
  const known = new Set(conversationIds)
  const found: string[] = []
  for (const { id, createdAt } of await tx.personLinks.conversations(keptId)) {
    if (known.has(id) || createdAt < at) continue
    const writers = (await tx.messages.list(id)).flatMap(({ senderType, metadata: { number, mail, thread } }) => {
      if (senderType !== 'customer') return []
      if (number !== undefined) return [keyOf({ kind: 'phone', value: number })]
      return [mail === undefined ? `chat ${thread}` : keyOf({ kind: 'email', value: mail.from })]
    })
    if (writers.length > 0 && writers.every((one) => moved.has(one))) found.push(id)
  }
  return found
}

async function lanesOf(tx: Scope, conversationIds: readonly string[]): Promise<string[]> {
  const lanes: string[] = []
  for (const id of conversationIds)
    for (const { role, place } of await tx.conversations.places(id)) if (role === 'customer') lanes.push(laneOf(place))
  return lanes
}

/** What was thought about them as they were is stale, and open pages show them anew. */
async function touch({ tx, tell }: Desk, conversationIds: readonly string[]): Promise<void> {
  for (const id of [...conversationIds].sort()) {
    await tx.conversations.update(id, {})
    tell('conversation', id)
  }
}

function keyOf({ kind, value }: Handle): string {
  return `${kind} ${value}`
}
