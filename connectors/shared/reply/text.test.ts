import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answers, habits, signatures } from './habits.corpus.ts'
import { type ReplyParts, splitReply } from './text.ts'

/** The four parts that a mail is taken into. */
const read = (text: string, options?: { isForward?: boolean }): Omit<ReplyParts, 'own'> => {
  const { own: _, ...parts } = splitReply(text, options)
  return parts
}

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
  expect(read(`${answer}\n\n${quote}\n`)).toEqual({
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
  [
    'Mimecast',
    'Disclaimer\n\nThis e-mail is confidential and intended for the addressee. If you received it in error, please delete it. Disclosure is prohibited.',
  ],
])('the signature of %s stands apart', (_, signature) => {
  const parts = read(`It ships on Monday.\n\n${signature}\n`)
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
  expect(read(`Please look.\n\n${forwarded}`)).toEqual({
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

test.each([
  ['of its own first line', 'Ja. Am 07.05.2024 um 10:12 schrieb Ben Ray <ben@mail.example>:\n> Wo?', 'Ja.'],
  ['four lines', 'Yes.\n\nOn Tue, May 7, 2024 at\n10:12 AM, Ben Ray\n<ben@mail.example>\nwrote:\n\n> Where?', 'Yes.'],
  ['a rule', `Yes.\n\n${'_'.repeat(32)}\nOn 7 May 2024 at 10:12, Ben <ben@mail.example> wrote:\n\nWhere?`, 'Yes.'],
])('an attribution on or below %s is parted from the answer', (_, text, answer) => {
  const parts = read(text)
  expect(parts.visible).toBe(answer)
  expect(clean(parts.quoted)).toBe(clean(text.slice(answer.length)))
})

test.each([
  ['Yahoo for Android', 'On Tue, May 7, 2024 at 10:12, Ben<ben@mail.example> wrote:   Where is it?\nBen'],
  ['Yahoo for Android, Spanish', 'El mar, may 7, 2024 a la(s) 10:12, Ben<ben@mail.example> escribió:   ¿Dónde?\nBen'],
  ['Samsung, older', 'ben@mail.example wrote:\n\nWhere is it?\nBen'],
  ['Hushmail', 'On 05/07/2024 at 10:12 AM, "Ben"  wrote:Where is it?\nBen'],
])('a quote that begins on the line of its attribution, or below an address alone, is a quote, as by %s', (_, quote) => {
  expect(read(`On Monday.\n\n${quote}`)).toMatchObject({ visible: 'On Monday.', quoted: quote })
})

test('answers between quoted lines stand with what they answer, and apart from it as the person’s own', () => {
  const text = 'On 5/7/24 10:12, Ben wrote:\n> When?\n\nMonday.\n\n> How much?\n\n12 EUR.\n\n> Ben\n\n-- \nMaya'
  expect(splitReply(text)).toEqual({
    visible: 'On 5/7/24 10:12, Ben wrote:\n> When?\n\nMonday.\n\n> How much?\n\n12 EUR.',
    own: 'Monday.\n\n12 EUR.',
    quoted: '> Ben',
    signature: '--\nMaya',
    forwarded: '',
  })
})

test('answers right below what they answer, with no blank line between, are the person’s own', () => {
  const text = 'Hi,\n\nsee inline.\n\nOn 5/7/24 10:12, Ben wrote:\n> When?\nMonday.\n> How much?\n12 EUR.\n> Ben'
  const long =
    '> Would you like to have the large bowl in blue or in green, please tell us?\nblue please\n> Size?\nlarge'
  expect(read(long).visible).toBe(long)
  expect(splitReply(text)).toMatchObject({
    visible: 'Hi,\n\nsee inline.\n\nOn 5/7/24 10:12, Ben wrote:\n> When?\nMonday.\n> How much?\n12 EUR.',
    own: 'Hi,\n\nsee inline.\n\nMonday.\n\n12 EUR.',
  })
})

test.each([
  [
    'the rest of a wrapped line',
    '> the bowl that I ordered from you on the third of May has not come to my\nhouse yet\n> Ben',
  ],
  ['a link', '> track it here\n(https://shop.example/orders/7) >\n> Ben'],
  ['the end of a link', '> track it (https://shop.example/orders\n?id=7)\n> Ben'],
])('%s that lost its mark on the way is no answer', (_, quoted) => {
  expect(read(`Monday.\n\nOn 5/7/24 10:12, Ben wrote:\n${quoted}`).visible).toBe('Monday.')
})

test('a text that PGP signed is read without its armour', () => {
  const head = '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256'
  const sealed = '-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----'
  const parts = read(`${head}\n\nMonday.\n\n- -- \nMaya\n\nOn 5/7/24 10:12, Ben wrote:\n> When?\n${sealed}\n`)
  expect(parts).toMatchObject({ visible: 'Monday.', quoted: 'On 5/7/24 10:12, Ben wrote:\n> When?' })
  expect(parts.signature).toBe(`--\nMaya\n\n${head}\n${sealed}`)
  expect(read(`${head}\n\nMonday.`).visible).toBe(`${head}\n\nMonday.`)
})

test('an answer below the whole quote stands for itself', () => {
  const parts = read('On 5/7/24 10:12, Ben wrote:\n> When?\n> Ben\n\nMonday.\n\nMaya')
  expect(parts).toMatchObject({ visible: 'Monday.\n\nMaya', quoted: 'On 5/7/24 10:12, Ben wrote:\n> When?\n> Ben' })
})

test('a word added below a quote that was answered above it shows no quote', () => {
  const parts = read('Monday, by post.\nIt takes two days.\n\nOn 5/7/24 10:12, Ben wrote:\n> When?\n\nP.S. It is blue.')
  expect(parts).toMatchObject({ visible: 'Monday, by post.\nIt takes two days.\n\nP.S. It is blue.' })
  expect(parts.quoted).toContain('> When?')
})

test('words of the person’s own below a phone’s line stay visible', () => {
  const text =
    'Blue please.\n\nSent from my iPhone\n\nSorry, I meant the green one from your window. Thanks for changing it.'
  expect(read(text).visible).toBe(text)
})

test.each([
  '> When?\n> How much?',
  '> only a quote, and no client that says so',
])('%j, which is all there is, is a quote', (text) => {
  expect(read(text)).toMatchObject({ visible: '', quoted: text })
})

test('what only passes on a header block and a mail is a forward, whatever the subject says', () => {
  const block = 'From: Ben <ben@mail.example>\nSent: Tuesday, May 7, 2024 10:12\nTo: Desk\nSubject: Bowl\n\nWhere?'
  expect(read(block)).toMatchObject({ visible: '', quoted: '', forwarded: block })
})

test.each([
  'Here is what I found: the date 2024-05-07 10:12 is wrong.',
  'I have three questions:\n\n1. When does it ship?\n2. On which day?\n3. Who wrote:\nthe label?',
  'Date: Wednesday 3 October\nTime: 7:00\nAddress: 130 Fox Street\n\nPlease bring it.',
  'Sent from my desk, this is much easier to write.',
  'Is the blue -- or was it green -- bowl in stock?',
  'From: Berlin\nTo: Paris\n\nWhat does shipping cost?',
  'Order confirmation\n\nDate: 07/05/2024\nFrom: Shop Ltd\nTo: Anna Bell\nSubject: Bowl\nTotal: 12 EUR',
  'On Monday I wrote to you about the bowl. Any news?',
  'On 3 May 2024 your colleague Maya wrote:\n\nYou get a refund.\n\nBut nothing came.',
  'a > b and c < d',
  'On 7 May 2024 at 10:12 Maya wrote: you get a refund. But nothing came.',
  'On 7 May 2024 at 10:12 I wrote to desk@shop.example: no answer.',
  '> quoted by hand\n\nI mean this line of your page.',
  '--\nonly this',
  'My signature is\n\n--\n\nWhat do you think of it?',
  'Hello,\n\nmy order number is 12:34-2024.\n\nThanks\nAnna',
])('nothing is cut where nothing is to be removed: %j', (text) => {
  expect(read(text)).toEqual({ visible: text, quoted: '', signature: '', forwarded: '' })
})

const asked = {
  marked: '> Where is the bowl?\n>\n> I ordered it on 3 May.\n> Ben',
  bare: 'Where is the bowl?\n\nI ordered it on 3 May.\nBen',
  forward: 'Where is the bowl?\n\nBen',
}

describe.each(habits)('$client', ({ introduction, style }) => {
  const quote = `${introduction}\n${style === 'marked' ? '' : '\n'}${asked[style]}`

  test('what it writes below an answer never changes the answer, in any language', () => {
    for (const answer of answers) {
      const parts = read(`${answer}\n\n${quote}\n`)
      expect(squeezed(parts.visible)).toBe(squeezed(answer))
      expect(squeezed(`${parts.quoted}${parts.forwarded}`)).toBe(squeezed(quote))
      if (style === 'forward') expect(parts.quoted).toBe('')
    }
  })

  test('an answer below a signature’s mark and above its quote is still an answer', () => {
    for (const signature of signatures.slice(0, 8)) {
      const parts = read(`${answers[0]}\n\n${signature}\n\n${quote}`)
      expect(parts.visible).toBe(answers[0])
      expect(squeezed(parts.signature)).toBe(squeezed(signature))
    }
  })
})

test('a phone’s line above a quote, and nothing else, is no answer; alone it is all that was said', () => {
  const quote = 'On 5/7/24 10:12, Ben wrote:\n> Where?'
  expect(read(`Sent from my iPhone\n\n${quote}`)).toMatchObject({ visible: '', signature: 'Sent from my iPhone' })
  expect(read('Sent from my iPhone').visible).toBe('Sent from my iPhone')
})

test.each(signatures)('%j is no part of any answer', (signature) => {
  for (const answer of answers) {
    expect(read(`${answer}\n\n${signature}\n`)).toMatchObject({
      visible: answer,
      signature: tidy(signature),
      quoted: '',
    })
  }
})

test.each(answers)('nothing is cut from what a person wrote: %j', (answer) => {
  expect(read(answer)).toEqual({ visible: answer, quoted: '', signature: '', forwarded: '' })
})

test('the answer, the client, the signature and the line ends may come in any mix', () => {
  const parts = fc.record({
    answer: fc.constantFrom(...answers),
    habit: fc.constantFrom(...habits),
    signature: fc.constantFrom('', ...signatures),
    below: fc.constantFrom('', ...signatures.slice(0, 4)),
    newline: fc.constantFrom('\n', '\r\n', '\r'),
    gap: fc.integer({ min: 1, max: 3 }),
  })
  fc.assert(
    fc.property(parts, ({ answer, habit, signature, below, newline, gap }) => {
      const quote = `${habit.introduction}\n${habit.style === 'marked' ? '' : '\n'}${asked[habit.style]}`
      const mail = [answer, signature, quote, below].filter(Boolean).join('\n'.repeat(gap + 1))
      expect(squeezed(read(mail.replaceAll('\n', newline)).visible)).toBe(squeezed(answer))
    }),
    { numRuns: 500 },
  )
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
      const parts = read(lines.join('\n'))
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

const squeezed = (text: string) => clean(text.replaceAll('\u{2007}', ' '))

function clean(text: string): string {
  return text
    .replace(/[\uFEFF\u200B]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}

function tidy(text: string): string {
  return text.replace(/ +$/gm, '')
}
