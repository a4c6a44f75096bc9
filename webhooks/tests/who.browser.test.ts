import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Installation, install } from './browser/installation.ts'
import { consoleProblems, patience, picturesIn } from './browser/page.ts'
import { call } from './kill/installation.ts'
import type { Platform } from './platforms/platform.ts'
import { openTwilio, twilioAccount } from './platforms/twilio-platform.ts'
import { twilioRequests } from './platforms/twilio-requests.ts'

const picture = picturesIn('who')
const [ours, first, second] = ['+15550002222', '+15550001111', '+15550001112']
const owner = { email: 'olive@fern.example', password: 'a quiet green house' }
const account = twilioAccount(ours)
let twilio: Platform
let house: Installation

beforeAll(async () => {
  twilio = await openTwilio(account)
  house = await install({ TWILIO_API_URL: twilio.url })
}, 400_000)

afterAll(async () => {
  await house?.close()
  await twilio?.close()
})

test('two numbers of one person are linked in the admin by two presses, and taken apart by a third', async () => {
  const { address, browser, ownerLink } = house
  const admin = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const problems = consoleProblems([admin])
  await admin.goto(ownerLink)
  await admin.getByLabel('Your name').fill('Olive Fern', patience)
  await admin.getByLabel('Company').fill('Fern & Oak')
  await admin.getByLabel('E-mail').fill(owner.email)
  await admin.getByLabel('Password').fill(owner.password)
  await admin.getByRole('button', { name: 'Create the account' }).click()
  await admin.getByText('Nobody has written yet').waitFor(patience)

  const { accessToken } = (await call(address, 'POST', '/api/auth/login', owner)) as { accessToken: string }
  const { accountSid, authToken } = account
  const settings = { connector: 'sms', settings: { accountSid, authToken, numbers: [ours] } }
  const { integration } = (await call(address, 'POST', '/api/integrations', settings, accessToken)) as {
    integration: { webhookUrl: string }
  }
  const says = twilioRequests(account)
  for (const [from, body] of [
    [first, 'Where is my lamp?'],
    [second, 'I wrote from another number before.'],
  ] as const) {
    const request = says.text(integration.webhookUrl, { from, to: ours, body })
    expect((await fetch(request.url, request)).status).toBe(200)
  }

  await admin
    .getByRole('link', { name: /another number/ })
    .first()
    .click(patience)
  const who = await openWho(admin)
  await picture(admin, '1-who')
  await who.getByLabel('Search the person who is the same').fill(first)
  const found = who.getByRole('button', { name: new RegExp(`\\${first}`) })
  await found.click(patience)
  await who.getByText('A name alone is no proof').waitFor(patience)
  await picture(admin, '2-asked')
  expect(await linksOf(address, accessToken)).toEqual([])
  await found.click()
  await admin.getByText('they have one history now').waitFor(patience)
  expect(await linksOf(address, accessToken)).toEqual(['people linked'])

  await admin.reload()
  const again = await openWho(admin)
  await again.getByText(`Also ${first}`).waitFor(patience)
  await picture(admin, '3-linked')
  await again.getByRole('button', { name: 'Unlink' }).click()
  await admin.getByText('Unlinked.').waitFor(patience)
  expect(await linksOf(address, accessToken)).toEqual(['people unlinked', 'people linked'])
  expect(problems).toEqual([])
})

/** Opens *Who this is* in the conversation's menu. */
async function openWho(admin: Page) {
  await admin.getByRole('button', { name: 'More', exact: true }).click(patience)
  const who = admin.getByRole('group', { name: 'Who this is' })
  await who.getByRole('button', { name: /^Who this is/ }).click(patience)
  return who
}

/** What was audited of it, the newest first. */
async function linksOf(address: string, token: string): Promise<string[]> {
  const rows = (await call(address, 'GET', '/api/audit', undefined, token)) as { action: string }[]
  return rows.map(({ action }) => action).filter((action) => action.startsWith('people '))
}
