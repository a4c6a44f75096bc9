import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailFacts } from '#core/testing/events.ts'
import { mailbox } from '#core/testing/fake-messenger.ts'
import { answerTo } from './envelope.ts'
import { recipientsOf } from './recipients.ts'

const asked = (facts: Partial<ReturnType<typeof mailFacts>> = {}) =>
  mailFacts({ messageId: '<q@home>', from: 'mia@home.example', ...facts })
const to = (facts: Partial<ReturnType<typeof mailFacts>>) =>
  answerTo(
    asked(facts),
    mailbox,
    'reply+token@in.shop.example',
    recipientsOf(asked(facts), { identity: mailbox, teammates: [] }),
  )

describe('an answer by mail', () => {
  test('goes to the sender, with the other people of their mail in copy and none of ours', () => {
    const facts = { to: ['help@shop.example', 'tom@home.example'], cc: ['ann@home.example', 'reply+x@in.shop.example'] }
    expect(to(facts)).toMatchObject({ to: ['mia@home.example'], cc: ['tom@home.example', 'ann@home.example'] })
  })

  test('goes to the Reply-To where the sender gave one, unless it is ours', () => {
    expect(to({ replyTo: ['desk@home.example'] }).to).toEqual(['desk@home.example'])
    expect(to({ replyTo: ['help@shop.example'] }).to).toEqual(['mia@home.example'])
  })

  test('continues the thread: the parent’s references, then the parent', () => {
    expect(to({ references: ['<near@home>', '<far@home>'] })).toMatchObject({
      inReplyTo: '<q@home>',
      references: ['<far@home>', '<near@home>', '<q@home>'],
    })
  })

  test.each([
    ['Shipping', 'Re: Shipping'],
    ['Re: Shipping', 'Re: Shipping'],
    ['RE : Shipping', 'RE : Shipping'],
    ['Regarding Norway', 'Re: Regarding Norway'],
  ])('the subject %j becomes %j', (subject, expected) => {
    expect(to({ subject }).subject).toBe(expected)
  })

  test('adds nobody, repeats nobody and never writes to ourselves', () => {
    const address = fc.constantFrom(
      'mia@home.example',
      'tom@home.example',
      'help@shop.example',
      'reply+a@in.shop.example',
    )
    const list = fc.array(address, { maxLength: 5 })
    fc.assert(
      fc.property(list, list, list, (replyTo, toList, cc) => {
        const sent = to({ replyTo, to: toList, cc })
        const everybody = [...sent.to, ...sent.cc]
        const known = ['mia@home.example', ...replyTo, ...toList, ...cc]
        expect(everybody.filter((one) => !known.includes(one))).toEqual([])
        expect(new Set(everybody).size).toBe(everybody.length)
        expect(everybody.filter((one) => one === mailbox.address || one.endsWith('@in.shop.example'))).toEqual([])
      }),
    )
  })
})
