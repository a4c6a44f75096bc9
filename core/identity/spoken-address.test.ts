import { expect, test } from 'vitest'
import { writtenAddresses } from './spoken-address.ts'

test.each([
  ['en', 'It is ana dot bo at mail dot example', 'It is ana.bo@mail.example'],
  ['de', 'ana unterstrich bo ät mail punkt example', 'ana_bo@mail.example'],
  ['fr', 'ana point bo arobase mail point example', 'ana.bo@mail.example'],
  ['es', 'ana guion bajo bo arroba mail punto example', 'ana_bo@mail.example'],
  ['it', 'ana chiocciola mail punto example', 'ana@mail.example'],
  ['nl', 'ana streepje bo apenstaartje mail punt example', 'ana-bo@mail.example'],
  ['pt', 'Ana Arroba mail ponto example ponto pt', 'ana@mail.example.pt'],
  ['pl', 'ana małpa mail kropka example', 'ana@mail.example'],
  ['signs', 'Ana @ mail . example', 'ana@mail.example'],
  ['as it is written', 'My address is ana.bo-1@mail.example', 'My address is ana.bo-1@mail.example'],
])('an address that was spoken is written: %s', (_, spoken, text) => {
  expect(writtenAddresses(spoken)).toBe(text)
})

test.each(['Meet me at noon', 'I look at the shop. Are you open?', 'The dot at the end'])('"%s" holds none', (text) => {
  expect(writtenAddresses(text)).toBe(text)
})

test('long texts take no time', () => {
  const began = performance.now()
  writtenAddresses(`${'a dot '.repeat(4_000)} at b`)
  writtenAddresses(`${'a'.repeat(40)} - `.repeat(400))
  expect(performance.now() - began).toBeLessThan(200)
})
