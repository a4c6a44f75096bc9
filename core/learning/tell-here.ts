import { createHash } from 'node:crypto'
import type { By } from '../answering/by.ts'
import { type Opened, openForm } from '../answering/forms.ts'
import { oneLine } from '../answering/one-line.ts'
import { lessonsOf, pointedAt } from '../answering/pointed-at.ts'
import type { ActionEvent } from '../domain/event.ts'
import type { Lesson } from '../domain/learning.ts'
import type { Card } from '../domain/outbound.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Told } from '../views.ts'
import { sendCorrections } from './send-corrections.ts'
import { tellThem } from './tell.ts'
import { heardOf, replacementOf } from './told.ts'

/** Names that the question lists; the admin has all. */
const mostNamed = 25

/**
 * *Tell those who heard the old answer*: shows who, and what they will read, before anything happens; then it is sent to
 * each once, after the undo window, or proposed to staff. Where no window can be shown, it is proposed.
 */
export async function tellHere(house: House, by: By, event: ActionEvent): Promise<Opened | { say: string }> {
  const old = await oldLesson(house, by, event)
  if (event.fields === undefined) {
    const canAsk = event.trigger !== undefined || event.canShow?.includes('form')
    return canAsk ? ask(house, by, event, old) : proposed(await tellThem(house, by, old.id))
  }
  const { toTell } = await whoHeard(house, by, old)
  if (event.version !== listed(toTell))
    throw new Refused(
      409,
      `The list has changed since you looked: it is ${people(toTell.length)} now. Close this and look again.`,
    )
  if (event.fields.how === 'propose') return proposed(await tellThem(house, by, old.id))
  const { sent, proposed: holes, waiting, refused } = await sendCorrections(house, by, old.id)
  return {
    say: [
      `Sent to ${people(sent)}; *Undo* stands in each thread.`,
      holes === 0 ? '' : `In ${holes} a detail of theirs is missing: there it is a draft.`,
      waiting === 0 ? '' : `In ${waiting} another draft waits; decide that first.`,
      refused === 0 ? '' : `${people(refused)} cannot be written to.`,
    ]
      .filter(Boolean)
      .join(' '),
  }
}

/** The answer that is right no longer: named by the button, or found by the message that somebody points at. */
async function oldLesson(house: House, by: By, event: ActionEvent): Promise<Lesson> {
  const scope = house.store.of(by.businessId)
  const ids = event.about === undefined ? [event.target] : lessonsOf(await pointedAt(scope, event))
  const { engine } = await house.learners.current(by.businessId)
  for (const id of ids) {
    const lesson = await scope.lessons.get(id)
    if (lesson === undefined) continue
    if ((await replacementOf(scope, lesson)) !== undefined) return lesson
    // Somebody points at the new answer: those meant heard what it replaced.
    const before = engine.lessons().findLast(({ supersededBy }) => supersededBy === id)
    if (before !== undefined) return before
    throw new Refused(409, 'Nothing has replaced this answer yet: give the right one in a conversation first.')
  }
  throw new Refused(404, 'No answer that was learned stands behind this message.')
}

async function whoHeard(house: House, by: By, old: Lesson) {
  const scope = house.store.of(by.businessId)
  const right = await replacementOf(scope, old)
  if (right === undefined)
    throw new Refused(409, 'Nothing has replaced this answer yet: give the right one in a conversation first.')
  const told = await heardOf(scope, { lessonId: old.id, lesson: old, replacementId: right.id }, house.now())
  return { right, told, toTell: told.filter(({ isCorrected, hasDraft }) => !isCorrected && !hasDraft) }
}

async function ask(house: House, by: By, event: ActionEvent, old: Lesson): Promise<Opened> {
  const { right, told, toTell } = await whoHeard(house, by, old)
  if (toTell.length === 0) {
    const waiting = told.some(({ hasDraft, isCorrected }) => hasDraft && !isCorrected)
    throw new Refused(
      409,
      waiting
        ? 'Where it was heard another draft waits: decide that first.'
        : 'Nobody else heard the old answer, or all of them know by now.',
    )
  }
  return openForm(house, by, event, {
    title: 'Tell who heard the old',
    card: cardOf(house, old, right, told, toTell),
    fields: [
      {
        ...{ name: 'how', label: 'How', kind: 'choice', value: 'send' },
        options: [
          { value: 'send', label: 'Send it to each, after the undo window' },
          { value: 'propose', label: 'Propose it in each conversation' },
        ],
      },
    ],
    submit: {
      action: 'tell_corrected',
      label: `Tell ${people(toTell.length)}`,
      target: old.id,
      version: listed(toTell),
    },
  })
}

function cardOf(house: House, old: Lesson, right: Lesson, told: Told[], toTell: Told[]): Card {
  const knows = told.filter(({ isCorrected }) => isCorrected).length
  const waiting = told.length - knows - toTell.length
  const more = toTell.length - mostNamed
  return {
    purpose: 'notice',
    title: `${people(toTell.length)} heard the old answer in the last 30 days`,
    status: [
      knows === 0 ? '' : `${people(knows)} know already`,
      waiting === 0 ? '' : `in ${waiting} another draft waits`,
    ]
      .filter(Boolean)
      .join(' · '),
    facts: [
      { label: 'They heard', value: oneLine(old.reply, 300) },
      { label: 'They will read', value: oneLine(right.reply, 300) },
    ],
    body: [
      ...toTell
        .slice(0, mostNamed)
        .map(
          ({ personName, channel, at, isInDoubt }) =>
            `- ${oneLine(personName ?? 'Somebody', 60)} (${channel}, ${at.slice(0, 10)})${isInDoubt ? ', if it arrived' : ''}`,
        ),
      ...(more > 0 ? [`- and ${more} more`] : []),
    ].join('\n'),
    ...{ sources: [], buttons: [] },
    link: { label: 'See all', url: `${house.publicUrl}/admin/lessons?lesson=${encodeURIComponent(old.id)}` },
  }
}

function proposed({ proposed, waiting }: { proposed: number; waiting: number }): { say: string } {
  const rest = waiting === 0 ? '' : ` In ${waiting} another draft waits; decide that first.`
  return { say: `A correction is proposed in ${proposed} ${proposed === 1 ? 'conversation' : 'conversations'}.${rest}` }
}

/** Which people were on the list that somebody looked at, as a number that comes back with the form. */
function listed(told: readonly Told[]): number {
  const names = told.map(({ conversationId }) => conversationId).sort()
  return createHash('sha256').update(names.join()).digest().readUInt32BE()
}

const people = (count: number) => (count === 1 ? '1 customer' : `${count} customers`)
