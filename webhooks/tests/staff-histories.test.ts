import { describe, expect, inject, test } from 'vitest'
import type { Ports } from '#core/ports.ts'
import { type Around, wrapPorts } from '#core/testing/wrapped.ts'
import { playMail } from './histories/mail.ts'
import { type Outcome, problemsOf } from './histories/outcome.ts'
import { playThread } from './histories/thread.ts'

/** The continuous run, which has a real database, takes the time for all of them. */
const isLong = inject('testDatabaseUrl') !== ''
const threads = isLong ? 8_000 : 700
const mails = isLong ? 2_000 : 120

test(`${threads} histories of a Slack thread: no note reaches a customer, nothing that was meant for them goes missing`, async () => {
  expect(await firstProblem(playThread, threads)).toBeUndefined()
}, 400_000)

test(`${mails} histories by mail: no note reaches a customer, nothing that was meant for them goes missing`, async () => {
  expect(await firstProblem(playMail, mails)).toBeUndefined()
}, 400_000)

describe('the oracle sees a house', () => {
  const settings = (value: unknown) => (value as { settings: object }).settings
  const events = (value: unknown, change: (event: object) => object) =>
    (value as { event: object }[]).map((row) => ({ ...row, event: change(row.event) }))
  const broken: [string, (name: string, value: unknown) => unknown, typeof playThread][] = [
    [
      'that sends without asking',
      (name, value) =>
        name === 'store.business'
          ? { ...(value as object), settings: { ...settings(value), sendRule: 'send' } }
          : value,
      playThread,
    ],
    [
      'that does not see mentions',
      (name, value) =>
        name === 'store.inbox.unhandled' ? events(value, (event) => ({ ...event, mentionsOthers: false })) : value,
      playThread,
    ],
    [
      'that takes anybody for a teammate',
      (name, value) =>
        name === 'messenger.profile'
          ? { email: 'ben@shop.example', name: 'Ben', isOutsider: false, isMachine: false }
          : value,
      playThread,
    ],
    [
      'that sees no removals',
      (name, value) =>
        name === 'store.inbox.unhandled'
          ? events(value, (event) =>
              'type' in event && event.type === 'removal' ? { ...event, messageId: '' } : event,
            )
          : value,
      playThread,
    ],
    [
      'that does not see who a mail is for',
      (name, value) =>
        name === 'store.inbox.unhandled'
          ? events(value, (event) =>
              'mail' in event ? { ...event, mail: { ...(event.mail as object), cc: [], to: [] } } : event,
            )
          : value,
      playMail,
    ],
    [
      'that trusts every address',
      (name, value) =>
        name === 'store.inbox.unhandled'
          ? events(value, (event) =>
              'author' in event ? { ...event, author: { ...(event.author as object), isVerified: true } } : event,
            )
          : value,
      playMail,
    ],
  ]

  test.each(broken)('%s', async (_, change, play) => {
    const around: Around = async (name, call) => change(name, await call())
    const wrap = (ports: Ports) => wrapPorts(ports, around)
    expect(await firstProblem((seed) => play(seed, wrap), 200)).toBeDefined()
  })
})

/** The first history in which house and oracle disagree, with its story. */
async function firstProblem(play: (seed: number) => Promise<Outcome>, count: number): Promise<object | undefined> {
  for (let seed = 1; seed <= count; seed++) {
    const outcome = await play(seed)
    const problems = problemsOf(outcome)
    if (problems.length > 0) return { problems, ...outcome }
  }
  return undefined
}
