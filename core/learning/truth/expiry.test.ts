import { expect, test } from 'vitest'
import { expiryOf } from './expiry.ts'
import { fadedWhy } from './faded.ts'

const at = '2026-04-10T09:00:00.000Z'

test.each([
  ['The offer runs until 31 May.', '2026-05-31'],
  ['20 % off until May 31st!', '2026-05-31'],
  ['Only until 1 March.', '2027-03-01'],
  ['Das Angebot gilt bis zum 15.06.2026.', '2026-06-15'],
  ['Gültig bis Ende Juni.', '2026-06-30'],
  ['The voucher is valid until 2026-12-24.', '2026-12-24'],
  ['Orders until 15 December arrive in time; we are closed until 3 January.', '2026-12-15'],
])('%s ends on %s', (reply, day) => {
  expect(expiryOf(reply, at)).toBe(`${day}T23:59:59.999Z`)
})

test.each([
  'We are open until 6 pm.',
  'The terrace is open until 31 October every year.',
  'You can return it until 14 days after delivery.',
  'Bis Freitag sind wir da.',
  'It was valid until 31 May 2020.',
  'The price is 31 €.',
])('%s ends on no day that is known', (reply) => {
  expect(expiryOf(reply, at)).toBeUndefined()
})

test('what ended has faded from the day after on, and says why', () => {
  const lesson = { standing: 'current' as const, expiresAt: expiryOf('20 % off until 31 May.', at)! }
  expect(fadedWhy(lesson, '2026-05-31T20:00:00.000Z')).toBeUndefined()
  expect(fadedWhy(lesson, '2026-06-01T08:00:00.000Z')).toBe('It speaks of something that ended on 2026-05-31.')
})
