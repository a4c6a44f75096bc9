import { expect, test } from 'vitest'
import { maskCardAcross } from './mask-across.ts'

test.each([
  [
    ['My card is 4111 1111', '1111 1111'],
    ['My card is [card number removed]', '[removed]'],
  ],
  [
    ['It is 4111.', 'And 1111,', 'and then 1111', '1111. It ends in 12/27.'],
    ['It is [card number removed].', 'And [removed],', 'and then [removed]', '[removed]. It ends in 12/27.'],
  ],
  [
    ['Karte: 3782-822463', 'Moment', '10005 12 27'],
    ['Karte: [card number removed]', 'Moment', '[removed]'],
  ],
  [
    ['Hello', '5500 0000 0000', '0004'],
    ['Hello', '[card number removed]', '[removed]'],
  ],
])('%j is kept as %j', (said, kept) => {
  expect(maskCardAcross(said.slice(0, -1), said.at(-1)!)).toEqual(kept)
})

test.each([
  [['My order is 12345678', '87654321']],
  [['4111 1111', 'The price was 20', '1111 1111']],
  [['4111 1111', '1111 1112']],
  [['I have 4111 1111 of them', '1111 1111']],
  [['Call +49 30 123456', 'or 0176 12345678']],
  [['1111 1111']],
  [['4111 1111', '']],
])('%j holds none', (said) => {
  expect(maskCardAcross(said.slice(0, -1), said.at(-1)!)).toBeUndefined()
})
