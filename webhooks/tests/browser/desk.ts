import type { BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { type Customer, openChat } from './customer.ts'
import { install } from './installation.ts'
import { type Keyboard, keyboardOf } from './keyboard.ts'
import { consoleProblems, picturesIn } from './page.ts'

type Words = string | RegExp

/** A teammate in a browser of their own. */
export interface Teammate {
  page: Page
  keys: Keyboard
  /** Resolves once the page shows this. */
  sees(what: Words): Promise<void>
  /** Resolves once it is gone. */
  misses(what: Words): Promise<void>
  /** Goes to the list with keys and opens the conversation whose row reads like this. */
  opens(row: RegExp): Promise<void>
  /** Opens the menu of a conversation and pushes what is so named. */
  picks(menu: Words, name: Words): Promise<void>
  /** Writes to the customer and sends it. */
  answers(text: string): Promise<void>
}

/** A business with two teammates at their desks, and customers who come and go. */
export interface Desk {
  address: string
  ownerLink: string
  olive: Teammate
  ben: Teammate
  /** What the browsers complained about. */
  problems: string[]
  customer(): Promise<Customer>
  /** All that any customer was told. */
  heard(): string[]
  /** Pictures at a desk's width and at a phone's; nothing may be cut off to the side. */
  look(name: string, teammate: Teammate): Promise<void>
  /** Pictures of what everybody saw when it went wrong. */
  lookAtFailure(): Promise<void>
  close(): Promise<void>
}

const picture = picturesIn('desk')
const soon = { timeout: 15_000 }
const wide = { width: 1280, height: 800 }
const phone = { width: 375, height: 740 }

export async function openDesk(): Promise<Desk> {
  const house = await install()
  const customers: Customer[] = []
  const [olive, ben] = [await sitsDown(), await sitsDown()]
  const pages = [olive.page, ben.page]

  async function sitsDown(): Promise<Teammate & { context: BrowserContext }> {
    const context = await house.browser.newContext({ viewport: wide, locale: 'en-GB', timezoneId: 'Europe/Oslo' })
    return { context, ...teammateAt(await context.newPage()) }
  }
  return {
    address: house.address,
    ownerLink: house.ownerLink,
    olive,
    ben,
    // A refusal is an answer of 4xx, which the browser counts as an error, too.
    problems: consoleProblems(pages, /40[19]|422|50[23]/),
    async customer() {
      const one = await openChat(house.address)
      customers.push(one)
      return one
    },
    heard: () => customers.flatMap(({ heard }) => heard),
    async look(name, { page }) {
      await picture(page, name)
      await page.setViewportSize(phone)
      for (const one of await page.locator(':focus').all()) await one.scrollIntoViewIfNeeded()
      await picture(page, `${name}-phone`)
      const beside = await page
        .locator('html, main, main .scroll')
        .evaluateAll((all) => Math.max(...all.map((one) => one.scrollWidth - one.clientWidth)))
      await page.setViewportSize(wide)
      expect(beside, `${name}: pixels beside a phone's screen`).toBe(0)
    },
    async lookAtFailure() {
      for (const [i, page] of pages.entries()) await picture(page, `failed-${i}`)
    },
    async close() {
      for (const customer of customers) customer.leave()
      await Promise.all([olive.context.close(), ben.context.close()])
      await house.close()
    },
  }
}

function teammateAt(page: Page): Teammate {
  const keys = keyboardOf(page)
  return {
    page,
    keys,
    sees: (what) => page.getByText(what).first().waitFor(soon),
    misses: (what) =>
      page
        .getByText(what)
        .first()
        .waitFor({ ...soon, state: 'hidden' }),
    async opens(row) {
      await keys.press('Escape', 'g', 'c')
      await page.getByText('Choose a conversation').waitFor(soon)
      await keys.push('link', row)
      await keys.standsOn('heading', /./)
    },
    async picks(menu, name) {
      await keys.push('button', menu)
      await keys.push('button', name)
    },
    async answers(text) {
      await keys.press('r')
      await keys.standsOn('textbox', 'Reply to the customer')
      await keys.type(text)
      await keys.press('Control+Enter')
    },
  }
}
