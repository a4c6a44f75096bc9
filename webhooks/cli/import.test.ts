import { afterEach, describe, expect, test } from 'vitest'
import { cleanUp, file, openHouse, run, serve } from '#webhooks/tests/cli-bench.ts'
import { importCommand } from './import.ts'
import { teachCommand } from './teach.ts'

afterEach(cleanUp)

const mailOf = (id: number, from: string, to: string, text: string, more = '') =>
  `From x@x Mon Jan  5 10:00:00 2026\nMessage-ID: <${id}@mail.example>\nDate: Mon, 5 Jan 2026 10:${String(id).padStart(2, '0')}:00 +0000\nFrom: ${from}\nTo: ${to}\nSubject: Norway\n${more}\n${text}\n\n`

const mbox = [
  mailOf(1, 'Ana <ana@home.example>', 'help@shop.example', 'Do you ship to Norway?'),
  mailOf(
    2,
    'Maya <maya@shop.example>',
    'ana@home.example',
    'Hi Ana,\n\nYes, we ship to Norway.\n\n-- \nMaya\n\nOn Mon, 5 Jan 2026 at 10:01, Ana <ana@home.example> wrote:\n> Do you ship to Norway?',
    'In-Reply-To: <1@mail.example>\n',
  ),
  mailOf(3, 'Ben <ben@home.example>', 'help@shop.example', 'How long does it take to Norway?'),
  mailOf(4, 'Tom <tom@shop.example>', 'ben@home.example', 'Five days.', 'In-Reply-To: <3@mail.example>\n'),
  mailOf(5, 'News <news@list.example>', 'help@shop.example', 'Buy!', 'List-Unsubscribe: <mailto:x@list.example>\n'),
  mailOf(6, 'Ben <ben@home.example>', 'help@shop.example', 'I am away', 'Auto-Submitted: auto-replied\n'),
  mailOf(7, 'Tom <tom@shop.example>', 'maya@shop.example', 'Lunch?'),
  'From x@x Mon Jan  5 10:00:00 2026\nSubject: nobody wrote this\n\nhello\n\n',
].join('')

describe('lummy import', () => {
  test('a dry run says what would be learned and why the rest is skipped, and opens no database', async () => {
    const { code, stdout } = await run(importCommand, [file('box.mbox', mbox), '--dry-run', '--staff', '@shop.example'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/7 messages, 2 questions with an answer by @shop\.example/)
    for (const reason of ['newsletter', 'automatic', 'internal', 'malformed'])
      expect(stdout).toMatch(new RegExp(` 1 {2}${reason}:`))
    expect(stdout).toMatch(/line \d+: names no sender/)
    expect(stdout).toMatch(/Q: Do you ship to Norway\?\n {4}A: Hi Ana, Yes, we ship to Norway\.\n/)
    expect(stdout).not.toMatch(/wrote:/)
  })

  test('off a terminal it refuses to guess the staff, and names its guess', async () => {
    const { code, stderr } = await run(importCommand, [file('box.mbox', mbox)])
    expect(code).toBe(2)
    expect(stderr).toContain('Your staff seem to be @shop.example. If that is right, add: --staff @shop.example')
  })

  test('on a terminal it asks, imports, says the same file again is known, and undoes', async () => {
    const { house, scope } = await openHouse()
    const path = file('box.mbox', mbox)
    const first = await run(importCommand, [path], { house, isTerminal: true, input: '\n' })
    expect(first.code).toBe(0)
    expect(first.stderr).toContain('Are these your staff: @shop.example?')
    expect(first.stdout).toContain('Learned 2 answers')
    const [lesson] = await scope.lessons.list({ limit: 1, search: 'long' })
    expect(lesson).toMatchObject({
      author: 'Tom',
      question: 'How long does it take to Norway?',
      at: '2026-01-05T10:04:00.000Z',
    })
    const again = await run(importCommand, [path, '--staff', '@shop.example'], { house })
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('was imported before') })
    const id = /--undo (\S+)/.exec(first.stdout)![1]!
    const undone = await run(importCommand, ['--undo', id], { house })
    expect(undone).toMatchObject({ code: 0, stdout: expect.stringContaining('is unlearned') })
    expect(await scope.lessons.list({ limit: 1 })).toEqual([])
  })

  test.each([
    [[], /Say what to import/],
    [['/nowhere.mbox'], /no file or folder/],
    [['BOX', '--staff', 'maya'], /address or a domain/],
    [['BOX', '--since', 'soon'], /no date/],
    [['BOX', '--format', 'pst'], /one of mbox/],
  ])('%j is wrong usage', async (words, sentence) => {
    const path = file('box.mbox', mbox)
    const { code, stderr } = await run(
      importCommand,
      words.map((word) => (word === 'BOX' ? path : word)),
    )
    expect(code).toBe(2)
    expect(stderr).toMatch(sentence)
  })

  test('nothing to learn is a failure that says so', async () => {
    const { code, stderr } = await run(importCommand, [
      file('x.jsonl', '{"conversation":"1","at":"2026-01-05","from":"customer","text":"hi"}'),
    ])
    expect(code).toBe(1)
    expect(stderr).toContain('nothing to learn')
  })
})

describe('lummy teach', () => {
  test('makes sourced lessons of a Markdown file and of a table, and undoes', async () => {
    const { house, scope } = await openHouse()
    const taught = await run(
      teachCommand,
      [file('help.md', '# Shipping\n\n## Norway\n\nFive days.\n\n## How much is it?\n\n12 euros.\n')],
      { house },
    )
    expect(taught.code).toBe(0)
    const lessons = await scope.lessons.list({ limit: 10 })
    expect(lessons.map((lesson) => lesson.question).sort()).toEqual(['How much is it?', 'Shipping: Norway'])
    expect(lessons.every((lesson) => lesson.standing === 'sourced' && lesson.author === 'help.md')).toBe(true)
    const table = await run(
      teachCommand,
      [file('faq.csv', 'Question;Answer\nOpen on Sundays?;No, we are closed.\n;x\n')],
      { house },
    )
    expect(table).toMatchObject({ code: 0, stderr: 'line 3: question or answer is empty\n' })
    const id = /--undo (\S+)/.exec(taught.stdout)![1]!
    expect(await run(teachCommand, ['--undo', id], { house })).toMatchObject({ code: 0 })
    expect((await scope.lessons.list({ limit: 10 })).map((lesson) => lesson.question)).toEqual(['Open on Sundays?'])
  })

  test('a private address is refused, and read when it is allowed', async () => {
    const { house } = await openHouse()
    const url = await serve((_, response) => {
      response.setHeader('content-type', 'text/html').end('<h1>Do you ship to Norway?</h1><p>Yes.</p>')
    })
    expect(await run(teachCommand, [url], { house })).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('private network'),
    })
    expect(await run(teachCommand, [url, '--allow-private'], { house })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Learned 1 answers'),
    })
  })

  test('a file without headings, another kind of file, and no file are told apart', async () => {
    expect(await run(teachCommand, [file('a.md', 'just text')])).toMatchObject({ code: 1 })
    expect(await run(teachCommand, [file('a.pdf', 'x')])).toMatchObject({ code: 2 })
    expect(await run(teachCommand, ['/nowhere.md'])).toMatchObject({ code: 2 })
    expect(await run(teachCommand, [])).toMatchObject({ code: 2 })
  })
})
