import { describe, expect, test } from 'vitest'
import { drafted } from '#core/testing/drafted.ts'
import { makeTestHouse } from '#core/testing/house.ts'

describe('what was put aside', () => {
  test('a held answer says on its card why it was stopped', async () => {
    const d = await drafted()
    await d.ben.slackReply(d.conversationId, '> Only by ferry.')
    await d.house.pass(500)
    await d.house.core.conversations.setKind(d.cleo.actor, d.conversationId, 'spam')
    await d.house.settle()
    expect(d.titles()).toContain('Not sent: Cleo marked it as spam.')
    expect(d.carl.heard()).toEqual([])
  })
  test('a thank-you where a machine wrote opens no thread', async () => {
    const house = await makeTestHouse({ mail: true, slack: true })
    const max = house.mailCustomer('max@home.example')
    await max.says('I am out of office.', { author: { ...max.event('').author, isMachine: true } })
    await house.settle()
    const shown = house.platforms.log.length
    const { conversation } = (await house.scope.conversations.byPlace(max.place))!
    const said = max.event('Thank you!')
    const mail = {
      ...said.mail!,
      references: [(await house.scope.messages.list(conversation.id))[0]!.metadata.platformId!],
    }
    await house.receive({ ...said, mail })
    await house.settle()
    expect(await house.scope.messages.list(conversation.id)).toHaveLength(2)
    expect(house.platforms.log.length).toBe(shown)
  })
  test('words written before or after it was put aside are not sent, and a sentence says why', async () => {
    const d = await drafted()
    await d.ben.slackReply(d.conversationId, 'Only by ferry.')
    await d.house.pass(500)
    await d.house.core.conversations.setKind(d.cleo.actor, d.conversationId, 'spam')
    const done = await d.ben.click('send_written')
    await d.house.settle()
    expect(done).toMatchObject({ kind: 'refused', say: 'This was put aside: press “Not spam” first.' })
    await d.ben.slackReply(d.conversationId, '> By air, too.')
    await d.house.settle()
    expect(d.titles()).toContain('Nothing was sent: this was put aside, so press “Not spam” first.')
    expect(d.carl.heard()).toEqual([])
  })

  test('nothing is planned or proposed there', async () => {
    const d = await drafted()
    const { core } = d.house
    await core.conversations.setKind(d.cleo.actor, d.conversationId, 'spam')
    const refusal = { status: 409, message: 'This was put aside: press “Not spam” first.' }
    await expect(core.conversations.followUp(d.ben.actor, d.conversationId, '1d')).rejects.toMatchObject(refusal)
    await expect(core.conversations.reply(d.ben.actor, d.conversationId, { text: 'Hi' })).rejects.toMatchObject(refusal)
    expect((await d.view()).conversation).toMatchObject({ followUpAt: null, waitingFor: 'nobody' })
  })
})
