import { expect, test } from 'vitest'
import { readHtml } from './html.ts'
import { readText } from './text.ts'

const isUs = (id: string) => id === '28:us'
const mention = (id: string, name: string, text: string | undefined = `<at>${name}</at>`) => ({
  ...{ type: 'mention', mentioned: { id, name } },
  ...(text === undefined ? {} : { text }),
})
const html = (content: string) => [{ contentType: 'text/html', content }]

test('a mention is what an entity says, not what looks like one', () => {
  const text = '<at>Lummy</at> write <at>all</at> in the subject'
  expect(readText({ text, entities: [mention('28:us', 'Lummy')] }, isUs)).toMatchObject({
    ...{ text: 'write <at>all</at> in the subject', mentionsUs: true, mentionsOthers: false },
  })
  expect(readText({ text }, isUs)).toMatchObject({ text, mentionsUs: false, mentionsOthers: false })
})

test('others who are mentioned stay readable, and are told', () => {
  const text = 'ask <at>Maya</at> and <at>Maya</at>'
  const entities = [mention('29:maya', 'Maya'), mention('29:other', 'Maya')]
  expect(readText({ text, entities }, isUs)).toMatchObject({
    ...{ text: 'ask @Maya and @Maya', mentionsUs: false, mentionsOthers: true },
  })
})

test('an entity without a text stands for its name', () => {
  const entities = [{ type: 'mention', mentioned: { id: '28:us', name: 'Lummy' } }]
  expect(readText({ text: '<at>Lummy</at> Hey', entities }, isUs).text).toBe('Hey')
})

test('an entity of no word in the text loses nothing', () => {
  expect(
    readText({ text: 'hello', entities: [mention('28:us', 'Lummy'), { type: 'clientInfo' }, 7] }, isUs),
  ).toMatchObject({
    ...{ text: 'hello', mentionsUs: true },
  })
})

test('the HTML beside the text keeps what was formatted, linked and listed', () => {
  const content =
    '<div><p><span itemscope="" itemtype="http://schema.skype.com/Mention" itemid="0">Lummy</span>&nbsp;Yes, we <strong>do</strong>:</p>' +
    '<ul><li>boots</li><li><em>skis</em></li></ul><p>See <a href="https://shop.example/x?a=1&amp;b=2" rel="noreferrer">our list</a> &lt;here&gt;<br>or call.</p></div>'
  const read = readText({ text: 'x', entities: [mention('28:us', 'Lummy')], attachments: html(content) }, isUs)
  expect(read.text).toBe(
    'Yes, we **do**:\n\n- boots\n- _skis_\n\nSee [our list](https://shop.example/x?a=1&b=2) <here>\nor call.',
  )
})

test("a quoted message is somebody else's words", () => {
  const content =
    '<blockquote itemscope="" itemtype="http://schema.skype.com/Reply" itemid="17"><strong itemprop="mri">Anna</strong><p itemprop="copy">Do you ship?</p></blockquote><p>Yes.</p>'
  expect(readText({ text: 'Anna Do you ship? Yes.', attachments: html(content) }, isUs)).toMatchObject({
    ...{ text: 'Yes.', quoted: 'Anna\nDo you ship?' },
  })
})

test('a file of a channel is counted, since its bytes cannot be had', () => {
  expect(readText({ text: '', attachments: html('<p>see</p><attachment id="1"></attachment>') }, isUs)).toMatchObject({
    ...{ text: 'see', files: 1 },
  })
})

test.each([
  ['an address as its own label', '<a href="https://a.example/">https://a.example</a>', 'https://a.example'],
  ['a link that is no web address', '<a href="javascript:alert(1)">x</a>', 'x'],
  ['code', '<pre>a &lt; b\n  c</pre>', '```\na < b\n  c\n```'],
  ['an emoji', 'ok <emoji alt="👍" id="yes">👍</emoji>', 'ok 👍👍'],
  ['a tag that never ends', 'a < b and <a href="', 'a < b and <a href="'],
  ['a reference to no character', '&#xffffff; &#0; &bogus; &#128512;', '&#xffffff; &#0; &bogus; 😀'],
])('%s is read', (_, given, expected) => {
  expect(readHtml(given, []).text.trim()).toBe(expected)
})

test.each([
  '<',
  '<a "',
  '<blockquote itemtype="http://schema.skype.com/Reply">',
  '&#1',
  '<li>',
  '<at id="0">',
])('300 kB of %s are read in no time', (part) => {
  const startedAt = performance.now()
  readHtml(part.repeat(300_000 / part.length), [])
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})
