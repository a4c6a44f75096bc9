import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { normalFact } from './facts.ts'
import { maskSecrets } from './mask.ts'
import { similarity, sketch, sketchLength } from './sketch.ts'
import { understand } from './understand.ts'

describe('understand', () => {
  const rows: [string, string, object][] = [
    [
      'English',
      'How long does delivery take?',
      { language: 'en', isQuestion: true, isThanks: false, asksForPerson: false },
    ],
    ['German', 'Wo ist mein Paket und wann kommt es?', { language: 'de', isQuestion: true }],
    ['a short word tells no language', 'ok', { language: 'und' }],
    ['a bare thank-you', 'Thanks a lot!', { isThanks: true }],
    ['a thank-you with a question', 'Thanks! And when does it ship?', { isThanks: false }],
    ['asking for a person', 'I want to speak to a real person', { asksForPerson: true }],
    ['asking for a person in German', 'Kann ich bitte mit einem Mitarbeiter sprechen?', { asksForPerson: true }],
    ['asking for a person in French', 'Je voudrais parler à un conseiller', { asksForPerson: true }],
    ['money back', 'I want my money back', { sensitive: 'money back' }],
    ['money back in German', 'Wann kommt die Rückerstattung?', { sensitive: 'money back' }],
    ['payment data', 'Can I give you my credit card number?', { sensitive: 'payment data' }],
    ['credentials', 'I forgot my password', { sensitive: 'credentials' }],
    ['legal', 'You will hear from my lawyer', { sensitive: 'legal' }],
    ['health', 'It gave me an allergic reaction', { sensitive: 'health' }],
    ['cancellation in Spanish', 'Quiero cancelar el pedido', { sensitive: 'cancellation' }],
    ['a complaint', 'This is unacceptable', { sensitive: 'complaint' }],
    ['a threat', 'I will kill you', { sensitive: 'threat' }],
    ['pointing at a picture', 'Please see the attached photo', { pointsAtFile: true }],
  ]
  test.each(rows)('%s', (_, text, expected) => {
    expect(understand(text, [])).toMatchObject(expected)
  })

  test.each([
    ...['Thanks!', 'thx', 'Thank you so much!', 'perfect, thank you', 'That’s great, thanks a lot 🙏', 'cheers mate'],
    ...['Many thanks, all sorted now.', 'Great, thanks for the quick reply!', 'ok thanks bye', 'Thanks a million'],
    ...['danke', 'Vielen Dank!', 'Super, danke dir', 'Alles klar, vielen Dank für die schnelle Antwort!'],
    ...[
      'Ich danke Ihnen',
      'Herzlichen Dank und schönes Wochenende',
      'Merci beaucoup !',
      'Parfait, merci pour votre aide',
    ],
    ...['Je vous remercie', '¡Muchas gracias!', 'Perfecto, gracias por su ayuda', 'Grazie mille', 'La ringrazio'],
    ...['Muito obrigada pela ajuda', 'Hartelijk bedankt', 'Dank je wel!', 'Tack så mycket', 'Tusen takk', 'Mange tak'],
    ...[
      'Dziękuję bardzo',
      'Děkuji',
      'Kiitos paljon',
      'Çok teşekkür ederim',
      'Большое спасибо',
      'ありがとうございます',
      '谢谢！',
      'No problem, thanks',
    ],
  ])('“%s” is a bare thank-you', (text) => {
    expect(understand(text, []).isThanks).toBe(true)
  })

  test.each([
    ...[
      'Thanks, but it still does not work',
      'Thanks. It is still broken.',
      'Thanks for nothing',
      'Thank you, and to Sweden?',
    ],
    ...['Thanks, I am waiting for the parcel', 'Thanks! My order number is 4711', 'thanks can you send the invoice'],
    ...[
      'Danke, aber das stimmt nicht',
      'Danke, und die Rechnung fehlt noch',
      'Merci, mais ce n’est pas le bon',
      'ok',
      '',
    ],
    ...['Thanks, that makes no sense', 'Thanks, no help', 'thanks is it fixed'],
    ...[
      'Gracias, pero no funciona',
      'Grazie, ma non va',
      'Thanks, please cancel the order',
      'Danke, bitte noch die Rechnung',
    ],
  ])('“%s” is more than a thank-you', (text) => {
    expect(understand(text, []).isThanks).toBe(false)
  })

  test('anger and joy have opposite signs', () => {
    expect(understand('Terrible, my cup arrived broken and late!!', []).sentiment).toBeLessThan(0)
    expect(understand('Wonderful tea, I love it', []).sentiment).toBeGreaterThan(0)
  })

  test('an ordinary question is not sensitive', () => {
    expect(understand('Which teas have no caffeine?', []).sensitive).toBeUndefined()
  })

  test('facts are found with their place', () => {
    const text = 'Order AB-12345 of 3 May, 4.90 €, write to ana@x.example'
    const { entities } = understand(text, [])
    expect(entities.map((entity) => entity.type)).toEqual(['reference', 'date', 'money', 'email'])
    for (const { value, start, end } of entities) expect(text.slice(start, end)).toBe(value)
  })

  test.each([
    ['Can I come at 15:30?', '15:30', 930],
    ['I will be there at 3.30 pm on Monday', '3.30 pm', 930],
    ['Habt ihr um 18 Uhr noch offen?', '18 Uhr', 1080],
    ['Vers 14h30 ?', '14h30', 870],
    ['At 12 a.m. it was still dark', '12 a.m', 0],
  ])('a time of day is found: %s', (text, written, minutes) => {
    const [time] = understand(text, []).entities.filter(({ type }) => type === 'time')
    expect(time?.value).toBe(written)
    expect(normalFact('time', written)).toBe(`time:${minutes}`)
  })

  test.each([
    'It costs 19.90 €',
    'Version 3.30',
    'a ratio of 10:100',
    'the 3rd of May',
    'I am here',
    '12 apples',
  ])('no time of day: %s', (text) => {
    expect(understand(text, []).entities.map(({ type }) => type)).not.toContain('time')
  })

  test('any text is read without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(Math.abs(understand(text, [text]).sentiment)).toBeLessThanOrEqual(1)
        expect(sketch(text)).toHaveLength(sketchLength)
        expect(maskSecrets(text).masked).toBeGreaterThanOrEqual(0)
      }),
      { numRuns: 60 },
    )
    for (const piece of ['x', '1 ', 'Xa ', 'a@', '\n', 'password is ', '"']) {
      expect(understand(piece.repeat(Math.floor(1_000_000 / piece.length)), [])).toBeDefined()
    }
  })
})

describe('sketch', () => {
  test('has length 1, and a paraphrase is nearer than another question', () => {
    const [a, b, c] = [
      'How long does delivery take?',
      'how long will the delivery take',
      'Do you sell gift cards?',
    ].map(sketch)
    expect(similarity(a!, a!)).toBeCloseTo(1, 5)
    expect(similarity(a!, b!)).toBeGreaterThan(similarity(a!, c!) + 0.2)
    expect(sketch('').every((value) => value === 0)).toBe(true)
  })
})

describe('maskSecrets', () => {
  const rows: [string, string, number][] = [
    ['my card is 4111 1111 1111 1111 ok', 'my card is [card number removed] ok', 1],
    ['order 4111 1111 1111 1112', 'order 4111 1111 1111 1112', 0],
    ['password: hunter2', 'password: [removed]', 1],
    ['Mein Passwort ist Sommer2024!', 'Mein Passwort ist [removed]', 1],
    ['my password is not working', 'my password is not working', 0],
    ['PIN 1234', 'PIN [removed]', 1],
    ['I forgot my password', 'I forgot my password', 0],
  ]
  test.each(rows)('%s', (text, clean, masked) => {
    expect(maskSecrets(text)).toEqual({ text: clean, masked })
  })
})
