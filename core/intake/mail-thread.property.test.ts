import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MailFacts } from '#core/domain/event.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const customers = ['ana@home.example', 'ben@home.example', 'ana@work.example', 'desk@tickets.example']
const subjects = [
  'Order',
  'Re: Order',
  '[Ticket #4711] Order',
  'RE: [Ticket #4712] Order',
  'AW: Question',
  '',
  'Re: Re: Question (#12)',
]
const ids = ['<1@localhost>', '<2@localhost>', '<same@tickets.example>']
const outlook = [1, 2, 3].map((byte) => Buffer.alloc(22, byte).toString('base64'))

/** What a customer sends next: `of` and `at` pick among what is there by then, of anybody. */
const mail = fc.record({
  by: fc.nat(customers.length - 1),
  subject: fc.constantFrom(...subjects),
  id: fc.option(fc.constantFrom(...ids), { freq: 3 }),
  references: fc.array(fc.record({ of: fc.constantFrom('theirs', 'ours'), at: fc.nat(30) }), { maxLength: 3 }),
  token: fc.option(fc.nat(10), { freq: 2 }),
  threadIndex: fc.option(fc.constantFrom(...outlook)),
  isQuoting: fc.boolean(),
  isAnswered: fc.boolean(),
  daysLater: fc.constantFrom(0, 0, 1, 20),
})

interface Sent {
  from: string
  token: string | undefined
  references: string[]
}

/** Every conversation's messages of customers, with the mails of ours in it. */
async function conversationsOf(house: TestHouse) {
  const rows = await house.scope.conversations.list({ limit: 200 })
  return Promise.all(
    rows.map(async ({ id, customerEmail }) => ({ id, customerEmail, messages: await house.scope.messages.list(id) })),
  )
}

test('whatever subjects, ids, addresses and threads collide, no customer’s mail joins another’s conversation, and none is lost', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(mail, { minLength: 2, maxLength: 14 }), async (mails) => {
      const house = await makeTestHouse({ mail: true, settings: { newAfterDays: 30 } })
      const tokens = new Map<string, string>()
      const sent: Sent[] = []
      const keys = new Set<string>()
      for (const [index, one] of mails.entries()) {
        await house.pass(one.daysLater * 86_400_000)
        const from = customers[one.by]!
        const ours = house.platforms.log.flatMap(({ outbound }) =>
          outbound.kind === 'reply' && outbound.mail ? [outbound.mail] : [],
        )
        for (const { messageId, replyTo } of ours) tokens.set(messageId, /\+([a-z2-7]+)@/.exec(replyTo)?.[1] ?? '')
        const theirs = (await conversationsOf(house)).flatMap(({ messages }) =>
          messages.flatMap(({ metadata }) => metadata.mail?.messageId ?? []),
        )
        const references = one.references.flatMap(({ of, at }) => {
          const all = of === 'ours' ? ours.map(({ messageId }) => messageId) : theirs
          return all.length === 0 ? [] : [all[at % all.length]!]
        })
        const allTokens = [...new Set(tokens.values())]
        const token = one.token === null || allTokens.length === 0 ? undefined : allTokens[one.token % allTokens.length]
        const messageId = one.id ?? `<${index}@${from}>`
        keys.add(`${messageId} ${from}`)
        const facts: Partial<MailFacts> = {
          ...{ messageId, subject: one.subject, references },
          ...(token === undefined ? {} : { token }),
          ...(one.threadIndex === null ? {} : { threadIndex: one.threadIndex }),
        }
        const event = house.mailCustomer(from).event(`Mail ${index}`)
        await house.receive({
          ...{ ...event, id: messageId, messageId, mail: { ...event.mail!, ...facts } },
          ...(one.isQuoting ? { quoted: '> something' } : {}),
        })
        sent.push({ from, token, references })
        if (one.isAnswered) {
          const found = (await conversationsOf(house)).find(({ messages }) =>
            messages.some(({ content }) => content === `Mail ${index}`),
          )
          if (found) await house.core.conversations.reply(house.owner, found.id, { text: `Answer ${index}` })
          await house.pass(60_000)
        }
      }
      await house.settle()
      const found = await conversationsOf(house)
      for (const { customerEmail, messages } of found) {
        const taking = new Set([customerEmail])
        for (const { senderType, content, metadata } of messages) {
          const from = metadata.mail?.from ?? ''
          if (senderType !== 'customer' || taking.has(from)) continue
          // Only who was handed both: the address of this conversation, and one of its mails. From then on they take part.
          const { token, references } = sent[Number(content.slice('Mail '.length))]!
          const own = new Set(messages.map(({ metadata: { mail } }) => mail?.messageId))
          const isHanded = messages.some(({ metadata }) => tokens.get(metadata.mail?.messageId ?? '') === token)
          expect(token !== undefined && isHanded && references.some((id) => own.has(id))).toBe(true)
          taking.add(from)
        }
      }
      // The same id by the same sender is the same mail, told twice; by another it is another.
      expect(
        found.flatMap(({ messages }) => messages.filter(({ senderType }) => senderType === 'customer')),
      ).toHaveLength(keys.size)
    }),
    { numRuns: 40 },
  )
}, 120_000)
