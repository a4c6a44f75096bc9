import { expect, test } from 'vitest'
import { isNod } from './nod.ts'

test.each([
  ...[
    '👍',
    '👍🏽',
    '👍👍',
    '🙏 ❤️',
    'ok',
    'OK!',
    'Okay.',
    'ok 👍',
    'Super',
    'super!!',
    'Perfect',
    'Great, perfect!',
    'All good',
    'got it',
    ':)',
  ],
  ...[
    'Perfekt',
    'Alles klar!',
    'Prima',
    'passt',
    'Sehr gut',
    'In Ordnung.',
    'Parfait !',
    'D’accord',
    'Ça marche',
    'très bien',
  ],
  ...[
    'Perfecto',
    'De acuerdo',
    'Vale',
    'Va bene',
    'Perfetto!',
    'Tudo bem',
    'Is goed',
    'Bra!',
    'Świetnie',
    'Хорошо',
    '好的',
    'わかりました',
  ],
])('“%s” is a nod', (text) => {
  expect(isNod(text)).toBe(true)
})

test.each([
  ...[
    '',
    'ok?',
    'ok, but when?',
    'Ok, but it is still broken',
    'ok...',
    'Ok…',
    'Yes',
    'No',
    'yes please',
    'ja',
    'Super, und die Rechnung',
  ],
  ...[
    'ok send it',
    'perfect size 42',
    'good morning',
    'Not good',
    'nicht gut',
    'pas parfait',
    '👎',
    '😡',
    '❓',
    '👍 and Sweden',
    '42',
  ],
  ...[
    'ok ok ok ok ok',
    'Super teuer',
    'fine, cancel it',
    'k9',
    'nothing is good',
    'Vale 20 euros',
    'bene ma non funziona',
  ],
])('“%s” is none', (text) => {
  expect(isNod(text)).toBe(false)
})
