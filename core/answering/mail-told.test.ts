import { describe, expect, test } from 'vitest'
import { drafted } from '#core/testing/drafted.ts'
import { mailFacts } from '#core/testing/events.ts'
import type { Accepted } from '#core/testing/fake-messenger.ts'
import { makeTestHouse } from '#core/testing/house.ts'

const titles = (mails: Accepted[]) => mails.map(({ outbound }) => ('card' in outbound ? outbound.card.title : ''))
const saidIn = (mail: Accepted | undefined) => JSON.stringify(mail?.outbound)

describe('a team that works by mail is told', () => {
  test('that the draft they were mailed is withdrawn, once, and not who withdrew it', async () => {
    const d = await drafted({ mail: true })
    const before = [d.ben, d.cleo].map((one) => one.mails().length)
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'take')
    await d.house.settle()
    expect(d.ben.mails()).toHaveLength(before[0]!)
    expect(titles(d.cleo.mails().slice(before[1]))).toEqual(['Withdrawn: Ben took it'])
    expect(saidIn(d.cleo.mails().at(-1))).toContain(d.draft.text)
    await d.house.core.conversations.reply(d.ben.actor, d.conversationId, { text: 'Yes, by sea.' })
    await d.house.settle()
    expect(d.cleo.mails()).toHaveLength(before[1]! + 1)
  })

  test('with the customer’s new words, not in a mail of its own, when these made the draft void', async () => {
    const d = await drafted({ mail: true })
    const before = d.cleo.mails().length
    const references = [(await d.view()).messages[0]!.metadata.mail!.messageId]
    const mail = mailFacts({ messageId: '<again@home.example>', from: 'carl@home.example', references })
    await d.carl.says('And to Sweden?', { mail })
    await d.house.settle()
    const told = d.cleo.mails().slice(before)
    expect(told).toHaveLength(1)
    expect(saidIn(told[0])).toContain('And to Sweden?')
    expect(saidIn(told[0])).toContain('The draft before is withdrawn: the customer wrote again.')
  })

  test('that a conversation was given to them, and nobody else is', async () => {
    const d = await drafted({ mail: true })
    const before = [d.ben, d.cleo].map((one) => one.mails().length)
    await d.house.core.conversations.act(d.house.owner, d.conversationId, 'assign', 'Cleo')
    await d.house.settle()
    expect(titles(d.cleo.mails().slice(before[1]))).toContain('Olga Owner gave you the conversation with Carl.')
    expect(titles(d.ben.mails().slice(before[0]))).toEqual(['Withdrawn: Cleo was given it'])
  })

  test('that a conversation is handed over, with its summary', async () => {
    const house = await makeTestHouse({ mail: true })
    const ben = await house.teammate('Ben')
    await house.mailCustomer('anna@home.example', 'Anna').says('I want to talk to a person, please.')
    await house.settle()
    expect(titles(ben.mails())).toEqual(['Needs a person: Anna'])
  })
})

test('where staff work in Slack, nobody is mailed about a draft', async () => {
  const d = await drafted({ slack: true, mail: true })
  await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'take')
  await d.house.settle()
  expect(d.cleo.mails()).toEqual([])
})
