import { describe, expect, test } from 'vitest'
import { shorten } from '#connectors/shared/lines.ts'
import type { Card } from '#core/domain/outbound.ts'
import { openCardText, plainText, quotedCardText, splitMarkdown, toCardText } from './markdown.ts'
import { calledIn, limits, renderCard, summaryOf } from './render.ts'

describe('Markdown as a card shows it', () => {
  test.each([
    ['a heading', '## Returns *now*', '**Returns now**'],
    ['a list and what follows', 'We take:\n- boots\n* skis\n\nNo tents.', 'We take:\n\n- boots\n- skis\n\nNo tents.'],
    ['numbers', '1. one\n2. two', '1. one\n2. two'],
    ['each line of an address', 'Shop Ltd\nStreet 1', 'Shop Ltd\n\nStreet 1'],
    ['a quote', '> she said', '“she said”'],
    ['code', 'run `npm ci`\n```\na < b\n```', 'run npm ci\n\na < b'],
    ['struck words', '~~no~~ yes', 'no yes'],
    ['a link', '[our page](https://shop.example/a)', '[our page](https://shop.example/a)'],
    ['a picture', '![logo](https://shop.example/a.png)', '[logo](https://shop.example/a.png)'],
    ['a link that is none', '[x](javascript:alert)', 'x'],
    ['what would call somebody', '<at>Ben</at> and <AT id="1">', '‹at>Ben‹/at> and ‹AT id="1">'],
  ])('%s', (_, markdown, expected) => {
    expect(toCardText(markdown)).toBe(expected)
  })

  test("somebody else's label hides no address, ours names it", () => {
    expect(quotedCardText('[your bank](https://evil.example)')).toBe('[your bank] (https://evil.example)')
    expect(openCardText('[This is me](https://desk.example/x)')).toBe(
      'This is me: [https://desk.example/x](https://desk.example/x)',
    )
  })

  test('plain words stay words', () => {
    expect(plainText('*a* [b](c) <at>d</at> `e`')).toBe('∗a∗ [b] (c) ‹at>d‹/at> ‘e‘')
  })

  test.each(['*', '[', '](', '`', '~~', '- ', '<at>', '\n'])('50 kB of %j take no time', (part) => {
    const startedAt = performance.now()
    toCardText(part.repeat(50_000 / part.length))
    expect(performance.now() - startedAt).toBeLessThan(1_000)
  })

  test('is cut at lines and spaces, never through an emoji, and nothing is lost', () => {
    const parts = splitMarkdown(`${'word '.repeat(100)}\n${'😀'.repeat(120)}`, 99)
    expect(parts.every((part) => part.length <= 99 && !/[\ud800-\udbff]$/.test(part))).toBe(true)
    expect(parts.join('').replace(/\s/g, '')).toBe('word'.repeat(100) + '😀'.repeat(120))
    expect(shorten('ab😀', 3)).toBe('ab…')
  })
})

const card: Card = { purpose: 'notice', title: 'Anna', facts: [], sources: [], buttons: [] }

describe('a card', () => {
  test('shows title and status as they are: nothing in a name is markup', () => {
    const { body } = renderCard({ ...card, title: '**[Anna](https://evil.example)**', status: '<at>Ben</at>' })
    expect(body).toMatchObject([
      { type: 'RichTextBlock', inlines: [{ text: '**[Anna](https://evil.example)**' }] },
      { type: 'RichTextBlock', inlines: [{ text: '<at>Ben</at>' }] },
    ])
  })

  test('keeps six buttons in sight, the others and the menu behind them', () => {
    const buttons = Array.from({ length: 8 }, (_, at) => ({ action: 'take' as const, label: `B${at}`, target: 'c' }))
    const { actions } = renderCard({ ...card, buttons, menu: [{ action: 'spam', label: 'Spam', target: 'c' }] })
    const modes = (actions as { mode?: string }[]).map(({ mode }) => mode ?? 'primary')
    expect(modes).toEqual([...Array(6).fill('primary'), ...Array(3).fill('secondary')])
  })

  test('never gets larger than Teams takes, whatever is in it', () => {
    const words = '"\\\n'.repeat(20_000)
    const facts = Array.from({ length: 50 }, () => ({ label: words, value: words }))
    const buttons = Array.from({ length: 3 }, () => ({ action: 'take' as const, label: words, target: 'c' }))
    const large = { ...card, title: words, status: words, facts, buttons, quote: words, body: words }
    const drawn = JSON.stringify(renderCard({ ...large, sources: Array(30).fill(words) }))
    expect(drawn.length).toBeLessThanOrEqual(limits.card)
  })

  test('calls people alone, by their id', () => {
    const called = ['29:ben', 'here', 'a0000000-1111-2222-3333-444444444444'].map((id) => ({
      ...{ kind: 'teams' as const, value: `tenant/${id}` },
    }))
    expect(calledIn(called)).toEqual(['29:ben', 'a0000000-1111-2222-3333-444444444444'])
  })

  test('is one line in notifications', () => {
    expect(summaryOf({ ...card, status: 'waits', body: 'Yes,\n\nwe do.' })).toBe('Anna · waits · Yes, we do.')
  })
})
