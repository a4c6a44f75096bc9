import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Desk, openDesk, type Teammate } from './browser/desk.ts'
import { patience } from './browser/page.ts'
import { changeSettings, forgetFormer, goAway, listKeys, openAccounts } from './browser/team.ts'
import { arrangeTopics, moveLessons } from './browser/topics.ts'

const answer = 'Yes, we ship to Norway within 5 days.'
/** A draft that has just come is not approved by a key, ms. */
const readMs = 700

let desk: Desk
let olive: Teammate
let ben: Teammate
let look: Desk['look']

beforeAll(async () => {
  desk = await openDesk()
  ;({ olive, ben, look } = desk)
}, 120_000)

beforeEach(({ onTestFailed }) => onTestFailed(desk.lookAtFailure))

afterAll(() => desk?.close())

// One day, told in order, with the keyboard alone: each story goes on where the last one ended.

test('the owner makes the account, and invites a teammate who accepts by the link', () => openAccounts(desk))

test('settings say what is wrong where it is wrong, and are saved', () => changeSettings(desk))

test('a test conversation is walked through without any customer', async () => {
  await olive.keys.press('Escape', 'g', 'c')
  await olive.keys.push('link', 'Integrations')
  await olive.keys.push('button', 'Send a test conversation')
  await olive.sees('First press Approve on the suggested answer')
  await look('05-test', olive)
  await wait(readMs)
  await olive.keys.press('a')
  await olive.sees('press Undo')
  await olive.keys.press('z')
  await olive.sees('Now Approve it again')
  await wait(readMs)
  await olive.keys.press('a')
  await olive.sees('press Undo')
})

test('the waiting list opens what came in; words are taken back in time, and others are sent', async () => {
  const mia = await desk.customer()
  await olive.keys.press('g', 'w')
  await olive.sees('Waiting for you')
  await mia.say('Do you ship to Norway?')
  await olive.sees('Do you ship to Norway?')
  await olive.keys.press('j', 'j')
  await olive.keys.standsOn('link', 'Visitor')
  await olive.keys.press('k')
  await olive.keys.standsOn('link', 'Tessa Test')
  await olive.keys.press('j')
  await look('06-waiting', olive)
  await olive.keys.press('Enter')
  await olive.keys.standsOn('heading', 'Visitor')

  await olive.answers('No, we never do.')
  await olive.sees(/leaves in/)
  await look('07-held', olive)
  await olive.keys.press('Escape', 'z')
  await olive.sees('not sent')
  await olive.answers(answer)
  await mia.hears(answer)
  expect(mia.heard).toEqual([answer])
  await olive.sees('taught Lummy this answer')
  await look('08-answered', olive)
  await olive.keys.press('Escape')
  await olive.keys.standsOn('heading', 'Visitor')
})

test('drafts are approved with one key, from the waiting list and in the thread', async () => {
  const [gus, una] = await Promise.all([desk.customer(), desk.customer()])
  await olive.keys.press('g', 'w')
  await gus.say('Can you ship to Norway please?')
  await una.say('Do you ship parcels to Norway?')
  const drafts = olive.page.getByText('draft', { exact: true })
  await expect.poll(() => drafts.count(), patience).toBe(2)
  await olive.keys.press('j', 'j')
  await olive.keys.reach('button', 'More for Visitor')
  await olive.keys.press('Enter')
  await olive.sees('Approve, don’t learn')
  await look('09-drafts-wait', olive)
  await olive.keys.press('Escape')
  await olive.keys.press('a')
  await olive.sees('Approved.')
  await olive.sees('on its way')
  await expect.poll(() => drafts.count(), patience).toBe(1)
  await olive.keys.press('j')
  await olive.keys.standsOn('link', 'Visitor')
  await olive.keys.press('Enter')
  await olive.sees(/From .* lesson/)
  await look('10-draft', olive)
  await wait(readMs)
  await olive.keys.press('a')
  await Promise.all([gus.hears(answer), una.hears(answer)])
})

