import { teammateNamed } from '../accounts/named.ts'
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
  const one = teammateNamed(await tx.teammates.list(), choice)
  if (one.confirmedAt === null) throw new Refused(409, `${one.name} has not accepted the invitation yet.`)
  return one
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
