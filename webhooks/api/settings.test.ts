import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Served, serve } from './testing/serve.ts'

let served: Served
beforeAll(async () => {
  served = await serve()
})
afterAll(() => served.close(100))

const save = (body: unknown) => served.call('PUT', '/api/settings', { token: 'owner', body })

test('all settings of the desk are saved and read back', async () => {
  const body = {
    language: 'de',
    quietDays: 14,
    newAfterDays: 60,
    hours: {
      1: [
        ['09:00', '12:00'],
        ['13:00', '18:00'],
      ],
      5: [['20:00', '02:00']],
      6: [['00:00', '24:00']],
      7: [],
    },
    quietHours: { from: '22:00', to: '07:30' },
    holidays: ['2026-12-25', '2028-02-29'],
    targets: { firstMinutes: 120, nextMinutes: null },
    threadQuietHours: 2,
    acknowledge: true,
    sayHours: true,
    handOverTo: { connector: 'slack', account: 'T1', channel: 'C9', mention: 'S777' },
    signature: '{teammate}, {company}',
    digestHour: null,
    brand: { name: null, logoUrl: 'https://fern.example/logo.png', colour: '#e0702a' },
    trackOpens: true,
  }
  const reply = await save(body)
  expect(reply.status).toBe(200)
  expect(await reply.json()).toMatchObject(JSON.parse(JSON.stringify(body)))
  const read = await served.call('GET', '/api/settings', { token: 'teammate' })
  expect(await read.json()).toMatchObject(JSON.parse(JSON.stringify(body)))
})

test.each([
  ['a zone that does not exist', { zone: 'Europe/Atlantis' }, 'zone', /IANA/],
  [
    'a logo that is not loaded safely',
    { brand: { name: null, logoUrl: 'http://fern.example/a.png', colour: null } },
    'brand.logoUrl',
    /https/,
  ],
  [
    'a colour that is none',
    { brand: { name: null, logoUrl: null, colour: 'red;position:fixed' } },
    'brand.colour',
    /#1d6fb8/,
  ],
  ['a range without length', { hours: { 1: [['09:00', '09:00']] } }, 'hours.1.0', /00:00-24:00/],
  [
    'ranges that overlap',
    {
      hours: {
        2: [
          ['09:00', '13:00'],
          ['12:00', '17:00'],
        ],
      },
    },
    'hours.2.0',
    /overlap/,
  ],
  [
    'a night before another range',
    {
      hours: {
        3: [
          ['22:00', '02:00'],
          ['23:00', '23:30'],
        ],
      },
    },
    'hours.3.0',
    /next day/,
  ],
  ['a time that is none', { hours: { 4: [['9 o’clock', '17:00']] } }, 'hours.4.0.0', /09:00/],
  ['a begin at 24:00', { hours: { 4: [['24:00', '17:00']] } }, 'hours.4.0.0', /09:00/],
  ['quiet hours without length', { quietHours: { from: '21:00', to: '21:00' } }, 'quietHours.to', /begin/],
  ['a holiday that is no day', { holidays: ['2026-02-30'] }, 'holidays.0', /calendar/],
  ['a target of nothing', { targets: { firstMinutes: 0, nextMinutes: null } }, 'targets.firstMinutes', /one minute/],
  ['a digest at 24', { digestHour: 24 }, 'digestHour', /./],
  ['no days at all', { quietDays: 0 }, 'quietDays', /one day/],
  [
    'a hand-over to no channel',
    { handOverTo: { connector: 'slack', account: 'T1', channel: ' ', mention: null } },
    'handOverTo.channel',
    /channel/,
  ],
])('%s is refused with the field and what is wrong with it', async (_, body, field, problem) => {
  const reply = await save(body)
  expect(reply.status).toBe(422)
  const { error } = (await reply.json()) as { error: { fields: Record<string, string> } }
  expect(Object.keys(error.fields)).toEqual([field])
  expect(error.fields[field]).toMatch(problem)
})