test('one edits, the other loses politely; the customer writes meanwhile, and no word is lost or sent', async () => {
  const dora = await desk.customer()
  await dora.say('Do you ship a vase to Norway?')
  for (const one of [olive, ben]) {
    await one.opens(/a vase/)
    await one.sees(/From .* lesson/)
  }
  await olive.keys.press('e')
  await olive.keys.standsOn('textbox', 'Your words')
  await ben.sees('Olive Fern is editing')
  await ben.keys.press('a')
  await ben.sees('Olive Fern is editing this draft.')
  await look('11-editing', olive)
  // It stays so for as long as the editor is open.
  await ben.page.getByText('Olive Fern is editing', { exact: true }).waitFor({ timeout: 100 })
  await look('12-other-edits', ben)

  await olive.keys.press('ControlOrMeta+a')
  await olive.keys.type('All our vases travel ')
  const interrupts = dora.say('Sorry, I meant a lamp. What does the lamp cost?')
  for (const word of 'as safely as a jar of eels, and each is kept reasonably warm all the way'.split(' ')) {
    await olive.keys.type(`${word} `)
    await wait(120)
  }
  await interrupts
  await olive.sees('The draft was withdrawn')
  await olive.keys.standsOn('textbox', 'Reply to the customer')
  const field = olive.page.getByLabel('Reply to the customer')
  expect(await field.inputValue()).toBe(
    'All our vases travel as safely as a jar of eels, and each is kept reasonably warm all the way ',
  )
  await look('13-withdrawn', olive)
  expect(dora.heard).toEqual([])
  await olive.keys.press('ControlOrMeta+a')
  await olive.keys.type('The lamp is 40 euros.')
  await olive.keys.press('Control+Enter')
  await dora.hears('40 euros')
  expect(dora.heard).toHaveLength(1)
})

test('a draft is rejected with a reason, and the right answer goes out instead', async () => {
  const hal = await desk.customer()
  await hal.say('Could you ship to Norway, please?')
  await olive.opens(/Could you ship/)
  await olive.sees(/From .* lesson/)
  await olive.keys.push('button', 'Reject')
  await olive.keys.standsOn('button', 'Wrong facts')
  await look('14-reject', olive)
  await olive.keys.press('Escape')
  await olive.keys.standsOn('button', 'Reject')
  await olive.keys.press('Enter')
  await olive.keys.push('button', 'Wrong tone')
  await olive.keys.standsOn('textbox', 'Reply to the customer')
  await olive.keys.type('Of course! To Norway it takes 5 days.')
  await olive.keys.press('Control+Enter')
  await hal.hears('Of course!')
  expect(hal.heard).toHaveLength(1)
})

test('an answer is planned for later, and sent now after all', async () => {
  const ida = await desk.customer()
  await ida.say('When will the red teapot be back?')
  await olive.opens(/red teapot/)
  await olive.keys.press('r')
  await olive.keys.type('It is back next week.')
  await olive.keys.reach('checkbox', 'Send later')
  await olive.keys.press('Space')
  await olive.keys.press('Tab')
  const year = new Date().getFullYear() + 1
  await olive.keys.type(`0102${year}`)
  await olive.keys.press('Tab')
  await olive.keys.type('0930A')
  await look('15-later', olive)
  await olive.keys.push('button', 'Send')
  await olive.sees(/goes out .* 09:30/)
  await look('16-planned', olive)
  await olive.keys.push('button', 'Send now', { back: true })
  await ida.hears('back next week')
})

test('a conversation is snoozed, and comes back when its customer writes; nothing has to be reloaded', async () => {
  const jon = await desk.customer()
  await jon.say('My parcel is late, but no hurry.')
  await olive.opens(/My parcel is late/)
  await olive.keys.push('button', 'More')
  await look('17-more', olive)
  await olive.keys.push('button', '4 hours')
  await olive.sees(/snoozed until/)
  await olive.keys.standsOn('button', 'More')
  await jon.say('Now there is some hurry.')
  await olive.sees('Now there is some hurry.')
  await olive.misses(/^snoozed until/)
  await olive.keys.standsOn('button', 'More')
})

test('it is assigned to a colleague, who resolves it; it is opened again', async () => {
  await ben.keys.press('Escape', 'g', 'w')
  await olive.picks(/^Assign/, 'Ben Frost')
  await ben.sees('Yours')
  await look('18-yours', ben)
  await ben.keys.press('j', 'Enter')
  await ben.keys.standsOn('heading', 'Visitor')
  await ben.keys.push('button', 'Resolve')
  await olive.sees('Ben Frost resolved it')
  await ben.keys.standsOn('heading', 'Visitor')
  await olive.keys.push('button', 'Reopen', { back: true })
  await ben.sees('Olive Fern opened it again')
})

test('a note is seen by the colleague, and by nobody else', async () => {
  await ben.keys.press('r')
  await ben.keys.type('He called twice; the depot looks for it.')
  await ben.keys.push('button', 'Keep as note')
  await olive.sees('He called twice; the depot looks for it.')
  await ben.keys.standsOn('textbox', 'Reply to the customer')
  await look('26-note', olive)
})

test('spam is put aside with its sender, and comes back as no spam', async () => {
  const seo = await desk.customer()
  await seo.say('We rank your page first!')
  await olive.opens(/We rank your page/)
  await olive.picks('More', 'Spam: block the sender')
  await olive.sees('spam: the sender is blocked')
  await olive.keys.standsOn('button', 'More')
  await olive.keys.press('g', 'c')
  await olive.page.getByText('Choose a conversation').waitFor(patience)
  await olive.page.getByRole('link', { name: /We rank your page/ }).waitFor({ state: 'hidden' })
  await olive.keys.push('button', 'Put aside')
  await olive.keys.push('link', /We rank your page/)
  await olive.keys.standsOn('heading', 'Visitor')
  await look('19-aside', olive)
  await olive.keys.push('button', 'Not spam')
  await olive.misses('spam: the sender is blocked')
  await olive.keys.push('button', 'All', { back: true })
})

