import { afterEach, describe, expect, test } from 'vitest'
import { cleanUp, file, run } from '#webhooks/tests/cli-bench.ts'
import { mailCommand } from './mail.ts'
import { makeProgress, progressLine } from './progress.ts'
import { type LogRow, replayCommand, replayLog } from './replay.ts'

afterEach(cleanUp)

describe('lummy replay', () => {
  const topics = [
    ['Where is my parcel', 'It arrives on Monday.'],
    ['Do you ship to Norway', 'Yes, we do.'],
    ['How do I return it', 'Use the label in the box.'],
  ] as const
  const log: LogRow[] = Array.from({ length: 60 }, (_, i) => {
    const [question, staff] = topics[(i * 7) % 3]!
    return { i: 100 + i, customer: `${question} ${['please', 'now', 'today', 'again'][i % 4]}?`, staff, author: 'Maya' }
  })
  const predictions = (rows: readonly LogRow[]) => {
    const lines: string[] = []
    replayLog(rows, { write: (text) => lines.push(text) })
    return lines
  }

  test('another future changes nothing that was predicted before it', () => {
    const half = 30
    const shuffled = [
      ...log.slice(0, half),
      ...log
        .slice(half)
        .reverse()
        .map((row) => ({ ...row, staff: `Changed: ${row.staff}`, customer: `${row.customer} changed` })),
    ]
    const [one, other] = [predictions(log), predictions(shuffled)]
    expect(other.slice(0, half)).toEqual(one.slice(0, half))
    expect(other.slice(half)).not.toEqual(one.slice(half))
  })

  test('a prediction names the earlier row that it comes from, and is out before its row is learned', () => {
    const rows = predictions(log).map(
      (line) => JSON.parse(line) as { i: number; reply: string | null; confidence: number; source?: number },
    )
    expect(rows.map((row) => row.i)).toEqual(log.map((row) => row.i))
    expect(rows[0]).toMatchObject({ reply: null, confidence: 0 })
    expect(rows.filter((row) => row.source !== undefined).length).toBeGreaterThan(50)
    for (const row of rows) if (row.source !== undefined) expect(row.source).toBeLessThan(row.i)
  })

  test('the scorer’s fields change nothing, and a broken log is wrong usage with its line', async () => {
    const text = (extra: object) => log.map((row) => JSON.stringify({ ...row, ...extra })).join('\n')
    const plain = await run(replayCommand, [file('a.jsonl', text({}))])
    const told = await run(replayCommand, [file('b.jsonl', text({ topic: 'x', truth: 'y' }))])
    expect(plain.code).toBe(0)
    expect(told.stdout).toBe(plain.stdout)
    expect(plain.stderr).toMatch(/60 rows in .* a second/)
    const broken = await run(replayCommand, [file('c.jsonl', `${text({})}\n{"i":1}\n`)])
    expect(broken).toMatchObject({ code: 2, stderr: expect.stringContaining('line 61') })
  })
})

describe('lummy mail', () => {
  test('reads text, HTML and whole mails, says which line was none, and goes on', async () => {
    const input = [
      { id: 'a', text: 'Yes.\n\nOn Mon, Jan 5, 2026 at 10:00 AM Ana <ana@x.example> wrote:\n> Really?' },
      { id: 2, html: '<p>Yes</p>', text: null },
      { id: 'c', raw: 'From: a@x.example\nSubject: x\n\nWhole\n' },
    ].map((row) => JSON.stringify(row))
    const { code, stdout, stderr } = await run(mailCommand, ['--jsonl'], {
      input: [input[0], 'rubbish', input[1], input[2]].join('\n'),
    })
    expect(code).toBe(1)
    expect(stderr).toMatch(/^line 2: no mail/)
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toMatchObject([
      { id: 'a', visible: 'Yes.', quoted: expect.stringContaining('> Really?'), signature: '', forwarded: '' },
      { id: 2, visible: 'Yes' },
      { id: 'c', visible: 'Whole' },
    ])
    expect(await run(mailCommand, [])).toMatchObject({ code: 2 })
  })
})

describe('progress', () => {
  const at = (done: number, elapsedMs: number, total: number | undefined = 1200) =>
    progressLine({ label: 'Learning', total, done, fresh: done, elapsedMs, hasBar: total !== undefined })

  test.each([
    [at(600, 6000), 'Learning [############············] 50 %  600 of 1200  100/s  6 s left'],
    [at(1200, 12_000), 'Learning [########################] 100 %  1200 of 1200  100/s  12 s in all'],
    [at(0, 0), 'Learning [························] 0 %  0 of 1200  0.0/s'],
    [at(2, 4000), 'Learning [························] 0 %  2 of 1200  0.5/s  40 min left'],
  ])('%s', (line, expected) => {
    expect(line).toBe(expected)
  })

  test('on a terminal one line is redrawn, elsewhere plain lines come every few seconds', () => {
    const drawn = (isTerminal: boolean) => {
      let [text, nowMs] = ['', 0]
      const progress = makeProgress({
        label: 'x',
        total: 100,
        output: { write: (more) => (text += more) },
        isTerminal,
        nowMs: () => nowMs,
      })
      for (let i = 1; i <= 100; i++) {
        nowMs = i * 100
        progress.at(i)
      }
      progress.end()
      return text
    }
    expect(drawn(true).split('\r').length).toBeGreaterThan(50)
    expect(drawn(true).trim().split('\n')).toHaveLength(1)
    expect(drawn(false)).not.toContain('\r')
    expect(drawn(false).trim().split('\n')).toHaveLength(3)
  })
})
