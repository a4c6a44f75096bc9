import { describe, expect, test } from 'vitest'
import { growth, tooSteep } from '#core/testing/growth.ts'
import { emojiIn } from './emoji.ts'
import { readText } from './text.ts'

const us = new Set(['U0LUMMY'])
const words = (text: string) => readText(text, us).text

describe("Slack's text", () => {
  test.each([
    ['<@U0TOM|tom> knows', '@tom knows'],
    ['<@U0TOM> knows', '@someone knows'],
    ['<@U0LUMMY> hello', 'hello'],
    ['ask <#C0SALES|sales>', 'ask #sales'],
    ['<!here> <!channel> <!everyone>', '@here @channel @everyone'],
    ['<!subteam^S0DEV|@devs> please', '@devs please'],
    ['<!date^1392734382^{date}|on Tuesday>', 'on Tuesday'],
    ['see <https://shop.example/a?b=1&amp;c=2|our page>', 'see [our page](https://shop.example/a?b=1&c=2)'],
    ['see <https://shop.example/a_(b)|page>', 'see [page](https://shop.example/a_%28b%29)'],
    ['<http://shop.example|shop.example>', 'shop.example'],
    ['<https://shop.example/>', 'https://shop.example/'],
    ['<mailto:anna@x.example|anna@x.example>', 'anna@x.example'],
    ['<tel:+4930123|030 123>', '[030 123](tel:+4930123)'],
    ['<javascript:alert(1)|click>', 'click'],
    ['<https://acme.slack.com/archives/C1/p2>', 'a Slack link'],
    ['<https://acme.slack.com/archives/C1/p2|this thread>', 'this thread'],
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['&gt; sent at once', '> sent at once'],
    ['*bold* _it_ ~gone~', '**bold** _it_ ~~gone~~'],
    ['2*3*4 and a * b * c', '2*3*4 and a * b * c'],
    ['`*code*` and *bold*', '`*code*` and **bold**'],
    ['```*x*\n:tada:```', '```*x*\n:tada:```'],
    ['• one\n• two', '- one\n- two'],
    ['thanks :tada: :+1::skin-tone-3:', 'thanks 🎉 👍🏼'],
    ['done :shipit: now', 'done now'],
    ['at 10:30:45 or a:b:c', 'at 10:30:45 or a:b:c'],
  ])('%j reads %j', (slack, markdown) => {
    expect(words(slack)).toBe(markdown)
  })

  test.each([
    ['<@U0TOM>', true],
    ['<!subteam^S1>', true],
    ['<!here>', true],
    ['<#C1|general>', true],
    ['<https://acme.slack.com/archives/C1/p2|x>', true],
    ['<@U0LUMMY> hello', false],
    ['&lt;@U0TOM&gt; is how to mention', false],
    ['<https://shop.example|shop>', false],
  ])('%j mentions others: %s', (slack, mentionsOthers) => {
    expect(readText(slack, us).mentionsOthers).toBe(mentionsOthers)
  })

  test('rich text tells which words are emoji and which are standard ones', () => {
    const element = (name: string, unicode?: string) => ({ type: 'emoji', name, ...(unicode ? { unicode } : {}) })
    const elements = [element('wave', '1f44b-1f3fb'), element('shipit')]
    const emoji = emojiIn([{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }])
    expect(readText('hi :wave::skin-tone-2: :shipit: set :param: here', us, emoji).text).toBe(
      'hi 👋🏻 set :param: here',
    )
  })

  test.each([
    ['stars', (size: number) => '*a '.repeat(size / 3)],
    ['only stars', (size: number) => '*'.repeat(size)],
    ['brackets', (size: number) => '<'.repeat(size)],
    ['spaces', (size: number) => `${' '.repeat(size)}x`],
    ['colons', (size: number) => ':a'.repeat(size / 2)],
    ['backticks', (size: number) => '`'.repeat(size + 1)],
    ['newlines', (size: number) => '\n'.repeat(size)],
    ['an open bold', (size: number) => `*${'a '.repeat(size / 2)}`],
  ])('the time for %s grows with their number and no faster', async (_, make) => {
    expect(await growth((size) => words(make(size)), 20_000)).toBeLessThan(tooSteep)
  })
})
