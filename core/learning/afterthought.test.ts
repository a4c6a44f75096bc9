import { expect, test } from 'vitest'
import { withoutApology } from './afterthought.ts'

test.each([
  ['Sorry, I was wrong: it takes seven days.', 'It takes seven days.'],
  ['Correction: we close at six today.', 'We close at six today.'],
  ['Sorry! I made a mistake. Parcels take 12 days.', 'Parcels take 12 days.'],
  ['Entschuldigung, das stimmt nicht: Der Versand dauert 7 Tage.', 'Der Versand dauert 7 Tage.'],
  ['Das war falsch. Wir haben bis 18 Uhr offen.', 'Wir haben bis 18 Uhr offen.'],
  ['Désolé, je me suis trompé : la livraison prend 7 jours.', 'La livraison prend 7 jours.'],
])('of “%s” the answer is learned, not the apology', (text, answer) => {
  expect(withoutApology(text)).toBe(answer)
})

test.each([
  'We are sorry to hear that: please send it back.',
  'Sorry, we are closed.',
  'Sorry for the wait. It ships today.',
  'Correction: none.',
  'Actually it takes seven days.',
])('“%s” stays as it is where its first words belong to the answer, or nothing would be left', (text) => {
  expect(withoutApology(text)).toBe(text)
})
