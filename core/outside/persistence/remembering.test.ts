import { expect, test } from 'vitest'
import { type Call, reads, remembering, touches } from '#core/store/remembering.ts'
import type { Scope } from '#core/store/store.ts'
import { fillBusiness } from '#core/testing/filled.ts'
import { scopedCalls } from '#core/testing/scoped-calls.ts'
import { testDatabase } from '#core/testing/test-database.ts'

const ofTable = (name: Call) => scopedCalls[name]!

async function filled() {
  const { store, freshBusiness } = await testDatabase()
  return await fillBusiness(store, await freshBusiness(), 'ALPHA')
}

test('after every write that leaves things remembered, what is remembered is what is read', {
  timeout: 60_000,
}, async () => {
  const a = await filled()
  const remembered = remembering(a.scope)
  const answers = async (scope: Scope) =>
    Object.fromEntries(
      await Promise.all([...reads].map(async (name) => [name, await ofTable(name)(scope, { ...a, scope })] as const)),
    )
  await answers(remembered)
  for (const name of Object.keys(touches) as Call[]) {
    await ofTable(name)(remembered, a)
    expect(await answers(remembered), `after ${name}`).toEqual(await answers(a.scope))
  }
})

test('what is read twice is read once, and after a write once more', async () => {
  const a = await filled()
  let asked = 0
  const scope = remembering({
    ...a.scope,
    messages: {
      ...a.scope.messages,
      list(...given) {
        asked += 1
        return a.scope.messages.list(...given)
      },
    },
  })
  const { id } = a.conversation
  await Promise.all([scope.messages.list(id), scope.messages.list(id)])
  await scope.events.add({ conversationId: id, type: 'noted', actor: 'system', receiptId: null, data: {} })
  await scope.messages.list(id)
  expect(asked).toBe(1)
  await scope.messages.list(id, { limit: 1 })
  expect(asked).toBe(2)
  await scope.messages.add({ conversationId: id, senderType: 'human', content: 'And more.', metadata: {} })
  expect((await scope.messages.list(id)).at(-1)?.content).toBe('And more.')
  expect(asked).toBe(3)
})

test('what is locked is not read again, and is what the lock found', async () => {
  const a = await filled()
  const subject = crypto.randomUUID()
  const found = await a.scope.write(async (tx) => {
    await tx.conversations.get(a.conversation.id)
    await tx.conversations.update(a.conversation.id, { subject })
    await tx.conversations.lock(a.conversation.id)
    return tx.conversations.get(a.conversation.id)
  })
  expect(found?.subject).toBe(subject)
})

test('what was changed under its lock is remembered as it is then read', async () => {
  const a = await filled()
  const until = new Date(Date.now() + 60_000).toISOString()
  const changes = [
    { sentiment: 0 },
    { waitingFor: 'customer', waitingSince: null, humanUntil: until },
    { humanUntil: until.replace('Z', '+00:00') },
    { subject: 'half a \ud83d pair' },
    { kind: 'sales', lead: { slots: [], asked: [], warmth: 1, reasons: [] } as never },
  ] as const
  for (const change of changes) {
    const { id } = a.conversation
    const remembered = await a.scope.write(async (tx) => {
      await tx.conversations.lock(id)
      await tx.conversations.update(id, change)
      return await tx.conversations.get(id)
    })
    expect(remembered, JSON.stringify(change)).toEqual(await a.scope.conversations.get(id))
  }
})

test('what was read cannot be changed under another reader', async () => {
  const a = await filled()
  const messages = await remembering(a.scope).messages.list(a.conversation.id)
  expect(() => messages.push(messages[0]!)).toThrow(TypeError)
})
