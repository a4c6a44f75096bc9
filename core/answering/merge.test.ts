import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '#core/domain/conversation.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const answer = 'Yes, we ship to Norway within 5 days.'

describe('merge', () => {
  test('puts the messages together, in order, and thinks once about what stands unanswered', async () => {
    const { house, mail, chat } = await twoOfMia()
    await house.core.conversations.merge(house.owner, mail.id, chat.id, { acrossPeople: true })
    const view = await house.core.conversations.get(house.owner, chat.id)
    expect(view.messages.map(({ content }) => content)).toEqual(['Do you ship to Norway?', 'And to Sweden?'])
    expect(view.messages[0]?.metadata.movedFrom).toBe(mail.id)
    expect(view.drafts.filter(({ state }) => state !== 'withdrawn')).toHaveLength(1)
    expect(view.conversation).toMatchObject({ waitingFor: 'staff', thoughtOwedAt: null })
    const source = await house.core.conversations.get(house.owner, mail.id)
    expect(source).toMatchObject({ messages: [], draft: null, actions: ['unmerge'] })
    expect(source.conversation).toMatchObject({ mergedIntoId: chat.id, waitingFor: 'nobody', dueAt: null })
    expect((await house.core.conversations.list(house.owner, {})).map(({ id }) => id)).not.toContain(mail.id)
  })

  test('an answer goes to where the customer wrote last, and what comes from either place joins', async () => {
    const { house, mia, visitor, mail, chat } = await twoOfMia()
    await house.core.conversations.merge(house.owner, chat.id, mail.id, { acrossPeople: true })
    await house.core.conversations.reply(house.owner, mail.id, { text: answer })
    await house.settle()
    expect([visitor.heard(), mia.heard()]).toEqual([[answer], []])
    await mia.says('Thank you! And by mail?', await referring(house, mail.id))
    await house.core.conversations.reply(house.owner, mail.id, { text: 'By mail, too.' })
    await house.settle()
    expect([visitor.heard(), mia.heard()]).toEqual([[answer], ['By mail, too.']])
    await visitor.says('Hello again')
    expect((await house.scope.messages.list(mail.id)).map(({ content }) => content).at(-1)).toBe('Hello again')
    expect(await house.core.conversations.list(house.owner, {})).toHaveLength(1)
  })

  test('two people’s conversations are not put together unless a teammate says that they are one', async () => {
    const { house, mail, chat } = await twoOfMia()
    const refused = house.core.conversations.merge(house.owner, mail.id, chat.id)
    await expect(refused).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('two different people'),
    })
  })

  test('what cannot be merged gets a sentence', async () => {
    const { house, mail, chat } = await twoOfMia()
    const merge = (from: string, into: string) =>
      house.core.conversations.merge(house.owner, from, into, { acrossPeople: true })
    await expect(merge(mail.id, mail.id)).rejects.toMatchObject({ status: 422 })
    await expect(merge(mail.id, 'nowhere')).rejects.toMatchObject({ status: 404 })
    await expect(house.core.conversations.unmerge(house.owner, mail.id)).rejects.toMatchObject({ status: 409 })
    await house.core.conversations.reply(house.owner, mail.id, { text: answer })
    await expect(merge(mail.id, chat.id)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('on its way'),
    })
    await house.settle()
    await merge(mail.id, chat.id)
    await expect(merge(mail.id, chat.id)).rejects.toMatchObject({ status: 409 })
    await expect(merge(chat.id, mail.id)).rejects.toMatchObject({ status: 409 })
    await expect(house.core.conversations.act(house.owner, mail.id, 'take')).rejects.toMatchObject({ status: 409 })
    await expect(house.core.conversations.reply(house.owner, mail.id, { text: 'x' })).rejects.toMatchObject({
      status: 409,
    })
  })

  test('two who merge crosswise at once: one wins, and nothing is lost', async () => {
    const { house, mail, chat } = await twoOfMia()
    const merge = (from: string, into: string) =>
      house.core.conversations.merge(house.owner, from, into, { acrossPeople: true })
    const results = await Promise.allSettled([merge(mail.id, chat.id), merge(chat.id, mail.id)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const all = [...(await house.scope.messages.list(mail.id)), ...(await house.scope.messages.list(chat.id))]
    expect(all).toHaveLength(2)
  })

  test('the customer writes while it is merged: the message stands in one of them, and it waits', async () => {
    const { house, visitor, mail, chat } = await twoOfMia()
    await Promise.all([
      visitor.says('Hello?'),
      house.core.conversations.merge(house.owner, chat.id, mail.id, { acrossPeople: true }),
    ])
    await house.settle()
    expect((await house.scope.messages.list(mail.id)).map(({ content }) => content)).toContain('Hello?')
    expect(await house.scope.conversations.get(mail.id)).toMatchObject({ waitingFor: 'staff' })
  })

  test('the card in the old thread says where it went, and takes it apart', async () => {
    const house = await makeTestHouse({ slack: true })
    const ben = await house.teammate('Ben')
    const [one, other] = [house.customer('Mia'), house.customer('Mia, too')]
    await one.says('Do you ship to Norway?')
    await other.says('And to Sweden?')
    await house.settle()
    const [source, target] = [(await one.conversation()).id, (await other.conversation()).id]
    await house.core.conversations.merge(ben.actor, source, target, { acrossPeople: true })
    await house.settle()
    const cards = house.platforms.cards()
    expect(cards.find(({ card }) => card.title === 'Mia')?.card).toMatchObject({
      status: 'Merged into another conversation',
    })
    const said = await ben.slackReply(source, '> We ship everywhere.')
    await house.settle()
    expect(said.place.thread).not.toBe('')
    expect([one.heard(), other.heard()]).toEqual([[], ['We ship everywhere.']])
    expect(await ben.click('unmerge')).toEqual({ kind: 'done' })
    await house.settle()
    expect((await house.scope.messages.list(source)).map(({ content }) => content)).toEqual(['Do you ship to Norway?'])
    expect(await one.conversation()).toMatchObject({ id: source, waitingFor: 'staff', mergedIntoId: null })
  })
})

