import { afterEach, expect, test } from 'vitest'
import type { Platform } from '#webhooks/tests/platforms/platform.ts'
import { openTwilio, type TwilioNumber, twilioAccount } from '#webhooks/tests/platforms/twilio-platform.ts'
import { base, tools, settings as usual } from './fixtures/requests.ts'
import { voice } from './index.ts'

let twilio: Platform
afterEach(() => twilio.close())

/** The number at Twilio, and what is said of it. */
async function open(facts: Partial<TwilioNumber> = {}) {
  const account = twilioAccount(usual.number)
  const number = Object.assign(account.numbers[0]!, facts)
  twilio = await openTwilio(account)
  const settings = { ...usual, accountSid: account.accountSid, authToken: account.authToken }
  const given = tools({ TWILIO_API_URL: twilio.url })
  const connection = voice.open(settings, given)
  return {
    number,
    setUp: () => voice.setUp!(settings, base, given),
    problem: async () => ({ problem: '', ...(await connection.check!()) }).problem,
    identified: () => voice.identify(settings, given),
  }
}

test('setting up enters our addresses at the number, says what stood there, and then the check is content', async () => {
  const { setUp, problem, number } = await open({ voiceUrl: 'https://old.example/', voiceApplicationSid: 'AP1' })
  expect(await problem()).toBe(`Calls to ${usual.number} go to the TwiML App AP1, not to ${base}.`)
  expect(await setUp()).toEqual([`Calls to ${usual.number} come here, where https://old.example/ was before.`])
  expect(number).toMatchObject({ voiceUrl: base, statusCallback: `${base}/status` })
  expect(await problem()).toBe('')
  number.voiceMethod = 'GET'
  expect(await problem()).toBe(`Calls to ${usual.number} come by GET, not by POST.`)
  Object.assign(number, { voiceMethod: 'POST', statusCallback: '' })
  expect(await problem()).toContain('does not tell us when calls')
})

test('a number in a SIP trunk is called there, whatever is entered: who connects it is told', async () => {
  const { setUp, problem, identified } = await open({ trunkSid: 'TK1' })
  expect(await identified()).toMatchObject({ account: usual.number })
  const said = `Calls to ${usual.number} go to the SIP trunk TK1: take the number out of it (Twilio Console, Elastic SIP Trunking).`
  expect([await setUp(), await problem()]).toEqual([[said], said])
})
