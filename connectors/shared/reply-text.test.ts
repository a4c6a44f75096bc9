import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { growth, tooSteep } from '#core/testing/growth.ts'
import { splitReply } from './reply-text.ts'

const answer = 'It ships on Monday.\n\nBest regards\nMaya'

test.each([
  ['Gmail', 'On Tue, 7 May 2024 at 10:12, Ben Ray <ben@mail.example> wrote:\n\n> Where is it?\n> Ben'],
  [
    'Gmail, wrapped',
    'On Tue, 7 May 2024 at 10:12, Benjamin Ray of Example Limited\n<ben@mail.example> wrote:\n\n> Where?',
  ],
  ['Gmail, German', 'Am Di., 7. Mai 2024 um 10:12 Uhr schrieb Ben Ray <ben@mail.example>:\n\n> Wo ist es?'],
  ['Gmail, Russian', 'вт, 7 мая 2024 г. в 10:12, Ben Ray <ben@mail.example>:\n\n> Где?'],
  ['Gmail, Japanese', '2024年5月7日(火) 10:12 Ben Ray <ben@mail.example>:\n\n> どこ'],
  ['Apple Mail', 'On 7 May 2024, at 10:12, Ben Ray <ben@mail.example> wrote:\n\nWhere is it?'],
  ['Apple Mail, French', 'Le 7 mai 2024 à 10:12, Ben Ray <ben@mail.example> a écrit :\n\n> Où ?'],
  ['Apple Mail, Spanish', 'El 7 may 2024, a las 10:12, Ben Ray <ben@mail.example> escribió:\n\n> ¿Dónde?'],
  ['Apple Mail, Dutch', 'Op 7 mei 2024, om 10:12 heeft Ben Ray <ben@mail.example> het volgende geschreven:\n\nWaar?'],
  ['Thunderbird', 'On 5/7/24 10:12, Ben Ray wrote:\n> Where is it?'],
  [
    'Outlook',
    '-----Original Message-----\nFrom: Ben Ray\nSent: Tuesday, May 7, 2024 10:12\nTo: Desk\nSubject: Bowl\n\nWhere?',
  ],
  [
    'Outlook on the web',
    '________________________________\nFrom: Ben <ben@mail.example>\nSent: Tuesday, May 7, 2024\nTo: Desk\nSubject: Bowl\n\nWhere?',
  ],
  [
    'Outlook, German',
    'Von: Ben Ray <ben@mail.example>\nGesendet: Dienstag, 7. Mai 2024 10:12\nAn: Desk\nBetreff: Schale\n\nWo?',
  ],
  ['Outlook, Polish', 'Od: Ben Ray\nWysłano: wtorek, 7 maja 2024 10:12\nDo: Desk\nTemat: Miska\n\nGdzie?'],
  ['a client that only marks', '> Where is it?\n>\n> Ben'],
])('what %s writes above the quote parts it from the reply', (_, quote) => {
  expect(splitReply(`${answer}\n\n${quote}\n`)).toEqual({
    visible: answer,
    quoted: quote,
    signature: '',
    forwarded: '',
  })
})

test.each([
  ['RFC 3676', '-- \nMaya Lind\nExample Shop'],
  ['an iPhone', 'Sent from my iPhone'],
  ['a German iPhone', 'Von meinem iPhone gesendet'],
  ['Outlook for phones', 'Get Outlook for iOS'],
  ['a list', '_______________________________________________\npotters mailing list\npotters@list.example'],
  ['a person in a hurry', '-Maya'],
])('the signature of %s stands apart', (_, signature) => {
  const parts = splitReply(`It ships on Monday.\n\n${signature}\n`)
  expect(parts).toEqual({ visible: 'It ships on Monday.', quoted: '', signature: tidy(signature), forwarded: '' })
})

test.each([
  [
    'Gmail',
    '---------- Forwarded message ---------\nFrom: Ben <ben@mail.example>\nDate: Tue\nSubject: Bowl\nTo: Desk\n\nWhere?',
  ],
  ['Apple Mail', 'Begin forwarded message:\n\n> From: Ben <ben@mail.example>\n> Subject: Bowl\n>\n> Where?'],
  [
    'Thunderbird, Hungarian',
    '-------- Továbbított üzenet --------\nTárgy: Tál\nFeladó: Ben <ben@mail.example>\n\nHol van?',
  ],
])('a mail forwarded by %s is told from a quoted one', (_, forwarded) => {
  expect(splitReply(`Please look.\n\n${forwarded}`)).toEqual({
    visible: 'Please look.',
    quoted: '',
    signature: '',
    forwarded,
  })
})

