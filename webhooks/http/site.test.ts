import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growth, tooSteep } from '#core/testing/growth.ts'

type Span = { kind: string; text: string; href?: string }
/** The page's own reader of Markdown, as browsers run it. */
const { readMarkdown }: { readMarkdown(text: string): { kind: string; lines: Span[][] }[] } = await import(
  new URL('../../admin/site/markdown.js', import.meta.url).href
)

const spans = (text: string) => readMarkdown(text).flatMap(({ lines }) => lines.flat())

test('paragraphs, lists and headings become blocks, in order', () => {
  expect(
    readMarkdown('Hi **Mia**,\nsee:\n- one\n- two\n\n1. first\n\n# End').map(({ kind, lines }) => [kind, lines.length]),
  ).toEqual([
    ['p', 2],
    ['ul', 2],
    ['ol', 1],
    ['p', 1],
  ])
})

test.each([
  ['**bold**', [{ kind: 'strong', text: 'bold' }]],
  ['snake_case_name', [{ kind: 'text', text: 'snake_case_name' }]],
  ['2 * 3 * 4', [{ kind: 'text', text: '2 * 3 * 4' }]],
  ['`a*b*c`', [{ kind: 'code', text: 'a*b*c' }]],
  ['[shop](https://shop.example/a)', [{ kind: 'a', text: 'shop', href: 'https://shop.example/a' }]],
  [
    'see https://shop.example/a.',
    [
      { kind: 'text', text: 'see ' },
      { kind: 'a', text: 'https://shop.example/a', href: 'https://shop.example/a' },
      { kind: 'text', text: '.' },
    ],
  ],
  ['[x](javascript:alert%281%29)', [{ kind: 'text', text: '[x](javascript:alert%281%29)' }]],
  ['<img src=x onerror=alert(1)>', [{ kind: 'text', text: '<img src=x onerror=alert(1)>' }]],
])('%s', (text, expected) => {
  expect(spans(text)).toEqual(expected)
})

test('no text whatever makes a link that is neither of the web nor of mail, or an element of its own', () => {
  const pieces = fc.constantFrom(
    '[',
    '](',
    ')',
    '*',
    '_',
    '`',
    '**',
    'javascript:',
    'data:',
    'https://',
    'a',
    ' ',
    '\n',
    '<b>',
    '//',
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces).map((list) => list.join('')),
      ),
      (text) => {
        for (const span of spans(text)) {
          expect(['text', 'code', 'strong', 'em', 'a']).toContain(span.kind)
          if (span.kind === 'a') expect(new URL(span.href ?? '').protocol).toMatch(/^(https?|mailto):$/)
        }
      },
    ),
  )
})

test.each([
  '*',
  '_',
  '`',
  '[',
  '**a',
  '[a](',
  'http://',
  '1.',
  ' ',
])('the time for a run of %j grows with its length and no faster', async (piece) => {
  expect(await growth((size) => readMarkdown(piece.repeat(size / piece.length)), 10_000)).toBeLessThan(tooSteep)
})
