import type { ActionEvent } from '../domain/event.ts'
import { isPutAside } from '../domain/kind.ts'
import type { Button } from '../domain/outbound.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { By } from './by.ts'
import { conversationLink } from './cards.ts'
import { atDesk } from './desk.ts'
import { merge, split } from './merge.ts'
import { oneLine } from './one-line.ts'
import { tellTeammate } from './show.ts'

/** Choices that one message offers; a platform's row of buttons has an end. */
const mostOffered = 5
/** Characters of each conversation or message that can be chosen. */
const mostQuoted = 120

/** *Merge* from a conversation's menu: says which of the customer's other conversations it could go into; with one chosen, merges. */
export async function mergeHere(house: House, by: By, event: ActionEvent): Promise<void> {
  const { target, choice } = event
  if (choice !== undefined) return merge(house, by, target, choice)
  const scope = house.store.of(by.businessId)
  const conversation = await scope.conversations.get(target)
  if (conversation === undefined) throw new Refused(404, 'This conversation does not exist.')
  const person = await scope.people.get(conversation.personId)
  const search = conversation.customerEmail ?? person?.name ?? undefined
  const others = (await scope.conversations.list({ limit: 50, ...(search === undefined ? {} : { search }) }))
    .filter(({ personId, id }) => personId === conversation.personId && id !== target)
    .filter((other) => !isPutAside(other) && other.kind === conversation.kind)
    .slice(0, mostOffered)
  if (others.length === 0) throw new Refused(409, 'This customer has no other conversation that it could go into.')
  await offer(house, by, event, 'Into which conversation?', {
    lines: others.map(({ subject, preview }) => oneLine(subject || preview, mostQuoted)),
    button: (index) => ({ action: 'merge', label: `Into ${index + 1}`, target, choice: others[index]?.id ?? '' }),
  })
}

/** *Split* from a conversation's menu: says from which message on; with one chosen, splits. */
export async function splitHere(house: House, by: By, event: ActionEvent): Promise<void> {
  const { target, choice } = event
  if (choice !== undefined) return void (await split(house, by, target, choice))
  const scope = house.store.of(by.businessId)
  // The first message stays: there would be nothing to split from.
  const later = (await scope.messages.list(target)).slice(1).filter(({ senderType }) => senderType === 'customer')
  const offered = later.slice(-mostOffered)
  if (offered.length === 0) throw new Refused(409, 'The customer has written once: there is nothing to split.')
  await offer(house, by, event, 'From which message on is it another conversation?', {
    lines: offered.map(({ content }) => oneLine(content, mostQuoted)),
    button: (index) => ({ action: 'split', label: `From ${index + 1}`, target, choice: offered[index]?.id ?? '' }),
  })
}

/** Puts the choices to the one who pressed, where only they read them. */
async function offer(
  house: House,
  by: By,
  event: ActionEvent,
  title: string,
  choices: { lines: string[]; button(index: number): Button },
): Promise<void> {
  const { lines, button } = choices
  await atDesk(house, by.businessId, async (desk) => {
    await by.settle?.(desk.tx)
    await tellTeammate(desk, event.target, event.place, event.author.handle, title, {
      body: lines.map((line, index) => `${index + 1}. ${line}`).join('\n'),
      buttons: lines.map((_, index) => button(index)),
      link: conversationLink(house.publicUrl, event.target),
    })
  })
}
