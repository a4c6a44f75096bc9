import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import type { PastItem, PastMessage } from '#core/learning/import/past-message.ts'
import { readCsv } from './csv.ts'
import { readEmlFolder } from './eml-folder.ts'
import { readTime } from './fields.ts'
import { readJsonl } from './jsonl.ts'
import { linesOf } from './lines.ts'
import { readMbox } from './mbox.ts'
import { openStage } from './stage.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true })
})

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  return Array.fromAsync(items)
}

/** The same bytes in pieces of this size: a reader must not care. */
function pieces(text: string, size = 7): Uint8Array[] {
  const bytes = Buffer.from(text)
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size))
}

describe('mbox', () => {
  const mails = async (text: string, size?: number) =>
    (await all(readMbox(pieces(text, size)))).map((mail) => ({ text: mail.bytes.toString(), line: mail.line }))

  test('mails are split where "From " follows an empty line, with the line they start at', async () => {
    const text =
      'From a@x Mon Jan  5 10:00:00 2026\nSubject: one\n\nHello\n\nFrom b@x Mon Jan  5 10:01:00 2026\nSubject: two\n\nBye\n'
    expect(await mails(text)).toEqual([
      { text: 'Subject: one\n\nHello\n\n', line: 1 },
      { text: 'Subject: two\n\nBye\n', line: 6 },
    ])
  })

  test('a sentence that begins with "From " is no new mail, after an empty line neither', async () => {
    const text = 'From a@x\nSubject: one\n\nFrom Monday on\nwe are open.\n\nFrom us all,\nMaya\n'
    expect(await mails(text)).toEqual([
      { text: 'Subject: one\n\nFrom Monday on\nwe are open.\n\nFrom us all,\nMaya\n', line: 1 },
    ])
  })

  test('quoted "From " lines lose one ">"', async () => {
    expect((await mails('From a@x\nA: b\n\n>From here\n>>From there\n> From else\n'))[0]?.text).toBe(
      'A: b\n\nFrom here\n>From there\n> From else\n',
    )
  })

  test('line ends of Windows are understood', async () => {
    expect(await mails('From a@x\r\nA: b\r\n\r\nx\r\n\r\nFrom c@x\r\nA: d\r\n\r\ny\r\n')).toHaveLength(2)
  })

  test('a mail beyond the limit is cut and says so, the next one is whole', async () => {
    const text = `From a@x\nA: b\n\n${'x'.repeat(60)}\n${'y'.repeat(60)}\n\nFrom c@x\nA: d\n\nz\n`
    const [first, second] = await all(readMbox(pieces(text), 80))
    expect(first).toMatchObject({ isCut: true })
    expect(first!.bytes.length).toBeLessThanOrEqual(80)
    expect(second).toMatchObject({ isCut: false, bytes: Buffer.from('A: d\n\nz\n') })
  })

  test('whatever the bodies say, as many mails come out as went in, however the bytes arrive', async () => {
    const line = fc.constantFrom(
      'From x',
      '>From x',
      '',
      'Subject: From y',
      'hello',
      'From a@b Mon Jan 5 10:00:00 2026',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(line, { maxLength: 8 }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 40 }),
        async (bodies, size) => {
          const quoted = bodies.map((body) => body.map((one) => (/^>*From /.test(one) ? `>${one}` : one)))
          const text = quoted
            .map((body) => `From a@b Mon\nSubject: s\n\n${body.map((one) => `${one}\n`).join('')}\n`)
            .join('')
          const found = await mails(text, size)
          expect(found.map((mail) => mail.text)).toEqual(
            bodies.map((body) => `Subject: s\n\n${body.map((one) => `${one}\n`).join('')}\n`),
          )
        },
      ),
      { numRuns: 60 },
    )
  })
})

test('a folder of mails is read by path, Maildir too, other files and links are left alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lummy-test-'))
  folders.push(folder)
  for (const name of ['box/cur', 'box/new', 'sub']) mkdirSync(join(folder, name), { recursive: true })
  for (const name of ['b.eml', 'a.EML', 'notes.txt', 'sub/c.eml', 'box/cur/1:2,S'])
    writeFileSync(join(folder, name), name)
  const found = await all(readEmlFolder(folder))
  expect(found.map((mail) => mail.file.slice(folder.length + 1))).toEqual([
    'a.EML',
    'b.eml',
    'box/cur/1:2,S',
    'sub/c.eml',
  ])
})

