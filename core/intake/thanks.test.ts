import { describe, expect, test } from 'vitest'
import { drafted } from '#core/testing/drafted.ts'
import { isThanks } from './thanks.ts'

const names = ['Anna Olsen', 'Lummy', 'Ben Berg', undefined]

describe('a bare thank-you', () => {
  test.each([
    'Thanks!',
    'Thank you Ben!',
    'thanks ben',
    'Hi Ben, thank you very much! Anna',
    'Perfect, thanks\n\nAnna Olsen',
  ])('“%s” is one', (text) => {
    expect(isThanks({ text, attachments: [] }, names)).toBe(true)
  })

  test.each([
    'Ben',
    'Anna',
    'Thanks, call Ben',
    'Thanks Ben, but it is broken',
    'Thank you Cleo, Norway',
  ])('“%s” is none', (text) => {
    expect(isThanks({ text, attachments: [] }, names)).toBe(false)
  })

  test('a nod after an answer gets no draft and reopens nothing; it says nothing of whether all is well', async () => {
    const d = await drafted()
    await d.ben.click('approve')
    await d.house.settle()
    for (const nod of ['👍', 'ok', 'Super Ben!', 'Perfekt']) {
      await d.carl.says(nod)
      await d.house.settle()
      expect((await d.view()).conversation, nod).toMatchObject({ status: 'active', waitingFor: 'customer' })
    }
    await d.house.core.conversations.act(d.ben.actor, d.conversationId, 'resolve')
    await d.carl.says('Alles klar')
    await d.house.settle()
    expect((await d.view()).conversation).toMatchObject({ status: 'resolved', resolvedBy: 'teammate' })
    expect((await d.view()).drafts).toHaveLength(1)
    await d.carl.says('ok, but when does it leave?')
    await d.house.settle()
    expect((await d.view()).conversation).toMatchObject({ status: 'active', waitingFor: 'staff' })
    // Nothing answered that one yet: this belongs to the question.
    await d.carl.says('ok')
    expect((await d.view()).conversation).toMatchObject({ waitingFor: 'staff' })
  })

  test('“ok” to what we asked is an answer, and waits for us', async () => {
    const d = await drafted()
    await d.house.core.conversations.reply(d.ben.actor, d.conversationId, { text: 'Shall we send it to your office?' })
    await d.house.settle()
    await d.carl.says('ok')
    await d.house.settle()
    expect((await d.view()).conversation).toMatchObject({ waitingFor: 'staff' })
  })

  test('a first “ok” that nobody had written to is a message like any other', async () => {
    const d = await drafted()
    const eve = d.house.customer('Eve')
    await eve.says('ok')
    expect(await eve.conversation()).toMatchObject({ waitingFor: 'staff' })
  })

  test('that names the teammate who answered says that all is well', async () => {
    const d = await drafted()
    await d.ben.click('approve')
    await d.house.settle()
    await d.carl.says('Thank you Ben! Carl')
    await d.house.settle()
    expect((await d.view()).conversation).toMatchObject({ status: 'resolved', resolvedBy: 'customer' })
    expect((await d.view()).drafts).toHaveLength(1)
  })
})