test('a customer is erased once their name was typed, and not by a slip', async () => {
  const vic = await desk.customer()
  await vic.say('Please forget that I ever wrote to you.')
  await olive.opens(/forget that I ever wrote/)
  await olive.picks('More', 'Erase…')
  await olive.sees('It cannot be undone.')
  await look('28-erase', olive)
  await olive.keys.press('Escape')
  await olive.misses('It cannot be undone.')
  await olive.picks('More', 'Erase…')
  await olive.keys.fill(/to confirm/, 'Somebody else')
  await olive.keys.press('Enter')
  await olive.page.getByRole('alert').getByText('Nothing was erased').waitFor(patience)
  const name = await olive.page.locator('dialog[open] label strong').textContent()
  await olive.keys.fill(/to confirm/, name!)
  await olive.keys.press('Enter')
  await olive.sees('Erased.')
  await olive.page.getByRole('heading', { name: 'Erased' }).waitFor(patience)
  await olive.page.getByRole('emphasis').getByText('Erased').waitFor(patience)
  await look('29-erased', olive)
})

test('two conversations become one, and two again', async () => {
  const [kim, kimAgain] = await Promise.all([desk.customer(), desk.customer()])
  await kim.say('The wrapping paper was wet.')
  await kimAgain.say('The bow was missing, too.')
  await olive.opens(/The bow was missing/)
  await olive.picks('More', /^Merge into/)
  await olive.keys.fill(/Search the conversation/, 'wrapping', 'searchbox')
  await olive.keys.push('button', /wrapping paper/)
  await olive.sees('press again if they are one and the same')
  await look('20-merge', olive)
  await olive.keys.press('Enter')
  await olive.sees('Merged.')
  await olive.sees('merged it with another conversation')
  await olive.keys.push('button', 'Take apart')
  await olive.sees('took it apart again')
  await look('21-apart', olive)
  await olive.keys.standsOn('heading', 'Visitor')
})

test('an old answer is found and used here; nothing leaves before it is approved', async () => {
  const lou = await desk.customer()
  await lou.say('Do you ship plates to Norway?')
  await olive.opens(/plates/)
  await olive.sees(/From .* lesson/)
  await wait(readMs)
  await olive.keys.press('/')
  await olive.keys.standsOn('combobox', 'Find conversations')
  await olive.keys.type('lamp')
  await olive.sees(/results?$/)
  await olive.page.getByRole('option', { selected: true }).getByText('Lesson').waitFor(patience)
  await look('22-find', olive)
  await olive.keys.press('Control+Enter')
  await olive.sees('The draft is this answer now')
  const draft = olive.page.getByRole('region', { name: 'Draft' })
  await draft.getByText('40 euros').waitFor(patience)
  expect(await olive.page.getByText(/leaves in|leaving now|✓ sent/).count()).toBe(0)
  await look('23-used', olive)
  await olive.keys.press('Control+k')
  await olive.keys.type('wrapping')
  await olive.sees(/results?$/)
  await olive.keys.press('ArrowDown', 'ArrowUp', 'Enter')
  await olive.page
    .getByRole('main')
    .getByText(/^Customer\s/)
    .waitFor(patience)
  await olive.keys.standsOn('heading', 'Visitor')
  await olive.keys.press('Control+k', 'Escape')
  await olive.keys.standsOn('heading', 'Visitor')
})

test('somebody goes away and comes back, and everybody sees it', () => goAway(desk))

test('a topic is named, merged into another and split again', () => arrangeTopics(desk))

test('a lesson is moved to another topic and back', () => moveLessons(desk))

test('the keys are listed by a key; the list keeps the focus, and gives it back', () => listKeys(desk))

test('the test conversation has left meanwhile, to nobody, and ends with a note', async () => {
  await olive.opens(/Tessa Test/)
  await olive.page.getByText('Last step').waitFor(patience)
  await olive.keys.press('r')
  await olive.keys.type('Only we read this.')
  await olive.keys.push('button', 'Keep as note')
  await olive.sees('That is all')
  await look('27-test-over', olive)
})

test('who left is unlearned, and forgotten by name', () => forgetFormer(desk))

test('no note left, no stop of the keyboard was out of sight, unmarked or nameless, and no browser complained', () => {
  expect(desk.heard().filter((words) => /depot|Only we/.test(words))).toEqual([])
  expect([...new Set([...olive.keys.lost, ...ben.keys.lost])]).toEqual([])
  expect(desk.problems).toEqual([])
})
