import { expect, test } from 'vitest'
import { settings } from './fixtures/requests.ts'
import { paceOf } from './pace.ts'

const at = (thread: string, more = {}) =>
  paceOf({ connector: 'sms', account: 'x', thread, private: true }, { ...settings, ...more })

test.each([
  ['sms/+15550002222/+15550001111', 1000],
  ['sms/+18005550100/+15550001111', 334],
  ['sms/+4930123456/+4915112345678', 100],
  ['sms/55511/+15550001111', 10],
  ['whatsapp/+15550002222/+15550001111', 13],
])('a number sends as fast as is usual for its kind: %s every %i ms', (thread, everyMs) => {
  expect(at(thread)).toEqual({ sender: thread.split('/').slice(0, 2).join('/'), everyMs })
})

test('what the owner says of it goes before that, and what is no pair of numbers has no pace', () => {
  expect(at('sms/+15550002222/+15550001111', { perSecond: 4 })?.everyMs).toBe(250)
  expect(at('elsewhere')).toBeUndefined()
})
