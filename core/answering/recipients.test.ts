import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mailFacts } from '#core/testing/events.ts'
import { Refused } from '../errors.ts'
import {
  checkedRecipients,
  mailPeople,
  mostRecipients,
  type Ours,
  readAddressLine,
  recipientsOf,
  strangersAmong,
} from './recipients.ts'

const ours: Ours = {
  identity: { address: 'help@shop.example', inboundDomain: 'in.shop.example' },
  teammates: ['maya@shop.example'],
}
const mail = (from: string, patch: Partial<Parameters<typeof mailFacts>[0]> = {}) =>
  mailFacts({ messageId: '<1@x.example>', from, ...patch })

describe('the people of a mail thread', () => {
  test('whoever is new is a participant with their name, and our own people are ours', () => {
    const people = mailPeople(
      [
        {
          senderType: 'customer',
          metadata: { mail: mail('ana@x.example', { cc: ['ben@x.example', 'maya@shop.example'] }) },
        },
        { senderType: 'human', metadata: { mail: mail('help@shop.example', { to: ['ana@x.example'] }) } },
        {
          senderType: 'customer',
          metadata: {
            authorName: 'Ben Boss',
            mail: mail('ben@x.example', { to: ['reply+abc@in.shop.example'], cc: ['carla@y.example'] }),
          },
        },
      ],
      'ana@x.example',
      ours,
    )
    expect(people).toEqual({
      customer: 'ana@x.example',
      participants: [
        { address: 'ben@x.example', name: 'Ben Boss' },
        { address: 'carla@y.example', name: null },
      ],
      ours: ['help@shop.example', 'maya@shop.example', 'reply+abc@in.shop.example'],
    })
  })

  test('everybody is exactly one of customer, participant and ours', () => {
    const address = fc.constantFrom('ana@x.example', 'ben@x.example', 'maya@shop.example', 'reply+a@in.shop.example')
    const sent = fc.record({ from: address, to: fc.array(address), cc: fc.array(address), replyTo: fc.array(address) })
    fc.assert(
      fc.property(fc.array(sent, { maxLength: 6 }), (mails) => {
        const messages = mails.map((one) => ({
          senderType: 'customer' as const,
          metadata: { mail: mail(one.from, one) },
        }))
        const people = mailPeople(messages, 'ana@x.example', ours)
        const named = [...people.participants.map((one) => one.address), ...people.ours]
        expect(new Set(named).size).toBe(named.length)
        expect(named).not.toContain('ana@x.example')
        const all = new Set(mails.flatMap((one) => [one.from, ...one.to, ...one.cc, ...one.replyTo]))
        all.delete('ana@x.example')
        expect(new Set(named)).toEqual(all)
      }),
    )
  })
})

describe('who gets the answer', () => {
  test('the sender of the mail it answers, the others in Cc, ours and bounced ones left out', () => {
    const asked = mail('ben@x.example', {
      to: ['help@shop.example', 'ana@x.example'],
      cc: ['maya@shop.example', 'gone@x.example'],
    })
    expect(recipientsOf(asked, ours, ['gone@x.example'])).toEqual({ to: ['ben@x.example'], cc: ['ana@x.example'] })
  })

  test('one of several Reply-To addresses that bounced stays out; the last one stays in', () => {
    const asked = mail('ana@x.example', { replyTo: ['a@x.example', 'b@x.example'] })
    expect(recipientsOf(asked, ours, ['a@x.example']).to).toEqual(['b@x.example'])
    expect(recipientsOf(asked, ours, ['a@x.example', 'b@x.example']).to).toEqual(['a@x.example', 'b@x.example'])
  })

  test('a teammate who tests as a customer gets the answer', () => {
    expect(recipientsOf(mail('maya@shop.example'), ours)).toEqual({ to: ['maya@shop.example'], cc: [] })
  })

  test('whoever is not the customer is a stranger, also the one that Reply-To names', () => {
    expect(strangersAmong(recipientsOf(mail('ana@x.example'), ours), 'ana@x.example')).toEqual([])
    const redirected = recipientsOf(mail('ana@x.example', { replyTo: ['other@y.example'] }), ours)
    expect(strangersAmong(redirected, 'ana@x.example')).toEqual(['other@y.example'])
  })
})

describe('recipients that a person chose', () => {
  const usual = { to: ['ana@x.example'], cc: ['ben@x.example'] }

  test('what is not named stays as it was, and nobody stands twice', () => {
    expect(checkedRecipients({}, usual, ours)).toEqual(usual)
    expect(checkedRecipients({ to: [' Ben@X.example ', 'ben@x.example'] }, usual, ours)).toEqual({
      to: ['ben@x.example'],
      cc: [],
    })
    expect(checkedRecipients({ cc: [] }, usual, ours)).toEqual({ to: ['ana@x.example'], cc: [] })
  })

  test.each([
    [{ to: [] }, 'at least one'],
    [{ to: ['ana'] }, '“ana” is no e-mail address'],
    [{ cc: ['a@b'] }, 'no e-mail address'],
    [{ cc: ['a@b.example\r\nbcc: c@d.example'] }, 'no e-mail address'],
    [{ cc: ['maya@shop.example'] }, 'maya@shop.example is one of ours'],
    [{ to: ['reply+x@in.shop.example'] }, 'one of ours'],
    [{ cc: Array.from({ length: mostRecipients }, (_, index) => `p${index}@x.example`) }, 'at most 20'],
  ])('%j is refused in a sentence', (chosen, sentence) => {
    expect(() => checkedRecipients(chosen, usual, ours)).toThrow(Refused)
    expect(() => checkedRecipients(chosen, usual, ours)).toThrow(sentence)
  })

  test('a line of addresses is read however it was typed', () => {
    expect(readAddressLine(' a@x.example, <b@x.example>;c@x.example\nd@x.example ,')).toEqual([
      'a@x.example',
      'b@x.example',
      'c@x.example',
      'd@x.example',
    ])
  })
})
