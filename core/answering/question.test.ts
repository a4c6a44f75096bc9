import { expect, test } from 'vitest'
import type { Message } from '#core/domain/conversation.ts'
import { openQuestion, questionBefore } from './question.ts'

/** `c:` the customer, `h:` a teammate, `a:` the agent; `x` before it: undone; `m` before it: a machine. */
function told(...lines: string[]): Message[] {
  return lines.map((line, i) => {
    const [who = '', content = ''] = line.split(': ')
    const senderType = who.endsWith('c') ? 'customer' : who.endsWith('h') ? 'human' : 'ai'
    const metadata = {
      ...(who.startsWith('x') ? { removedAt: 'now' } : {}),
      ...(who.startsWith('m') ? { isMachine: true } : {}),
    }
    return { id: String(i), conversationId: '1', senderType, content, metadata, createdAt: String(i) }
  })
}

test.each([
  [['c: one'], 'one', []],
  [['c: one', 'c: two'], 'one\ntwo', []],
  [['c: one', 'h: yes', 'c: two'], 'two', ['one', 'yes']],
  [['c: one', 'a: yes', 'c: two', 'c: three'], 'two\nthree', ['one', 'yes']],
  [['c: one', 'xa: undone', 'c: two'], 'one\ntwo', []],
  [['c: one', 'mc: I am away'], 'one', []],
])('after %j the open question is %j', (lines, text, context) => {
  expect(openQuestion(told(...lines))).toMatchObject({ text, context })
})

test.each([
  [['c: one', 'h: yes']],
  [['c: one', 'a: yes']],
  [['mc: I am away']],
  [[]],
])('after %j nothing is asked', (lines) => {
  expect(openQuestion(told(...lines))).toBeUndefined()
})

test.each([
  [['c: one', 'h: yes'], '1', 'one'],
  [['c: one', 'h: yes', 'c: two', 'h: no'], '3', 'two'],
  [['c: one', 'a: wrong', 'h: right'], '2', 'one'],
  [['c: one', 'xh: undone', 'h: yes'], '2', 'one'],
])('in %j reply %s answers %j', (lines, id, text) => {
  expect(questionBefore(told(...lines), id)).toMatchObject({ text })
})

test('a second reply in a row answers nothing, and neither does one that was undone', () => {
  expect(questionBefore(told('c: one', 'h: yes', 'h: and more'), '2')).toBeUndefined()
  expect(questionBefore(told('c: one', 'xh: yes'), '1')).toBeUndefined()
})
