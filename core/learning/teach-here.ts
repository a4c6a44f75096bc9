import type { By } from '../answering/by.ts'
import { noticeCard } from '../answering/cards.ts'
import { atDesk } from '../answering/desk.ts'
import { knownFacts } from '../answering/facts.ts'
import { type Opened, openForm } from '../answering/forms.ts'
import { namedId } from '../answering/named-id.ts'
import { type PointedAt, pointedAt } from '../answering/pointed-at.ts'
import { lastFromCustomer, questionBefore } from '../answering/question.ts'
import type { Conversation } from '../domain/conversation.ts'
import type { ActionEvent } from '../domain/event.ts'
import type { Card, FormField } from '../domain/outbound.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { maskSecrets } from '../understanding/mask.ts'

const mostChars = 3_000
/** Stands where a lesson is about no conversation. */
const nowhere = 'anywhere'

/**
 * *Teach this answer*: asks which question it answers, with what is known filled in, then learns both by the teammate's
 * name. It is drafted from at once, and never sent alone before staff have sent it.
 */
export async function teachHere(
  house: House,
  by: By,
  event: ActionEvent,
): Promise<Opened | { say: string } | { next: Card }> {
  const scope = house.store.of(by.businessId)
  if (event.isWritten) return teachWritten(house, by, event)
  if (event.fields !== undefined) return learnIt(house, by, event, event.fields)
  const isAbout = event.text === undefined && event.target !== nowhere
  const pointed = isAbout ? await pointedAt(scope, event) : undefined
  const { conversation, draft } = pointed ?? {}
  const { question, answer } = await wordsOf(scope, event, pointed)
  const replaces = draft?.lessonId && (await scope.lessons.get(draft.lessonId)) ? draft.lessonId : undefined
  const fields: FormField[] = [
    { name: 'question', label: 'A customer asks', kind: 'words', value: question.slice(0, mostChars) },
    ...(replaces === undefined
      ? []
      : [
          {
            name: 'replaces',
            label: 'What Lummy said',
            kind: 'check' as const,
            hint: 'This replaces it: it was wrong',
          },
        ]),
  ]
  const submit = {
    ...{ action: 'teach' as const, label: 'Teach', target: conversation?.id ?? nowhere },
    ...(replaces === undefined ? {} : { choice: replaces }),
  }
  const label = 'The answer, as a customer should read it'
  return openForm(house, by, event, {
    title: 'Teach this answer',
    label,
    text: answer.slice(0, mostChars),
    fields,
    submit,
  })
}

/**
 * `teach` in a message, which no form can answer: with the answer beneath the question it is learned, with the question
 * alone a button asks for the rest.
 */
async function teachWritten(house: House, by: By, event: ActionEvent): Promise<{ say: string } | { next: Card }> {
  const [first = '', ...others] = (event.text ?? '').split('\n')
  const [question, answer] = [first.trim(), others.join('\n').trim()]
  if (answer !== '') return learnIt(house, by, { ...event, text: answer, target: nowhere }, { question })
  const button = { action: 'teach' as const, label: 'Write the answer', target: nowhere, style: 'primary' as const }
  const next = noticeCard(question === '' ? 'Which answer should customers get?' : 'What should customers read?', {
    body: 'Press the button, or write “teach”, the question, and the answer in the line beneath it.',
    buttons: [question === '' ? button : { ...button, choice: question }],
  })
  return { next: question === '' ? next : { ...next, quote: question.slice(0, mostChars) } }
}

/** What the form begins with: the question that these words answered, or the one that is open. */
async function wordsOf(
  scope: Scope,
  { text, choice, about }: ActionEvent,
  pointed: PointedAt | undefined,
): Promise<{ question: string; answer: string }> {
  if (pointed === undefined) return { question: text ?? choice ?? '', answer: '' }
  const { conversation, answer, draft, written, messageId } = pointed
  if (conversation === undefined) return { question: '', answer: about?.text ?? '' }
  const messages = await scope.messages.list(conversation.id)
  const asked = messages.find(({ id }) => id === messageId)
  const before = answer?.messageId ? questionBefore(messages, answer.messageId)?.text : undefined
  const drafted = messages.find(({ id }) => id === draft?.messageId)?.content
  return {
    question: asked?.content ?? before ?? drafted ?? lastFromCustomer(messages)?.content ?? '',
    answer: asked
      ? ''
      : (written?.text ?? (draft && !answer ? draft.text : String(answer?.payload.text ?? about?.text ?? ''))),
  }
}

async function learnIt(
  house: House,
  by: By,
  { id, text, target, choice }: ActionEvent,
  fields: Record<string, string>,
): Promise<{ say: string }> {
  const [question, reply] = [fields.question, text].map((words) => maskSecrets((words ?? '').trim()).text)
  if (!question) throw new Refused(422, 'Which question does it answer?', undefined, 'question')
  if (!reply) throw new Refused(422, 'What is the answer?')
  const { businessId, teammate } = by
  const scope = house.store.of(businessId)
  const { agent, engine } = await house.learners.current(businessId)
  const conversation = target === nowhere ? undefined : await scope.conversations.get(target)
  const replaced = fields.replaces === 'yes' && choice ? engine.lesson(choice) : undefined
  const lessonId = namedId(`taught/${businessId}/${id}`)
  const from = conversation === undefined || conversation.erasedAt !== undefined ? undefined : conversation
  await atDesk(house, businessId, async (desk) => {
    await by.settle?.(desk.tx)
    await desk.tx.learning.append(
      agent.id,
      {
        ...{ type: 'pair', lessonId, question, context: [], reply, origin: 'taught', ownWords: true },
        ...{ author: teammate.id, authorName: teammate.name, channel: from?.channel ?? 'page' },
        ...(await whoseWords(desk.tx, from)),
        ...(replaced === undefined ? {} : { supersedes: replaced.id }),
      },
      from === undefined ? {} : { conversationId: from.id, personId: from.personId },
    )
    const data = { by: teammate.name, ...(replaced === undefined ? {} : { replaces: replaced.id }) }
    await desk.tx.audit.add({ actor: teammate.id, action: 'answer taught', subject: lessonId, data })
    desk.tell('lesson', lessonId)
  })
  await house.learners.current(businessId, agent.id)
  await house.jobs.run(businessId, { name: 'project', id: agent.id })
  const gone = replaced === undefined ? '' : ' What Lummy said before is not used any more.'
  return {
    say: `Learned.${gone} It is drafted from the next question on, and sent alone only once staff have sent it. [See the lesson](${house.publicUrl}/admin/lessons?lesson=${lessonId})`,
  }
}

/** What is this customer's own in it becomes a slot, and erasing them finds it. */
async function whoseWords(tx: Scope, from: Conversation | undefined) {
  if (from === undefined) return { known: [] }
  const known = knownFacts(await tx.people.get(from.personId), from)
  return { known, conversationId: from.id, personId: from.personId }
}
