import { expect, test } from 'vitest'
import { speakable } from './speakable.ts'

test.each([
  ['**Yes**, until _five_.', 'en', 'Yes, until five.'],
  ['See https://shop.example/hours for more.', 'en', 'See our page shop dot example slash hours for more.'],
  ['See [our hours](https://shop.example/hours?x=1).', 'en', 'See our hours.'],
  ['https://shop.example/a1b2/c?d=e', 'de', 'unsere Seite shop Punkt example'],
  ['Write to help@shop.example.', 'en', 'Write to help at shop dot example.'],
  ['Your order AB-1234 left.', 'en', 'Your order A B 1 2 3 4 left.'],
  ['Your number 4711023 is right.', 'en', 'Your number 4 7 1 1 0 2 3 is right.'],
  ['It costs 1.234,00 € in 2026.', 'de', 'It costs 1.234,00 € in 2026.'],
  ['We open at 9:30 on 12.03.2026.', 'en', 'We open at 9:30 on 12.03.2026.'],
  ['- one\n- two', 'en', 'one, two'],
  ['We have:\n- red ones.\n- blue ones', 'en', 'We have: red ones. blue ones'],
  ['We have 25000 of them.', 'en', 'We have 25000 of them.'],
  ['EUR 12345 oder 12345,- € oder 12345 CZK', 'de', 'EUR 12345 oder 12345,- € oder 12345 CZK'],
  ['Order #12345 left 😊👍🏽 ❤️.', 'en', 'Order 1 2 3 4 5 left.'],
  ['https://shop.example:8443/help', 'fr', 'notre page shop point example barre oblique help'],
  ['[Write](mailto:a@shop.example), mailto:b@shop.example', 'pl', 'Write, b małpa shop kropka example'],
  ['Open 10AM to 5PM.', 'en', 'Open 10AM to 5PM.'],
  ['It costs 12345 €, or $15000, for 20000 km.', 'en', 'It costs 12345 €, or $15000, for 20000 km.'],
  ['See **https://shop.example/**', 'en', 'See our page shop dot example'],
  ['See <https://shop.example/hours>.', 'en', 'See our page shop dot example slash hours.'],
  ['', 'en', ''],
])('%j in %s is said as %j', (markdown, language, said) => {
  expect(speakable(markdown, language)).toBe(said)
})
