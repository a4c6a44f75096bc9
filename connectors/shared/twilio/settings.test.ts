import { expect, test } from 'vitest'
import { z } from 'zod'
import { isWholeKey, twilioEnvironment, twilioSecrets, twilioSettings, wholeKeyProblem } from './settings.ts'

const settings = z.object(twilioSettings).refine(isWholeKey, wholeKeyProblem)
const account = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'f'.repeat(32) }
const key = { apiKeySid: `SK${'1'.repeat(32)}`, apiKeySecret: 'e'.repeat(32) }

test.each([
  [account, []],
  [{ ...account, ...key }, []],
  [{ ...account, apiKeySid: key.apiKeySid }, ['an API key is its SID and its secret']],
  [{ ...account, apiKeySecret: key.apiKeySecret }, ['an API key is its SID and its secret']],
  [{ ...account, accountSid: key.apiKeySid }, ['an account SID is AC and 32 characters']],
  [{ ...account, authToken: 'short' }, ['an auth token has 32 characters']],
])('of an account %o it is said what is wrong', (given, problems) => {
  expect(settings.safeParse(given).error?.issues.map(({ message }) => message) ?? []).toEqual(problems)
})

test('the secrets are settings, and the address of the API is Twilio’s until it is set', () => {
  for (const name of twilioSecrets) expect(Object.keys(twilioSettings)).toContain(name)
  expect(twilioEnvironment.TWILIO_API_URL.parse(undefined)).toBe('https://api.twilio.com')
})
