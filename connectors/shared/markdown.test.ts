import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeHtml, markdownToHtml, markdownToText } from './markdown.ts'

test.each([
  ['It ships on **Monday**.', '<p>It ships on <strong>Monday</strong>.</p>', 'It ships on Monday.'],
  ['one\ntwo', '<p>one<br>two</p>', 'one\ntwo'],
  [
    'see [here](https://a.example/?b=1&c=2)',
    '<p>see <a href="https://a.example/?b=1&#38;c=2">here</a></p>',
    'see here (https://a.example/?b=1&c=2)',
  ],
  ['https://a.example', '<p><a href="https://a.example">https://a.example</a></p>', 'https://a.example'],
  ['a@b.example', '<p><a href="mailto:a@b.example">a@b.example</a></p>', 'a@b.example'],
  ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>', '- a\n- b'],
  ['2. a\n3. b', '<ol start="2">\n<li>a</li>\n<li>b</li>\n</ol>', '2. a\n3. b'],
  ['> a', '<blockquote>\n<p>a</p>\n</blockquote>', '> a'],
  ['5 * 3 and a_b_c & x < y', '<p>5 * 3 and a_b_c &amp; x &lt; y</p>', '5 * 3 and a_b_c & x < y'],
  [
    '![bowl](https://i.example/x.png)',
    '<p><a href="https://i.example/x.png">bowl</a></p>',
    'bowl (https://i.example/x.png)',
  ],
  ['[run](javascript:alert(1))', '<p>run</p>', 'run (javascript:alert(1))'],
])('%j is shown in HTML and in plain text', (markdown, html, text) => {
  expect([markdownToHtml(markdown), markdownToText(markdown)]).toEqual([html, text])
})

test('no HTML of the writer is live', () => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '<script>',
      '<img src=x onerror=alert(1)>',
      '<a href="javascript:x">',
      '](javascript:x)',
      '[x',
      '`',
      '\n\n',
      '<!--',
      '<b/',
    ),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const html = markdownToHtml(pieces.join(''))
      expect(html).not.toMatch(/<(?:script|img|b\/|!--|iframe|style)/i)
      expect(html).not.toMatch(/href="\s*javascript/i)
    }),
  )
})

test('plain text in Markdown comes out with its words in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 12 }), (words) => {
      expect(markdownToText(words.join(' '))).toBe(words.join(' '))
    }),
  )
})

test('escaped text can stand in an attribute', () => {
  expect(escapeHtml(`<a href="x" title='&'>`)).not.toMatch(/[<>"']/)
})