test('a header block under a subject that says forward is a forward', () => {
  const block = 'From: Ben\nSent: Tuesday, May 7, 2024 10:12\nTo: Desk\nSubject: Bowl\n\nWhere?'
  expect(splitReply(`See below.\n\n${block}`, { isForward: true }).forwarded).toBe(block)
  expect(splitReply(`See below.\n\n${block}`).quoted).toBe(block)
})

test('answers between quoted lines are kept, the lines themselves are quoted', () => {
  const parts = splitReply('On 5/7/24 10:12, Ben wrote:\n> When?\n\nMonday.\n\n> How much?\n\n12 EUR.\n\n-- \nMaya')
  expect(parts.visible.replace(/\n+/g, '|')).toBe('Monday.|12 EUR.')
  expect(parts.quoted).toContain('> How much?')
  expect(parts.signature).toBe('--\nMaya')
})

test.each([
  'Here is what I found: the date 2024-05-07 10:12 is wrong.',
  'I have three questions:\n\n1. When does it ship?\n2. On which day?\n3. Who wrote:\nthe label?',
  'Date: Wednesday 3 October\nTime: 7:00\nAddress: 130 Fox Street\n\nPlease bring it.',
  'Sent from my desk, this is much easier to write.',
  'Is the blue -- or was it green -- bowl in stock?',
  'From: Berlin\nTo: Paris\n\nWhat does shipping cost?',
  'On Monday I wrote to you about the bowl. Any news?',
  'On 3 May 2024 your colleague Maya wrote:\n\nYou get a refund.\n\nBut nothing came.',
  'a > b and c < d',
  '> quoted by hand\n\nI mean this line of your page.',
  '--\nonly this',
  'Hello,\n\nmy order number is 12:34-2024.\n\nThanks\nAnna',
])('nothing is cut where nothing is to be removed: %j', (text) => {
  expect(splitReply(text)).toEqual({ visible: text, quoted: '', signature: '', forwarded: '' })
})

test('every line of a mail ends up in exactly one part', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      '',
      '> x',
      '-- ',
      'From: a',
      'Sent: b',
      'To: c',
      'Subject: d',
      'On 5/7/24 10:12, Ben wrote:',
      '----',
    ),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const parts = splitReply(lines.join('\n'))
      const sorted = (text: string) =>
        text
          .split(/[\n\r\u2028]/)
          .map(clean)
          .filter(Boolean)
          .sort()
      expect(sorted(Object.values(parts).join('\n'))).toEqual(sorted(lines.join('\n')))
    }),
  )
})

test.each([
  ['a long quote', (n: number) => `Yes.\n\nOn 5/7/24 10:12, Ben wrote:\n${'> and so on, line after line\n'.repeat(n)}`],
  ['one endless line', (n: number) => 'From: On 12:00 wrote '.repeat(n)],
  ['endless almost-attributions', (n: number) => 'On 5 May 2024 10:12 Ben <a@b.example>\n'.repeat(n)],
  ['endless header lines', (n: number) => 'From: x\n\n'.repeat(n)],
  ['endless dashes', (n: number) => `${'-'.repeat(n * 20)}\n${'-- \n'.repeat(n)}`],
])('the time for %s grows with its length and no faster', async (_, make) => {
  expect(await growth((size) => splitReply(make(size)), 3_000)).toBeLessThan(tooSteep)
})

const shared = new URL('../../../shared/fixtures/', import.meta.url)
test.skipIf(!existsSync(shared))(
  'other parsers’ strong cases agree in at least 9 of 10 (skipped where ../shared is absent)',
  () => {
    const sets = ['reply-github', 'reply-crisp', 'reply-talon-text', 'reply-talon-eml']
    let [agree, total] = [0, 0]
    for (const set of sets) {
      for (const given of JSON.parse(readFileSync(new URL(`${set}/cases.json`, shared), 'utf8')) as Case[]) {
        if (given.strength !== 'strong' || given.format !== 'text') continue
        const parts = splitReply(given.input)
        // Talon leaves the signature in place.
        const got = set.startsWith('reply-talon') ? `${parts.visible}\n${parts.signature}` : parts.visible
        total++
        if (clean(got) === clean(given.expected)) agree++
      }
    }
    console.log(`visible reply, strong cases: ${agree} of ${total} exact (${((100 * agree) / total).toFixed(0)} %)`)
    expect(agree / total).toBeGreaterThan(0.9)
  },
)

interface Case {
  input: string
  expected: string
  strength: string
  format: string
}

function clean(text: string): string {
  return text
    .replace(/[\uFEFF\u200B]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function tidy(text: string): string {
  return text.replace(/ +$/gm, '')
}
