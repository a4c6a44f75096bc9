import type { By } from '../answering/by.ts'
import { conversationLink } from '../answering/cards.ts'
import { atDesk, type Desk } from '../answering/desk.ts'
import { type Opened, openForm } from '../answering/forms.ts'
import { tellTeammate } from '../answering/show.ts'
import type { ActionEvent } from '../domain/event.ts'
import type { Button } from '../domain/outbound.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { personWith } from '../privacy/person.ts'
import type { PersonKnown } from '../views.ts'
import { link, unlink } from './link.ts'
import { askForProof, knownAs } from './people.ts'

/** Suggestions and links that one message offers; a platform's row of buttons has an end. */
const mostOffered = 3

/**
 * *Who this is* from a conversation's menu: says in private who the customer is known to be and who may be the same, with a
 * button each. Two people become one by two presses, the second under what that means; a third takes it apart again. `choice` =
 * what was pressed: `other` asks for an address, `same <person>` asks once more, `link <person>`, `unlink <link>`, `code`.
 */
export async function whoIsHere(
  house: House,
  by: By,
  event: ActionEvent,
): Promise<{ say: string } | Opened | undefined> {
  const { target, choice = '', text } = event
  const scope = house.store.of(by.businessId)
  const conversation = await scope.conversations.get(target)
  if (conversation === undefined) throw new Refused(404, 'This conversation does not exist.')
  const [what, id = ''] = choice.split(' ')
  const act = <T>(work: (desk: Desk) => Promise<T>) =>
    atDesk(house, by.businessId, async (desk) => {
      await by.settle?.(desk.tx)
      return work(desk)
    })
  if (what === 'link')
    return act(async (desk) => {
      const { personId: keptId } = (await desk.tx.conversations.get(target)) ?? conversation
      const made = await link(desk, { keptId, goneId: id, why: 'teammate', by: by.teammate.id })
      const buttons = [button(target, 'Unlink', `unlink ${made.id}`)]
      await tell(desk, event, 'Linked: they have one history now.', { buttons })
      return undefined
    })
  if (what === 'unlink')
    return act(async (desk) => {
      await unlink(desk, id, by.teammate.id)
      return { say: 'Unlinked: each has their own history again.' }
    })
  if (what === 'code')
    return act(async (desk) => {
      await askForProof(desk, target, by.teammate.id)
      return { say: 'They are asked for a code.' }
    })
  const known = await knownAs(scope, conversation.personId)
  if (text !== undefined) return askOnce(act, event, known, (await personWith(scope, text)).id)
  if (what === 'same') return askOnce(act, event, known, id)
  if (what === 'other') {
    const submit = button(target, 'Look')
    const form = { title: 'The same person as …', label: 'Their e-mail address or phone number', text: '', submit }
    return openForm(house, by, event, { ...form, fields: [] })
  }
  return act(async (desk) => {
    const byNumber = ['sms', 'whatsapp', 'phone'].includes(conversation.channel)
    await tell(desk, event, `This is ${nameOf(known.person)}.`, {
      body: said(known),
      buttons: [
        ...known.suggestions
          .slice(0, mostOffered)
          .map((one, index) => button(target, `The same as ${index + 1}`, `same ${one.id}`)),
        ...known.links
          .slice(0, mostOffered)
          .map((one, index) => button(target, `Unlink ${letter(index)}`, `unlink ${one.id}`)),
        button(target, 'The same as somebody else', 'other'),
        ...(byNumber ? [button(target, 'Ask for a code', 'code')] : []),
      ],
    })
    return undefined
  })
}

/** Nobody is linked by one press, and a name alone says little. */
async function askOnce(
  act: <T>(work: (desk: Desk) => Promise<T>) => Promise<T>,
  event: ActionEvent,
  known: PersonKnown,
  otherId: string,
): Promise<undefined> {
  if (otherId === known.person.id) throw new Refused(409, 'This is the same person already.')
  await act(async (desk) => {
    const other = (await knownAs(desk.tx, otherId)).person
    await tell(desk, event, `Are ${nameOf(known.person)} and ${nameOf(other)} the same person?`, {
      body: `${addresses(known.person)}\n${addresses(other)}\n\nAll of their history is shown as one from now on; it can be taken apart again. A name alone is no proof.`,
      buttons: [button(event.target, 'Link them', `link ${otherId}`)],
    })
  })
  return undefined
}

function tell(
  desk: Desk,
  event: ActionEvent,
  title: string,
  shown: { body?: string; buttons: Button[] },
): Promise<void> {
  const { target, place, author } = event
  return tellTeammate(desk, target, place, author.handle, title, {
    ...shown,
    link: conversationLink(desk.house.publicUrl, target),
  })
}

function button(target: string, label: string, choice?: string): Button {
  return { action: 'who_is', label, target, ...(choice === undefined ? {} : { choice }) }
}

function said({ person, links, suggestions }: PersonKnown): string {
  const parts = [
    addresses(person),
    ...links
      .slice(0, mostOffered)
      .map(
        (one, index) =>
          `${letter(index)}. ${one.isKept ? 'Also' : 'Part of somebody else since'} ${valuesOf(one.handles)}: ${one.why === 'proved' ? 'proved by a code' : 'linked by a teammate'}`,
      ),
    ...suggestions
      .slice(0, mostOffered)
      .map((one, index) => `${index + 1}. ${nameOf(one)} (${valuesOf(one.handles)}): ${one.why}`),
  ]
  return parts.join('\n')
}

function letter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index)
}

function addresses(person: PersonKnown['person']): string {
  return `${nameOf(person)}: ${valuesOf(person.handles)}`
}

function valuesOf(handles: PersonKnown['person']['handles']): string {
  return handles.map(({ value }) => value).join(', ') || 'the web chat'
}

function nameOf({ name, handles }: PersonKnown['person']): string {
  return name ?? handles[0]?.value ?? 'Visitor'
}
