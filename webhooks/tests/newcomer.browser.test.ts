import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Installation, install } from './browser/installation.ts'
import { consoleProblems, patience, picturesIn } from './browser/page.ts'

const picture = picturesIn('newcomer')
let house: Installation

beforeAll(async () => {
  house = await install()
}, 400_000)

afterAll(() => house?.close())

test('a newcomer asks, answers, approves a draft, and lets a proven topic answer alone', async () => {
  const { address, browser, ownerLink } = house
  const admin = await browser.newPage({ viewport: { width: 1280, height: 860 } })
  const customer = await browser.newPage({ viewport: { width: 480, height: 760 } })
  const problems = consoleProblems([admin, customer])

  // The one-time link creates the owner's account; the page may still be building.
  await admin.goto(ownerLink)
  await admin.getByLabel('Your name').fill('Olive Fern', patience)
  await admin.getByLabel('Company').fill('Fern & Oak')
  await admin.getByLabel('E-mail').fill('olive@fern.example')
  await admin.getByLabel('Password').fill('a quiet green house')
  await admin.getByRole('button', { name: 'Create the account' }).click()
  await admin.getByText('Nobody has written yet').waitFor(patience)
  await picture(admin, '1-empty')

  // A customer asks; the conversation appears in the admin without reloading, and staff answer.
  await customer.goto(`${address}/chat`)
  await ask(customer, 'Hello, what are your opening hours on Saturday?')
  await picture(customer, '2-asked')
  await admin
    .getByRole('link', { name: /opening hours/ })
    .first()
    .click(patience)
  await admin
    .getByLabel('Reply to the customer')
    .fill('Hi there,\n\nwe are open from 9 am to 4 pm on Saturdays.\n\nBest,\nOlive')
  await admin.getByRole('button', { name: /^Send/ }).click()
  await admin.getByRole('button', { name: /Undo/ }).waitFor(patience)
  await picture(admin, '3-held')
  await customer.getByText('from 9 am to 4 pm').waitFor(patience)

  // A paraphrase: staff get a draft with its source, and what is still missing before it could be answered alone.
  await ask(customer, 'And when do you open on Saturdays?')
  const draft = admin.getByRole('region', { name: 'Draft' })
  await draft.getByText('from 9 am to 4 pm').waitFor(patience)
  await draft.getByText('From one lesson').click()
  await draft.getByText(/\d+ more agreeing replies/).waitFor(patience)
  await picture(admin, '4-draft')
  await draft.getByRole('button', { name: 'Approve' }).click()
  await expect.poll(() => customer.getByText('from 9 am to 4 pm').count(), patience).toBe(2)
  await customer.reload()
  await expect.poll(() => customer.getByText('from 9 am to 4 pm').count(), patience).toBe(2)
  await picture(customer, '5-answered')

  // The Learning page has filled in: a topic with its stage and what is missing, and the voice of the one reply.
  await admin.getByRole('link', { name: 'Learning' }).click()
  const topic = admin.getByRole('listitem').filter({ hasText: '2 questions' })
  await topic.getByText(/^(Observing|Recognizing|Supervised)$/).waitFor(patience)
  await topic.getByText(/more agreeing replies/).waitFor(patience)
  const voice = admin.getByRole('region', { name: 'Voice' })
  await voice.getByText('Measured from 1 reply').waitFor(patience)
  await picture(admin, '5b-learning')

  // The sample shop: an ordinary import earns a first certificate, the owner switches the topic on.
  await admin.goto(`${address}/admin/imports`)
  await admin.getByRole('button', { name: 'Try with sample history' }).click(patience)
  await admin.getByText('See what was learned').waitFor({ timeout: 120_000 })
  await picture(admin, '6-imported')
  await admin.getByText('See what was learned').click()
  const proven = admin.getByRole('listitem').filter({ hasText: 'proven: the owner may switch it on' }).first()
  await proven.waitFor(patience)
  await voice.getByText(/Measured from \d{2,} replies/).waitFor(patience)
  await picture(admin, '7-learned')
  await proven.getByRole('link', { name: 'Look, then switch on' }).click()
  await admin.getByText('The last answers it would have sent').waitFor(patience)
  await picture(admin, '7b-evidence')
  await admin.setViewportSize({ width: 375, height: 780 })
  await picture(admin, '7c-evidence-phone')
  const beside = await admin.locator('html').evaluate((one) => one.scrollWidth - one.clientWidth)
  expect(beside, 'pixels beside a phone’s screen').toBe(0)
  await admin.setViewportSize({ width: 1280, height: 860 })
  await admin.getByRole('switch').click()
  await admin.locator('[role=switch][aria-checked=true]').waitFor(patience)
  await picture(admin, '8-switched-on')

  // The next paraphrase is answered alone, and its receipt names the evidence.
  await admin.goto(`${address}/admin/conversations`)
  const chatLink = admin.getByRole('link', { name: 'Write as a customer' })
  await chatLink.waitFor(patience)
  await customer.goto(new URL((await chatLink.getAttribute('href')) ?? '', address).href)
  await ask(customer, 'Where is my parcel? I ordered some sencha a week ago, order FT-20417.')
  await customer.locator('[data-from=agent], .agent').first().waitFor(patience)
  await picture(customer, '9-answered-alone')
  await admin
    .getByRole('link', { name: /parcel/ })
    .first()
    .click(patience)
  await admin.getByRole('button', { name: 'Why this answer?' }).click(patience)
  await admin.getByText(/Evidence: of \d+ judged drafts/).waitFor(patience)
  await picture(admin, '10-receipt')

  // One press removes it.
  admin.on('dialog', (dialog) => dialog.accept())
  await admin.getByRole('button', { name: 'Remove sample data' }).click()
  await admin.getByText('Sample shop.').waitFor({ ...patience, state: 'detached' })
  await admin
    .getByRole('link', { name: /Saturday/ })
    .first()
    .waitFor(patience)
  await picture(admin, '11-back-home')

  await admin.setViewportSize({ width: 390, height: 780 })
  await admin
    .getByRole('link', { name: /Saturday/ })
    .first()
    .click(patience)
  await admin.getByLabel('Reply to the customer').waitFor(patience)
  await picture(admin, '12-phone')
  expect(problems).toEqual([])
})

async function ask(page: Page, text: string): Promise<void> {
  await page.getByLabel('Your message').fill(text, patience)
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByText(text).waitFor(patience)
}
