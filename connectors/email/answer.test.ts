import { expect, test } from 'vitest'
import { renderAnswer } from './answer.ts'

const reply = { kind: 'reply' as const, id: 'o1', text: 'Yes, we do.\n\nMaya at Shop', attachments: [] }
const quote = {
  line: 'On 2 Jun, Ben <ben@mail.example> wrote:',
  text: 'Do you [ship](http://evil.example)?\n\n<img src=x>',
}

test('stands above what it answers, as mail programs quote it: plain with signs, in HTML so that they fold it', () => {
  const { text, html } = renderAnswer({ ...reply, quote })
  expect(text).toBe(
    'Yes, we do.\n\nMaya at Shop\n\nOn 2 Jun, Ben <ben@mail.example> wrote:\n> Do you [ship](http://evil.example)?\n>\n> <img src=x>',
  )
  expect(html).toContain('<blockquote type="cite" class="gmail_quote"')
  expect(html).toContain('Ben &#60;ben@mail.example&#62; wrote:')
})

test('never makes anything live of what the customer wrote', () => {
  const { html } = renderAnswer({ ...reply, quote })
  expect(html).not.toContain('<img')
  expect(html).not.toMatch(/href="http:\/\/evil/)
})

test('sets the signature apart, once', () => {
  const { html } = renderAnswer({ ...reply, signature: 'Maya at Shop' })
  expect(html.match(/Maya at Shop/g)).toHaveLength(1)
  expect(html).toMatch(/opacity:\.75"><p>Maya at Shop/)
  expect(renderAnswer({ ...reply, signature: 'Olga at Shop' }).html).not.toContain('opacity')
})

test('wears name, logo and colour where the business has them, and loads nothing from anywhere where it has none', () => {
  const brand = { name: 'Shop & Co', logoUrl: 'https://shop.example/"><script>.png', colour: '#e0702a' }
  const { html } = renderAnswer({ ...reply, brand })
  expect(html).toContain('Shop &#38; Co')
  expect(html).toContain('border-bottom:4px solid #e0702a')
  expect(html).toContain('src="https://shop.example/&#34;&#62;&#60;script&#62;.png"')
  for (const bare of [renderAnswer(reply).html, renderAnswer({ ...reply, brand: { ...brand, logoUrl: null } }).html])
    expect(bare).not.toMatch(/<img|src=|url\(/)
})

test('keeps the reader’s own colours, and says so to programs that would guess', () => {
  const { html } = renderAnswer({ ...reply, quote, brand: { name: 'Shop', logoUrl: null, colour: null } })
  expect(html).toContain('<meta name="color-scheme" content="light dark">')
  expect(html).not.toMatch(/[^-]color:|background(?!:#ffffff)/)
})

test('is as wide in Outlook, which knows no greatest width, as elsewhere', () => {
  expect(renderAnswer(reply).html).toContain('<!--[if mso]><table role="presentation" width="600"')
})
