import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const pictures = join(root, 'test-results/newcomer')
/** A machine of two cores that builds and tests at the same time is slow. */
const patience = { timeout: 60_000 }

let hub: ChildProcess
let browser: Browser
let folder: string
let address: string
let ownerLink: string

beforeAll(async () => {
  await mkdir(pictures, { recursive: true })
  folder = await mkdtemp(join(tmpdir(), 'lummy-newcomer-'))
  const port = await freePort()
  address = `http://localhost:${port}`
  hub = spawn('env', [`LUMMY_DATA=${folder}`, `PORT=${port}`, process.execPath, 'webhooks/main.ts', 'start'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  ownerLink = await said(hub, /http\S+\/admin\/welcome\?token=\S+/)
  browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  })
}, 120_000)

afterAll(async () => {
  await browser?.close()
  const ended = new Promise((resolve) => hub?.once('exit', resolve))
  hub?.kill('SIGINT')
  await ended
  await rm(folder, { recursive: true, force: true })
})

test('a newcomer asks, answers, approves a draft, and lets a proven topic answer alone', async () => {
  const admin = await browser.newPage({ viewport: { width: 1280, height: 860 } })
  const customer = await browser.newPage({ viewport: { width: 480, height: 760 } })
  const problems = consoleProblems(admin, customer)

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

  // The sample shop: an ordinary import earns a first certificate, the owner switches the topic on.
  await admin.goto(`${address}/admin/imports`)
  await admin.getByRole('button', { name: 'Try with sample history' }).click(patience)
  await admin.getByText('See what was learned').waitFor({ timeout: 120_000 })
  await picture(admin, '6-imported')
  await admin.getByText('See what was learned').click()
  const proven = admin.getByRole('listitem').filter({ hasText: 'proven: the owner may switch it on' }).first()
  await proven.waitFor(patience)
  await picture(admin, '7-learned')
  await proven.getByRole('switch').click()
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

function picture(page: Page, name: string): Promise<unknown> {
  return page.screenshot({ path: join(pictures, `${name}.png`) })
}

/** Everything that a browser complains about, but for the admin that is still building. */
function consoleProblems(...pages: Page[]): string[] {
  const problems: string[] = []
  for (const page of pages) {
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' && !/50[23]|401/.test(message.text())) problems.push(message.text())
    })
  }
  return problems
}

function said(child: ChildProcess, what: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.once('exit', (code) => reject(new Error(`it ended with ${code} before it said ${what}: ${text}`)))
    child.stdout?.on('data', (chunk) => {
      text += chunk
      const found = what.exec(text)
      if (found) resolve(found[0])
    })
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const found = probe.address()
      probe.close(() => (found && typeof found === 'object' ? resolve(found.port) : reject(new Error('no port'))))
    })
  })
}
