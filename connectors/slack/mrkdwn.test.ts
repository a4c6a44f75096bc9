import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shorten } from '#connectors/shared/lines.ts'
import { growth, tooSteep } from '#core/testing/growth.ts'
import { quoteLines, splitMrkdwn, toMrkdwn } from './mrkdwn.ts'

describe('Markdown for Slack', () => {
  test.each([
    ['**bold** and *it* and ~~gone~~', '*bold* and _it_ and ~gone~'],
    ['# A *heading*', '*A heading*'],
    ['- one\n* two', '• one\n• two'],
    ['> quoted & more', '>quoted &amp; more'],
    ['[page](https://shop.example/a?b=1&c=2)', '<https://shop.example/a?b=1&amp;c=2|page>'],
    ['![logo](https://shop.example/l.png)', '<https://shop.example/l.png|logo>'],
    ['see https://shop.example/a, then', 'see <https://shop.example/a>, then'],
    ['[x](javascript:alert)', '[x](javascript:alert)'],
    ['[a|b](https://x.example)', '<https://x.example|a¦b>'],
    ['`a < b`', '`a &lt; b`'],
    ['```js\n**a** <b>\n```', '```\n**a** &lt;b&gt;\n```'],
    [
      '<!channel> <@U0TOM> <https://evil.example|bank>',
      '&lt;!channel&gt; &lt;@U0TOM&gt; &lt;<https://evil.example>|bank&gt;',
    ],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['\\*not bold\\*', '*not bold*'],
    ['**[bold link](https://x.example)**', '*<https://x.example|bold link>*'],
    ['snake__case__name', 'snake__case__name'],
  ])('%j becomes %j', (markdown, mrkdwn) => {
    expect(toMrkdwn(markdown)).toBe(mrkdwn)
  })

  const hostile = fc
    .array(
      fc.constantFrom(
        '<',
        '>',
        '!',
        '@',
        '#',
        '|',
        '&',
        '*',
        '_',
        '`',
        '```',
        '[',
        ']',
        '(',
        ')',
        '\n',
        ' ',
        'channel',
        'U0TOM',
        '!channel',
        'https://x.example/',
        '\\',
        '~',
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(''))

  test('nothing that anybody writes can ping: all markup is a link to an address', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const [, target] of toMrkdwn(text).matchAll(/<([^>]*)>?/g))
          expect(target).toMatch(/^(https?:\/\/|mailto:|tel:)/)
      }),
      { numRuns: 2_000 },
    )
  })

  test('parts are short enough, hold every word, and no cut goes through markup or an emoji', () => {
    const text = fc.array(
      fc.constantFrom('word', ' ', '\n', '&', '<', '👍', 'https://x.example/abc ', 'a'.repeat(30)),
      {
        maxLength: 200,
      },
    )
    fc.assert(
      fc.property(text, fc.integer({ min: 60, max: 120 }), (pieces, limit) => {
        const whole = toMrkdwn(pieces.join(''))
        const parts = splitMrkdwn(whole, limit)
        expect(parts.join('').replace(/\s/g, '')).toBe(whole.replace(/\s/g, ''))
        for (const part of parts) {
          expect(part.length).toBeLessThanOrEqual(limit)
          expect(part).not.toMatch(/&(?!(amp|lt|gt);)/)
          expect(part.match(/<[^>]*$/)).toBeNull()
          expect(part.isWellFormed()).toBe(true)
        }
      }),
    )
  })

  test('quotes mark every line', () => {
    expect(quoteLines('a\n\nb')).toBe('>a\n>\n>b')
  })

  test('shortening never breaks an emoji', () => {
    expect(shorten('ab👍', 4)).toBe('ab👍')
    expect(shorten('ab👍c', 4)).toBe('ab…')
  })

  test.each([
    '*',
    '**',
    '`',
    '[',
    '![',
    '](',
    '~~',
    '__',
    '\\',
    'http://',
    '> ',
    '# ',
    '_*',
  ])('the time for a run of %j grows with its length and no faster', async (mark) => {
    expect(await growth((size) => toMrkdwn(mark.repeat(size / mark.length)), 20_000)).toBeLessThan(tooSteep)
  })
})
