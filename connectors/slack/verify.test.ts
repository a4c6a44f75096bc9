import { expect, test } from 'vitest'
import { SignatureInvalid } from '#core/errors.ts'
import { now, request } from './samples.ts'
import { verify } from './verify.ts'

const secret = 'a signing secret'

test.each([
  ['a good signature', secret, undefined],
  ['a wrong one', 'another secret', SignatureInvalid],
])('errors that come after %s keep their stack traces', (_, signedWith, refusal) => {
  const { stackTraceLimit } = Error
  const check = () => verify(request('{"type":"x"}', { secret: signedWith }), secret, now)
  if (refusal) expect(check).toThrow(refusal)
  else expect(check()).toBe('{"type":"x"}')
  expect(Error.stackTraceLimit).toBe(stackTraceLimit)
  expect(new Error('here').stack).toContain('verify.test.ts')
})
