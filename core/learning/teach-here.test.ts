import { expect, test } from 'vitest'
import type { ActionEvent, Outcome } from '../domain/event.ts'
import type { Form } from '../domain/outbound.ts'
import { drafted } from '../testing/drafted.ts'
import { pressed } from '../testing/events.ts'
import { makeTestHouse, type TestHouse } from '../testing/house.ts'
import type { Staff } from '../testing/staff.ts'

function acts(house: TestHouse, staff: Staff, given: Partial<ActionEvent>): Promise<Outcome> {
  return house.receiveAndWait(
    pressed({
      ...{ id: `teach-${house.next()}`, at: house.clock.now().toISOString(), action: 'teach', target: 'x' },
      place: { connector: 'slack', account: 'T1', thread: 'C9/1.1', private: false },
      author: { handle: staff.handle, isUs: false, isMachine: false, isOutsider: false, isVerified: true },
      ...given,
    }),
  )
}

async function opens(house: TestHouse, staff: Staff, given: Partial<ActionEvent>): Promise<Form> {
  const outcome = await acts(house, staff, { canShow: ['words', 'form'], ...given })
  if (outcome.kind !== 'done' || !outcome.form) throw new Error(JSON.stringify(outcome))
  return outcome.form
}

const submits = (house: TestHouse, staff: Staff, { submit }: Form, text: string, fields: Record<string, string>) =>
  acts(house, staff, {
    target: submit!.target,
    text,
    fields,
    ...(submit!.choice === undefined ? {} : { choice: submit!.choice }),
  })

test('a colleague’s words in a conversation are taught with the question they answer, without what is this customer’s own', async () => {
  const house = await makeTestHouse({ slack: true })
  const [ben, cleo] = [await house.teammate('Ben'), await house.teammate('Cleo')]
  const anna = house.customer('Anna')
  await anna.says('Do you gift-wrap?')
  const { id } = await anna.conversation()
  const said = await ben.slackReply(id, 'Tell her: yes, Anna, for 3 euros')
  const form = await opens(house, cleo, { place: said.place, about: { messageId: said.messageId, text: said.text } })
  expect(form).toMatchObject({ text: said.text, submit: { target: id } })
  expect(form.fields).toMatchObject([{ name: 'question', value: 'Do you gift-wrap?' }])
  expect(await submits(house, cleo, form, '', { question: 'x' })).toMatchObject({ kind: 'refused' })
  expect(await submits(house, cleo, form, 'Yes', { question: ' ' })).toMatchObject({
    kind: 'refused',
    field: 'question',
  })
  const outcome = await submits(house, cleo, form, 'Hi Anna,\n\nyes, we gift-wrap for 3 euros.', {
    question: 'Do you gift-wrap?',
  })
  expect(outcome).toMatchObject({
    kind: 'done',
    say: expect.stringMatching(/^Learned\. It is drafted from the next question on/),
  })
  await house.settle()
  const [lesson] = await house.core.lessons.list(house.owner, {})
  expect(lesson).toMatchObject({
    reply: 'yes, we gift-wrap for 3 euros.',
    origin: 'taught',
    standing: 'sourced',
    author: cleo.teammate.id,
  })
  const [audit] = await house.core.audit.list(house.owner, { action: 'answer taught' })
  expect(audit).toMatchObject({ actor: cleo.teammate.id, subject: lesson!.id })
  // The note stayed inside, and the very next question is drafted from it.
  expect(anna.heard()).toEqual([])
  const carl = house.customer('Carl')
  await carl.says('Do you gift-wrap?')
  const { draft } = await house.core.conversations.get(house.owner, (await carl.conversation()).id)
  expect(draft?.text).toBe('yes, we gift-wrap for 3 euros.')
  // Erasing the customer takes it along.
  await house.core.people.erase(house.owner, (await anna.conversation()).personId, 'Anna')
  expect(await house.core.lessons.list(house.owner, {})).toEqual([])
})

test('words said anywhere, and a command, ask for the question; secrets are masked', async () => {
  const house = await makeTestHouse({ slack: true })
  const ben = await house.teammate('Ben')
  const form = await opens(house, ben, { about: { messageId: 'C9/1.1', text: 'We are closed on Sundays.' } })
  expect(form).toMatchObject({ text: 'We are closed on Sundays.', fields: [{ name: 'question', value: '' }] })
  const asked = await opens(house, ben, { text: 'Are you open on Sundays?' })
  expect(asked.fields?.[0]?.value).toBe('Are you open on Sundays?')
  await submits(house, ben, asked, 'No. Pay with 4111 1111 1111 1111.', { question: 'Are you open on Sundays?' })
  await house.settle()
  const [lesson] = await house.core.lessons.list(house.owner, {})
  expect(lesson?.reply).not.toContain('4111')
})

test('on a wrong draft it may replace what it came from; who is no teammate teaches nothing', async () => {
  const d = await drafted()
  const card = d.house.platforms.log.findLast(
    ({ outbound }) => outbound.kind === 'card' && outbound.card.purpose === 'draft',
  )!
  const about = { messageId: card.platformId, text: '', outboxId: card.outbound.id }
  const form = await opens(d.house, d.ben, { place: card.place, about })
  expect(form.text).toBe(d.draft.text)
  expect(form.fields?.map(({ name }) => name)).toEqual(['question', 'replaces'])
  const stranger = { ...d.ben, handle: { kind: 'slack' as const, value: 'T1/USTRANGER' } }
  expect(await acts(d.house, stranger, { place: card.place, about, canShow: ['words', 'form'] })).toMatchObject({
    kind: 'refused',
  })
  const question = form.fields![0]!.value!
  const outcome = await submits(d.house, d.ben, form, 'Yes, within 12 days.', { question, replaces: 'yes' })
  expect(outcome).toMatchObject({ say: expect.stringContaining('is not used any more') })
  await d.house.settle()
  expect(await d.house.scope.lessons.get(d.draft.lessonId!)).toMatchObject({ standing: 'superseded' })
  // The draft that came from it is taken back.
  expect((await d.view()).drafts.find(({ id }) => id === d.draft.id)?.state).toBe('withdrawn')
})
