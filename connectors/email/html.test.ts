import { expect, test } from 'vitest'
import { readMail } from './read-mail.ts'

const answer = '<div>It ships on Monday.</div>'
const ben = 'Ben Ray &lt;<a href="mailto:ben@mail.example">ben@mail.example</a>&gt;'

test.each([
  [
    'Gmail, in a language that nobody listed',
    `<div class="gmail_quote gmail_quote_container"><div class="gmail_attr">Zx 99 qq ${ben} qqq:<br></div><blockquote class="gmail_quote"><div>Where is it?</div></blockquote></div>`,
  ],
  [
    'Outlook on the web, in a language that nobody listed',
    '<div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><font><b>Xx:</b> Ben<br><b>Yy:</b> 7 May</font></div><div>Where is it?</div>',
  ],
  [
    'Outlook',
    `<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p><b>From:</b> ${ben}<br><b>Sent:</b> Tuesday, May 7, 2024 10:12<br><b>To:</b> Desk<br><b>Subject:</b> Bowl</p></div></div><p>Where is it?</p>`,
  ],
  ['Yahoo', '<div id="yahoo_quoted_17" class="yahoo_quoted"><div>Xx yy</div><div>Where is it?</div></div>'],
  [
    'Apple Mail',
    `<div><br><blockquote type="cite"><div>On 7 May 2024, at 10:12, ${ben} wrote:</div><br><div>Where is it?</div></blockquote></div>`,
  ],
  [
    'Thunderbird',
    '<div class="moz-cite-prefix">Xx 07.05.24 yy Ben Ray:<br></div><blockquote type="cite" cite="mid:1"><p>Where is it?</p></blockquote>',
  ],
  [
    'GMX',
    '<div name="quote" style="border-left:2px solid #C3D9E5"><div><b>Xx:</b> Dienstag<br><b>Yy:</b> Ben</div><div>Where is it?</div></div>',
  ],
  ['Zimbra', '<hr id="zwchr" data-marker="__DIVIDER__"><div><b>Xx: </b>Ben</div><div>Where is it?</div>'],
])('HTML of %s: the quote is known by its container', async (_, quote) => {
  const parts = await readMail({ html: `<html><body>${answer}${quote}</body></html>` })
  expect(parts).toMatchObject({ visible: 'It ships on Monday.', signature: '', forwarded: '' })
  expect(parts.quoted).toContain('Where is it?')
})

test.each([
  ['Gmail', '<div class="gmail_signature">Maya<br>Example Shop</div>'],
  [
    'Outlook for phones',
    '<div id="ms-outlook-mobile-signature">Get <a href="https://aka.ms/o">Outlook for iOS</a></div>',
  ],
  ['Proton', '<div class="protonmail_signature_block"><div>Maya, Example Shop</div></div>'],
  ['Thunderbird', '<div class="moz-signature">-- <br>Maya</div>'],
  ['Spark', '<div name="messageSignatureSection"><br><div class="matchFont">Maya</div></div>'],
  ['Mail.ru', '<div data-signature-widget="container"><div data-signature-widget="content">--<br>Maya</div></div>'],
])('HTML of %s: the signature is known by its container', async (_, signature) => {
  const { visible, signature: found } = await readMail({ html: `${answer}${signature}` })
  expect(visible).toBe('It ships on Monday.')
  expect(found).toMatch(/Maya|Outlook/)
})

test('an empty signature’s container cuts nothing off', async () => {
  const html = '<div class="protonmail_signature_block"><div></div></div><p>It ships on Monday.</p>'
  expect((await readMail({ html: `<p>Hello,</p>${html}` })).visible).toBe('Hello,\n\nIt ships on Monday.')
})

test('a passage that the writer set off in Gmail stays in their words', async () => {
  const { visible } = await readMail({
    html: '<div>The page says<blockquote class="gmail_quote">free shipping</blockquote></div>',
  })
  expect(visible).toContain('free shipping')
})

test('a Gmail forward is told from a quote, though its container is the same', async () => {
  const html = `<div>Please look.</div><div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: ${ben}<br>Date: Tue<br>Subject: Bowl<br></div><br>Where is it?</div>`
  expect(await readMail({ html })).toMatchObject({
    visible: 'Please look.',
    quoted: '',
    forwarded: expect.stringContaining('Where is it?'),
  })
})

test('answers between the quotes of an HTML mail stand with what they answer', async () => {
  const quote = (words: string) => `<blockquote class="gmail_quote">${words}</blockquote>`
  const html = `<div class="gmail_quote"><div class="gmail_attr">On Tue, 7 May 2024 at 10:12 ${ben} wrote:</div>${quote('When?')}<div>Monday.</div>${quote('How much?')}<div>12 EUR.</div></div>`
  const parts = await readMail({ html })
  expect(parts.own).toBe('Monday.\n\n12 EUR.')
  expect(parts.visible).toContain('> How much?\n\n12 EUR.')
})

test('signs for our own rules mean nothing in a mail that holds them', async () => {
  const text = 'Hello \u{f0001}there.\n\u{f0001}Blue, please.'
  expect((await readMail({ text })).visible).toBe('Hello there.\nBlue, please.')
})

test('tables, lists and empty paragraphs read as they look', async () => {
  const html =
    '<p>Hello,</p><p>&nbsp;</p><table><tr><td>Order</td><td>1234</td></tr><tr><td>Name</td><td>Anna</td></tr></table><ol><li>one</li><li>two</li></ol>'
  expect((await readMail({ html })).visible).toBe('Hello,\n\nOrder 1234\nName Anna\n\n1. one\n2. two')
})

test('words below a large picture that was pasted into the mail are read', async () => {
  const picture = `<img src="data:image/png;base64,${'iVBORw0KGgo'.repeat(200_000)}">`
  expect((await readMail({ html: `<p>See this:</p>${picture}<p>It is broken.</p>` })).visible).toBe(
    'See this:\n\nIt is broken.',
  )
})
