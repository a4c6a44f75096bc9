import fc from 'fast-check'
import { expect, test } from 'vitest'
import { organisationalDomain, plusToken, readAddresses } from './addresses.ts'
import { decodeWords, messageIds, readHeaders } from './headers.ts'

test.each([
  ['ben@mail.example', [['ben@mail.example', '']]],
  ['Ben Ray <Ben@Mail.Example>', [['ben@mail.example', 'Ben Ray']]],
  [
    '"Ray, Ben" <ben@mail.example>, anna@x.example',
    [
      ['ben@mail.example', 'Ray, Ben'],
      ['anna@x.example', ''],
    ],
  ],
  ['ben@mail.example (Ben Ray)', [['ben@mail.example', 'Ben Ray']]],
  [
    'Friends: a@x.example, b@x.example;, c@x.example',
    [
      ['a@x.example', ''],
      ['b@x.example', ''],
      ['c@x.example', ''],
    ],
  ],
  ['undisclosed-recipients:;', []],
  ['=?utf-8?q?Ren=C3=A9?= <r@x.example>', [['r@x.example', 'René']]],
  ['"a\\"b" <q@x.example>', [['q@x.example', 'a"b']]],
  ['<@route.example:mary@x.example>', [['mary@x.example', '']]],
  ['Ben', []],
  ['<>', []],
])('%s is read', (value, expected) => {
  expect(readAddresses(value).map(({ address, name }) => [address, name])).toEqual(expected)
})

test('no text makes reading addresses or headers throw, and what is read is an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      for (const { address } of readAddresses(text)) expect(address).toMatch(/^[^\s@<>]+@[^\s@<>]+$/)
      decodeWords(text)
      readHeaders(text)
      messageIds(text)
      organisationalDomain(text)
      plusToken(text, 'in.shop.example')
    }),
  )
})

test.each([
  ['=?iso-8859-1?Q?caf=E9_noir?=', 'café noir'],
  ['=?UTF-8?B?U2Now7xzc2Vs?=', 'Schüssel'],
  ['=?utf-8?q?a?= =?utf-8?q?b?= c', 'ab c'],
  ['=?x-unknown?q?caf=C3=A9?=', 'café'],
  ['=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=', 'テスト'],
  ['=?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?= =?ISO-2022-JP?B?GyRCJUYlOSVIGyhC?=', 'テストテスト'],
  ['=?utf-8?Q?=E3=83?= =?utf-8?Q?=86?=', 'テ'],
  ['=?gb18030?B?xOM=?= =?GB18030?B?usM=?= =?utf-8?q?!?=', '你好!'],
  ['=?utf-8?q??= =?utf-8?q?a?=', 'a'],
  ['=?utf-8?q?broken', '=?utf-8?q?broken'],
  ['plain', 'plain'],
])('the word %s says %s', (word, said) => {
  expect(decodeWords(word)).toBe(said)
})

test.each([
  ['mail.shop.co.uk', 'shop.co.uk'],
  ['Shop.Example.', 'shop.example'],
  ['localhost', 'localhost'],
])('the organisation of %s is %s', (host, domain) => {
  expect(organisationalDomain(host)).toBe(domain)
})