describe('tables and logs', () => {
  const items = (text: string, read = readCsv) => all(read(pieces(text)))
  const messages = (found: PastItem[]) => found.flatMap((item) => ('message' in item ? [item.message] : []))
  const problems = (found: PastItem[]) =>
    found.flatMap((item) => ('problem' in item ? [[item.line, item.problem]] : []))

  test.each([
    ['conversation,at,from,text', ','],
    ['Ticket ID;Created At;Role;Message', ';'],
    ['thread_id\ttimestamp\tsenderType\tbody', '\t'],
  ])('a table with the header %s is understood', async (header, sign) => {
    const rows = [
      ['7', '2026-01-05T10:00:00Z', 'customer', 'Open?'],
      ['7', '2026-01-05 10:05', 'agent', 'Yes.'],
    ]
    const found = await items([header, ...rows.map((row) => row.join(sign))].join('\n'))
    expect(messages(found)).toMatchObject([
      { conversation: '7', side: 'customer', text: 'Open?', at: '2026-01-05T10:00:00.000Z' },
      { conversation: '7', side: 'staff', text: 'Yes.', at: '2026-01-05T10:05:00.000Z' },
    ])
    expect(problems(found)).toEqual([])
  })

  test('bad rows are told with their line, the others are read', async () => {
    const found = await items(
      'conversation,at,from,text\n1,2026-01-05,customer,"two\nlines"\n1,yesterday,staff,x\n1,2026-01-06,martian,x\n,2026-01-06,staff,x\n1,2026-01-06,staff,fine\n',
    )
    expect(messages(found).map((one) => one.text)).toEqual(['two\nlines', 'fine'])
    expect(problems(found)).toEqual([
      [4, '"yesterday" is no time'],
      [5, '"martian" is neither customer nor staff'],
      [6, 'names no conversation'],
    ])
  })

  test('a table without a column for the text says so', async () => {
    expect(problems(await items('a,b\n1,2\n'))).toEqual([[1, 'the header names no column for the text (a, b)']])
  })

  test('question and answer in one row are two messages', async () => {
    expect(messages(await items('question,answer\nOpen?,Yes.\n'))).toMatchObject([
      { side: 'customer', text: 'Open?', conversation: 'line 2' },
      { side: 'staff', text: 'Yes.', conversation: 'line 2' },
    ])
  })

  test('where a row names an address instead of a side, the staff list decides', async () => {
    const [message] = messages(await items('conversation,at,from,text\n1,2026-01-05,Ana <Ana@X.example>,hi\n'))
    expect(message).toMatchObject({ from: { address: 'ana@x.example' } })
    expect(message).not.toHaveProperty('side')
  })

  test('JSON lines are read, broken ones are told with their line', async () => {
    const found = await items(
      '\uFEFF{"conversation":7,"at":1767607200,"from":"customer","text":"Öffnet ihr?","channel":"Chat"}\r\n\n{"conversation":\n[1]\n{"conversation":"7","at":"2026-01-05T10:05:00+01:00","from":"staff","author":"Maya","text":"Ja.","id":"m2"}',
      readJsonl,
    )
    expect(messages(found)).toMatchObject([
      { conversation: '7', at: '2026-01-05T10:00:00.000Z', side: 'customer', text: 'Öffnet ihr?', channel: 'chat' },
      { externalId: 'm2', at: '2026-01-05T09:05:00.000Z', side: 'staff', from: { name: 'Maya' } },
    ])
    expect(problems(found)).toEqual([
      [3, 'is no JSON object'],
      [4, 'is no JSON object'],
    ])
  })

  test('the same row has the same id in every file, another row another', async () => {
    const row = '{"conversation":"7","at":"2026-01-05","from":"customer","text":"Open?"}\n'
    const [first] = messages(await items(row, readJsonl))
    const [, again, other] = messages(
      await items(`${row.replace('7', '8')}${row}${row.replace('Open', 'Closed')}`, readJsonl),
    )
    expect(again?.externalId).toBe(first?.externalId)
    expect(other?.externalId).not.toBe(first?.externalId)
  })

  test('rubbish of any kind is a problem, never a throw', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ maxLength: 200 }), async (text) => {
        for (const read of [readCsv, readJsonl]) {
          for (const item of await all(read([Buffer.from(text)]))) {
            if ('problem' in item) expect(item.line).toBeGreaterThan(0)
          }
        }
      }),
      { numRuns: 100 },
    )
  })

  test.each([
    ['2026-01-05', '2026-01-05T00:00:00.000Z'],
    ['2026-01-05 10:05:06', '2026-01-05T10:05:06.000Z'],
    ['Mon, 5 Jan 2026 10:05:06 +0100', '2026-01-05T09:05:06.000Z'],
    ['1767607200', '2026-01-05T10:00:00.000Z'],
    ['1767607200123', '2026-01-05T10:00:00.123Z'],
    ['12', undefined],
    ['', undefined],
    ['soon', undefined],
  ])('the time "%s" is %s', (text, expected) => {
    expect(readTime(text)).toBe(expected)
  })
})

test('lines are whole wherever the bytes break, and a line beyond the limit is cut', async () => {
  expect(await all(linesOf(pieces('é1\r\nü2\n\nx', 1)))).toEqual([
    { text: 'é1', line: 1, isCut: false },
    { text: 'ü2', line: 2, isCut: false },
    { text: '', line: 3, isCut: false },
    { text: 'x', line: 4, isCut: false },
  ])
  const [long, next] = await all(linesOf(pieces(`${'x'.repeat(50)}\ny\n`), 10))
  expect(long).toMatchObject({ isCut: true })
  expect(next).toEqual({ text: 'y', line: 2, isCut: false })
})

test('the stage gives messages back by time and id, whatever the order and the size of its runs', async () => {
  const rows = fc.array(fc.record({ at: fc.integer({ min: 0, max: 20 }), id: fc.integer({ min: 0, max: 9 }) }), {
    maxLength: 40,
  })
  await fc.assert(
    fc.asyncProperty(rows, fc.integer({ min: 1, max: 10 }), async (given, runSize) => {
      const stage = await openStage(runSize)
      try {
        for (const row of given) await stage.add(pastMessage(row.at, `${row.id}`))
        const names = (messages: PastMessage[]) => messages.map((one) => `${one.at} ${one.externalId}`)
        const expected = names(given.map((row) => pastMessage(row.at, `${row.id}`))).sort()
        expect(names(await all(stage.sorted()))).toEqual(expected)
        expect(names(await all(stage.sorted()))).toEqual(expected)
      } finally {
        await stage.close()
      }
    }),
    { numRuns: 25 },
  )
})

function pastMessage(second: number, externalId: string): PastMessage {
  return {
    externalId,
    references: [],
    subject: '',
    at: new Date(second * 1000).toISOString(),
    from: { address: 'a@x.example' },
    to: [],
    cc: [],
    channel: 'email',
    isMachine: false,
    isList: false,
    text: 'x',
  }
}
