import { setTimeout as wait } from 'node:timers/promises'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Customer, openChat } from './browser/customer.ts'
import { type Installation, install } from './browser/installation.ts'
import { type Keyboard, keyboardOf } from './browser/keyboard.ts'
import { consoleProblems, patience, picturesIn } from './browser/page.ts'

const picture = picturesIn('desk')
const answer = 'Yes, we ship to Norway within 5 days.'

/** A teammate in a browser of their own. */
interface Teammate {
  page: Page
  keys: Keyboard
  /** Resolves once the page shows this. */
  sees(what: string | RegExp): Promise<void>
  /** Resolves once it is gone. */
  misses(what: string | RegExp): Promise<void>
}

let house: Installation
let olive: Teammate
let ben: Teammate
let problems: string[]
const contexts: BrowserContext[] = []
const customers: Customer[] = []

beforeAll(async () => {
  house = await install()
  olive = await teammate()
  ben = await teammate()
  // A sentence that refuses is an answer of 4xx, which the browser counts as an error.
  problems = consoleProblems([olive.page, ben.page], /40[019]|50[23]/)
}, 120_000)

afterAll(async () => {
  for (const customer of customers) customer.leave()
  for (const context of contexts) await context.close()
  await house?.close()
})

describe('a busy day at the desk, with the keyboard alone', { sequential: true } as object, () => {
  test('the owner makes the account, and invites a teammate who accepts by the link', async () => {
    await olive.page.goto(house.ownerLink)
    await olive.keys.fill('Your name', 'Olive Fern')
    await olive.keys.fill('Company', 'Fern & Oak')
    await olive.keys.fill('E-mail', 'olive@fern.example')
    await olive.keys.fill('Password', 'a quiet green house')
    await olive.keys.press('Enter')
    await olive.sees('Nobody has written yet')
    await look('1-empty', olive)

    await olive.keys.press('g', 't')
    await olive.keys.fill('Name', 'Ben Frost')
    await olive.keys.fill('E-mail', 'ben@fern.example')
    await olive.keys.press('Enter')
    const link = await olive.page.getByText(/\/accept\?token=/).textContent(patience)
    await look('2-invited', olive)

    await ben.page.goto(link ?? '')
    await ben.keys.fill('Password', 'a frosty white house')
    await ben.keys.press('Enter')
    await ben.sees('Nobody has written yet')
    // Seen in the other browser without reloading.
    await olive.misses(/^invited$/)
  })

  test('a customer writes: the waiting list opens it, the answer is taken back in time, and sent', async () => {
    const mia = await customer()
    await olive.keys.press('g', 'w')
    await olive.sees('Nothing waits for you')
    await mia.say('Do you ship to Norway?')
    await olive.sees('Do you ship to Norway?')
    await olive.keys.press('j')
    await olive.keys.standsOn('link', 'Visitor')
    await look('3-waiting', olive)
    await olive.keys.press('Enter')
    await olive.keys.standsOn('heading', 'Visitor')

    await olive.keys.press('r')
    await olive.keys.standsOn('textbox', 'Reply to the customer')
    await olive.keys.type('No, we never do.')
    await olive.keys.press('Control+Enter')
    await olive.sees(/leaves in/)
    await look('4-held', olive)
    await olive.keys.press('Escape', 'z')
    await olive.sees('not sent')
    await olive.keys.press('r')
    await olive.keys.type(answer)
    await olive.keys.press('Control+Enter')
    await mia.hears(answer)
    expect(mia.heard).toEqual([answer])
    await olive.sees('taught Lummy this answer')
    await look('5-answered', olive)
  })

  test('a draft is approved with one key, in the thread and from the waiting list', async () => {
    const [gus, una] = await Promise.all([customer(), customer()])
    await gus.say('Can you ship to Norway please?')
    await olive.keys.press('g', 'w')
    await olive.sees('Can you ship to Norway please?')
    await olive.page.getByText('draft', { exact: true }).waitFor(patience)
    await una.say('Do you ship parcels to Norway?')
    await expect.poll(() => olive.page.getByText('draft', { exact: true }).count(), patience).toBe(2)
    await olive.keys.press('j')
    await look('6-drafts-wait', olive)
    await olive.keys.press('a')
    await olive.sees('Approved.')
    // The next one took its place, and has the focus.
    await olive.keys.standsOn('link', 'Visitor')
    await olive.keys.press('Enter')
    await olive.keys.standsOn('heading', 'Visitor')
    await olive.sees('From one lesson')
    await look('7-draft', olive)
    await wait(700)
    await olive.keys.press('a')
    await Promise.all([gus.hears(answer), una.hears(answer)])
  })
})

async function customer(): Promise<Customer> {
  const one = await openChat(house.address)
  customers.push(one)
  return one
}

async function teammate(): Promise<Teammate> {
  const context = await house.browser.newContext({ viewport: wide, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
  contexts.push(context)
  const page = await context.newPage()
  return {
    page,
    keys: keyboardOf(page),
    sees: (what) => page.getByText(what).first().waitFor(patience),
    misses: (what) =>
      page
        .getByText(what)
        .first()
        .waitFor({ ...patience, state: 'hidden' }),
  }
}

const wide = { width: 1280, height: 800 }
const phone = { width: 375, height: 740 }

/** Takes the page at a desk's width and at a phone's; nothing may be cut off to the side. */
async function look(name: string, { page }: Teammate): Promise<void> {
  await picture(page, name)
  await page.setViewportSize(phone)
  await picture(page, `${name}-phone`)
  const cutOff = await page.locator('html').evaluate((root) => root.scrollWidth - root.clientWidth)
  await page.setViewportSize(wide)
  expect(cutOff, `${name}: pixels beside a phone's screen`).toBe(0)
}
