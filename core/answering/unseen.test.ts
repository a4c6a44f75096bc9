import { describe, expect, test } from 'vitest'
import { drafted } from '#core/testing/drafted.ts'
import { mailFacts } from '#core/testing/events.ts'

describe('Resolve, pressed before a new message was seen', () => {
  test('on a card is refused with what is new, and done from the card as it stands then', async () => {
    const d = await drafted()
    const press = d.ben.press('resolve')!
    await d.carl.says('And to Sweden?')
    await d.house.pass(3_000)
    expect(await d.house.receiveAndWait(press)).toEqual({
      kind: 'refused',
      say: 'The customer wrote again meanwhile: it is not resolved.',
      news: 'Carl: And to Sweden?',
    })
    expect((await d.view()).conversation).toMatchObject({ status: 'active', waitingFor: 'staff' })
    expect(await d.ben.click('resolve')).toEqual({ kind: 'done' })
    expect((await d.view()).conversation).toMatchObject({ status: 'resolved', resolvedBy: 'teammate' })
  })

  test('through the API is refused where the page held fewer messages', async () => {
    const d = await drafted()
    const { act } = d.house.core.conversations
    await d.carl.says('And to Sweden?')
    await expect(act(d.ben.actor, d.conversationId, 'resolve', undefined, 1)).rejects.toMatchObject({
      ...{ status: 409, news: 'Carl: And to Sweden?' },
    })
    await act(d.ben.actor, d.conversationId, 'resolve', undefined, 2)
    expect((await d.view()).conversation.status).toBe('resolved')
  })

  test('by mail is refused when it answers an older mail', async () => {
    const d = await drafted({ mail: true })
    const old = d.ben.mails().at(-1)!
    const references = [(await d.view()).messages[0]!.metadata.mail!.messageId]
    const mail = mailFacts({ messageId: '<again@home.example>', from: 'carl@home.example', references })
    await d.carl.says('And to Sweden?', { mail })
    await d.house.pass(3_000)
    await d.ben.mailReply(old, 'resolve')
    await d.house.settle()
    expect((await d.view()).conversation.status).toBe('active')
    const said = JSON.stringify(d.ben.mails().map(({ outbound }) => outbound))
    expect(said).toContain('The customer wrote again meanwhile: it is not resolved.')
    await d.ben.mailReply(d.ben.mails().at(-1)!, 'resolve')
    await d.house.settle()
    expect((await d.view()).conversation.status).toBe('resolved')
  })

  test('is done where the customer only said thanks, or nodded', async () => {
    const d = await drafted()
    await d.ben.click('approve')
    await d.house.settle()
    const press = d.ben.press('resolve')!
    await d.carl.says('👍')
    await d.house.pass(3_000)
    expect(await d.house.receiveAndWait(press)).toEqual({ kind: 'done' })
  })
})