describe('split', () => {
  test('opens a conversation of its own from a message on; what comes later joins it; merging back undoes it', async () => {
    const house = await makeTestHouse()
    const anna = house.customer('Anna')
    await anna.says('Do you ship to Norway?')
    const { id } = await anna.conversation()
    await house.core.conversations.reply(house.owner, id, { text: answer })
    await house.settle()
    await anna.says('My lamp is broken.')
    const before = await house.scope.messages.list(id)
    const opened = await house.core.conversations.split(house.owner, id, before[2]!.id)
    expect(await house.scope.conversations.get(opened)).toMatchObject({
      followsId: id,
      waitingFor: 'staff',
      subject: 'My lamp is broken.',
    })
    expect(await house.scope.conversations.get(id)).toMatchObject({ waitingFor: 'customer', waitingSince: null })
    await anna.says('It flickers.')
    expect((await house.scope.messages.list(opened)).map(({ content }) => content)).toEqual([
      'My lamp is broken.',
      'It flickers.',
    ])
    await house.core.conversations.reply(house.owner, opened, { text: 'We send another one.' })
    await house.settle()
    expect(anna.heard()).toEqual([answer, 'We send another one.'])
    await house.core.conversations.merge(house.owner, opened, id)
    const after = await house.scope.messages.list(id)
    expect(after.slice(0, 3)).toEqual(before)
    expect(after).toHaveLength(5)
  })

  test('what cannot be split gets a sentence', async () => {
    const { house, mail, chat } = await twoOfMia()
    const [first] = await house.scope.messages.list(mail.id)
    const split = (from: string) => house.core.conversations.split(house.owner, mail.id, from)
    await expect(split(first!.id)).rejects.toMatchObject({ status: 422 })
    await expect(split((await house.scope.messages.list(chat.id))[0]!.id)).rejects.toMatchObject({ status: 404 })
    await house.core.conversations.reply(house.owner, mail.id, { text: answer })
    const held = (await house.scope.messages.list(mail.id)).at(-1)!
    await expect(split(held.id)).rejects.toMatchObject({ status: 409 })
  })
})

test('merges and splits taken back in the opposite order leave every message where it stood', async () => {
  const step = fc.record({ splits: fc.boolean(), a: fc.nat(20), b: fc.nat(20) })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const house = await makeTestHouse()
      const ids = []
      for (const name of ['Anna', 'Ben', 'Carl']) {
        const customer = house.customer(name)
        for (const text of ['First?', 'Second?', 'Third?']) await customer.says(`${name}: ${text}`)
        ids.push((await customer.conversation()).id)
      }
      const { conversations } = house.core
      const undo: { back: () => Promise<void>; before: Map<string, Message[]> }[] = []
      const open = [...ids]
      for (const { splits, a, b } of steps) {
        const source = open[a % open.length]!
        const before = await everything(house, ids)
        if (splits) {
          const messages = await house.scope.messages.list(source)
          const from = messages[1 + (b % Math.max(1, messages.length - 1))]
          if (from === undefined) continue
          const opened = await conversations.split(house.owner, source, from.id)
          ids.push(opened)
          open.push(opened)
          before.set(opened, [])
          undo.push({ back: () => conversations.merge(house.owner, opened, source), before })
        } else {
          const target = open[b % open.length]!
          if (source === target) continue
          await conversations.merge(house.owner, source, target, { acrossPeople: true })
          open.splice(open.indexOf(source), 1)
          undo.push({ back: () => conversations.unmerge(house.owner, source), before })
        }
        expect(count(await everything(house, ids))).toBe(9)
      }
      for (const { back, before } of undo.toReversed()) {
        await back()
        const now = await everything(house, ids)
        for (const [id, messages] of before) expect(now.get(id)).toEqual(messages)
      }
    }),
    { numRuns: 12 },
  )
})

async function everything(house: TestHouse, ids: string[]): Promise<Map<string, Message[]>> {
  const all = new Map<string, Message[]>()
  for (const id of ids) all.set(id, await house.scope.messages.list(id))
  return all
}

function count(all: Map<string, Message[]>): number {
  return [...all.values()].reduce((sum, messages) => sum + messages.length, 0)
}

/** Mia wrote a mail, then in the chat, where nobody knows that it is her. */
async function twoOfMia() {
  const house = await makeTestHouse({ mail: true })
  const mia = house.mailCustomer('mia@home.example', 'Mia')
  await mia.says('Do you ship to Norway?')
  await house.pass(1_000)
  const visitor = house.customer('Mia')
  await visitor.says('And to Sweden?')
  return { house, mia, visitor, mail: await mia.conversation(), chat: await visitor.conversation() }
}

/** The facts of a mail that answers the first message of a conversation. */
async function referring(house: TestHouse, id: string) {
  const [first] = await house.scope.messages.list(id)
  const { mail } = first!.metadata
  return { mail: { ...mail!, messageId: `<again-${house.next()}@home.example>`, references: [mail!.messageId] } }
}
