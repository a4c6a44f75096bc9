import { expect, test } from 'vitest'
import type { Handle } from '../domain/place.ts'
import { isNamed } from './person.ts'

const chat: Handle = { kind: 'chat', value: 'b9a1f7' }
const email: Handle = { kind: 'email', value: 'cora@shop.example' }

test.each([
  ['their name, however it is spaced and cased', 'Cora Finch', [chat], '  cora   FINCH ', true],
  ['one of their addresses', 'Cora Finch', [email], 'Cora@shop.example', true],
  ['who came by chat and gave no name is “Visitor”', null, [chat], 'visitor', true],
  ['who gave a name is no “Visitor”', 'Cora Finch', [chat], 'Visitor', false],
  ['who has an address is no “Visitor”', null, [chat, email], 'Visitor', false],
  ['somebody else’s name', 'Cora Finch', [email], 'Cara Finch', false],
  ['nothing at all', null, [chat], '   ', false],
] as const)('%s', (_, name, handles, typed, isThem) => {
  expect(isNamed({ id: 'p', name, handles: [...handles] } as Parameters<typeof isNamed>[0], typed)).toBe(isThem)
})
