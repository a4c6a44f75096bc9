import { expect, test } from 'vitest'
import { growth, tooSteep } from '#core/testing/growth.ts'
import { splitReply } from './text.ts'

test('text beyond a million characters is not looked at, and goes with what it follows', () => {
  const long = 'word '.repeat(300_000)
  expect(splitReply(long).visible.length).toBe(long.length)
  expect(splitReply(`Yes.\n\nOn 5/7/24 10:12, Ben wrote:\n> ${long}`).visible).toBe('Yes.')
})

test.each([
  ['a long quote', (n: number) => `Yes.\n\nOn 5/7/24 10:12, Ben wrote:\n${'> and so on, line after line\n'.repeat(n)}`],
  ['one endless line', (n: number) => 'From: On 12:00 wrote '.repeat(n)],
  ['endless almost-attributions', (n: number) => 'On 5 May 2024 10:12 Ben <a@b.example>\n'.repeat(n)],
  ['endless header lines', (n: number) => 'From: x\n\n'.repeat(n)],
  ['endless dashes', (n: number) => `${'-'.repeat(n * 20)}\n${'-- \n'.repeat(n)}`],
])('the time for %s grows with its length and no faster', async (_, make) => {
  expect(await growth((size) => splitReply(make(size)), 3_000)).toBeLessThan(tooSteep)
})
