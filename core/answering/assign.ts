import type { Teammate } from '../domain/business.ts'
import type { Conversation } from '../domain/conversation.ts'
import { Refused } from '../errors.ts'
import { conversationLink } from './cards.ts'
import type { Desk } from './desk.ts'
import type { By } from './drafts.ts'
import { tellTeammate } from './show.ts'

/** Whom a choice means: an id, an address, a name that only one of them has, `me`, or `nobody` (undefined). */
export async function assigneeOf({ tx }: Pick<Desk, 'tx'>, by: By, choice: string): Promise<Teammate | undefined> {
  const said = choice.trim().toLowerCase()
  if (said === 'nobody' || said === '') return undefined
  if (said === 'me') return by.teammate
  const all = (await tx.teammates.list()).filter(({ removedAt }) => removedAt == null)
  const found = all.filter(
    ({ id, email, name }) => id === said || email === said || name.toLowerCase() === said || firstName(name) === said,
  )
  const [one] = found
  if (one === undefined) throw new Refused(404, `Nobody here is called “${choice.trim().slice(0, 60)}”.`)
  const exact = found.length === 1 ? one : found.find(({ id, name }) => id === said || name.toLowerCase() === said)
  if (exact === undefined)
    throw new Refused(409, `Several teammates are called ${one.name.split(' ')[0]}: say the whole name.`)
  if (exact.confirmedAt === null) throw new Refused(409, `${exact.name} has not accepted the invitation yet.`)
  return exact
}

/** Says to whom it was given that it is theirs now, where only they read it. */
export async function tellAssignee(desk: Desk, by: By, conversation: Conversation, to: Teammate): Promise<void> {
  const { tx, surfaces, house } = desk
  const person = await tx.people.get(conversation.personId)
  const sentence = `${by.teammate.name} gave you the conversation with ${person?.name ?? conversation.customerEmail ?? 'a customer'}.`
  const link = conversationLink(house.publicUrl, conversation.id)
  const handles = await tx.teammates.handles(to.id)
  let isTold = false
  for (const root of surfaces.roots) {
    const handle = handles.find(({ kind, value }) => kind === root.connector && value.startsWith(`${root.account}/`))
    if (handle === undefined) continue
    await tellTeammate(desk, conversation.id, root, handle, sentence, { link })
    isTold = true
  }
  if (isTold || surfaces.mail === undefined) return
  const place = { connector: 'email', account: surfaces.mail.account, thread: to.email, private: true }
  await tellTeammate(desk, conversation.id, place, { kind: 'email', value: to.email }, sentence, { link })
}

function firstName(name: string): string {
  return name.toLowerCase().split(/\s+/)[0] ?? ''
}
