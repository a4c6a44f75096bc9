import type { ActionEvent } from '../domain/event.ts'
import type { Card } from '../domain/outbound.ts'
import type { House } from '../house.ts'
import type { Found } from '../views.ts'
import type { By } from './by.ts'
import { conversationLink, noticeCard } from './cards.ts'
import { atDesk } from './desk.ts'
import { find, foundText } from './find.ts'
import { type Opened, openForm } from './forms.ts'
import { oneLine } from './one-line.ts'
import { tellTeammate } from './show.ts'

/** Answers that one card offers. */
const mostOffered = 5
/** Characters of the question that each answers. */
const mostQuoted = 300

/**
 * Looks for words, from a command, a form or a conversation's menu. About a conversation, what was found comes to the one
 * who looks, with *Use* on each answer; else it is said.
 */
export async function findHere(house: House, by: By, event: ActionEvent): Promise<{ say: string } | Opened> {
  const { target, choice } = event
  const conversation = await house.store.of(by.businessId).conversations.get(target)
  const words = event.text ?? choice
  if (words === undefined && conversation !== undefined) {
    const submit = { action: 'find' as const, label: 'Find', target }
    const form = { title: 'Find an answer', label: 'Words of the question or the answer', text: '', fields: [], submit }
    return openForm(house, by, event, form)
  }
  const found = await find(house, by.businessId, words ?? '')
  const text = foundText(found, house.publicUrl)
  if (conversation === undefined || found.lessons.length === 0) return { say: text }
  const card = offerCard(found, conversation.id, house.publicUrl)
  await atDesk(house, by.businessId, async (desk) => {
    await by.settle?.(desk.tx)
    const { title, ...options } = card
    await tellTeammate(desk, conversation.id, event.place, event.author.handle, title, options)
  })
  return { say: 'What was found came to you as a message, with a button on each answer.' }
}

function offerCard(found: Found, conversationId: string, publicUrl: string): Pick<Card, 'title' | 'body' | 'buttons'> {
  const lessons = found.lessons.filter(({ standing }) => standing !== 'superseded').slice(0, mostOffered)
  const { title, buttons, link } = noticeCard('Found: which answer is used?', {
    buttons: lessons.map(({ id }, index) => ({
      ...{ action: 'use_here' as const, label: `Use ${index + 1}`, target: conversationId, choice: id },
    })),
    link: conversationLink(publicUrl, conversationId),
  })
  const body = lessons
    .map(({ question, reply }, index) => `${index + 1}. “${oneLine(question, mostQuoted)}”\n   ${reply}`)
    .join('\n')
  return { title, body, buttons, ...(link === undefined ? {} : { link }) }
}
