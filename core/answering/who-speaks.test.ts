import { describe, expect, test } from 'vitest'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const signature = 'Best regards\n{teammate}, {company}'
const replies = (house: TestHouse) =>
  house.platforms.log.flatMap(({ outbound }) => (outbound.kind === 'reply' ? [outbound] : []))

describe('who speaks', () => {
  test('a teammate’s words by mail are signed, and the name stands in From; what is learned is the words alone', async () => {
    const house = await makeTestHouse({ mail: true, settings: { signature } })
    const maya = await house.teammate('Maya')
    const ana = house.mailCustomer('ana@home.example', 'Ana')
    await ana.says('Do you ship to Norway?')
    const { id } = await ana.conversation()
    await house.core.conversations.reply(maya.actor, id, { text: 'Yes, within 5 days.' })
    await house.settle()
    const [sent] = replies(house)
    expect(sent?.text).toBe('Yes, within 5 days.\n\nBest regards\nMaya, Shop')
    expect(sent?.mail?.from.name).toBe('Maya at Shop')
    const [lesson] = await house.core.lessons.list(house.owner, {})
    expect(lesson?.reply).toBe('Yes, within 5 days.')
    const view = await house.core.conversations.get(house.owner, id)
    expect(view.messages.at(-1)).toMatchObject({
      content: 'Yes, within 5 days.',
      metadata: { authorName: 'Maya', signature: 'Best regards\nMaya, Shop' },
    })
  })

  test('words that end with the name are not signed twice', async () => {
    const house = await makeTestHouse({ mail: true, settings: { signature } })
    const maya = await house.teammate('Maya')
    const ana = house.mailCustomer('ana@home.example', 'Ana')
    await ana.says('Do you ship to Norway?')
    await house.core.conversations.reply(maya.actor, (await ana.conversation()).id, { text: 'Yes.\n\nCheers,\nMaya' })
    await house.settle()
    expect(replies(house)[0]?.text).toBe('Yes.\n\nCheers,\nMaya')
  })

  test('an approved draft is the teammate’s, counts as unchanged, and is signed by them', async () => {
    const house = await makeTestHouse({ mail: true, settings: { signature } })
    const maya = await house.teammate('Maya')
    const ana = house.mailCustomer('ana@home.example', 'Ana')
    await ana.says('Do you ship to Norway?')
    await house.core.conversations.reply(house.owner, (await ana.conversation()).id, { text: 'Yes, within 5 days.' })
    await house.settle()
    const ben = house.mailCustomer('ben@home.example', 'Ben')
    await ben.says('Can you ship to Norway?')
    const { draft, conversation } = await house.core.conversations.get(house.owner, (await ben.conversation()).id)
    await house.core.drafts.approve(maya.actor, draft!.id, draft!.version)
    await house.settle()
    expect(replies(house).at(-1)).toMatchObject({
      text: 'Yes, within 5 days.\n\nBest regards\nMaya, Shop',
      mail: { from: { name: 'Maya at Shop' } },
    })
    const events = await house.scope.events.list(conversation.id)
    expect(events.map(({ type }) => type)).toContain('draft_approved')
  })

  test('in the chat the name stands beside the bubble, not under the words', async () => {
    const house = await makeTestHouse({ settings: { signature } })
    const maya = await house.teammate('Maya')
    const ana = house.customer('Ana')
    await ana.says('Do you ship to Norway?')
    const { id } = await ana.conversation()
    await house.core.conversations.reply(maya.actor, id, { text: 'Yes.' })
    await house.settle()
    expect(ana.heard()).toEqual(['Yes.'])
    const view = await house.core.conversations.get(house.owner, id)
    expect(view.messages.at(-1)?.metadata.authorName).toBe('Maya')
  })

  test('an edit before it leaves keeps the signature', async () => {
    const house = await makeTestHouse({ slack: true, mail: true, settings: { signature } })
    const maya = await house.teammate('Maya')
    const ana = house.mailCustomer('ana@home.example', 'Ana')
    await ana.says('Do you ship to Norway?')
    await house.settle()
    const said = await maya.slackReply((await ana.conversation()).id, '> Yes, within 5 days.')
    await maya.slackEdit(said, '> Yes, within 6 days.')
    await house.settle()
    expect(replies(house).map(({ text }) => text)).toEqual(['Yes, within 6 days.\n\nBest regards\nMaya, Shop'])
  })
})
