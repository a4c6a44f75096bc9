import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Scope } from '#core/store/store.ts'
import { type Filled, fillBusiness } from '#core/testing/filled.ts'
import { testDatabase } from '#core/testing/test-database.ts'

async function filled(): Promise<{ a: Filled; scope: Scope }> {
  const { store, freshBusiness } = await testDatabase()
  const a = await fillBusiness(store, await freshBusiness(), 'words')
  return { a, scope: a.scope }
}

test('of two who decide a draft at once, one does', async () => {
  const { a, scope } = await filled()
  const moves = [
    scope.drafts.move(a.draft.id, ['pending'], 'approved'),
    scope.drafts.move(a.draft.id, ['pending'], 'rejected', { why: 'wrong' }),
    scope.drafts.move(a.draft.id, ['pending'], 'withdrawn'),
  ]
  expect((await Promise.all(moves)).filter(Boolean)).toHaveLength(1)
})

test('a conversation has one pending draft at most, and versions count up', async () => {
  const { a, scope } = await filled()
  const next = { ...a.draft, id: randomUUID() }
  await expect(scope.drafts.add(next)).rejects.toThrow(/drafts_one_pending/)
  await scope.drafts.move(a.draft.id, ['pending'], 'withdrawn')
  const shadows = await Promise.all(
    [1, 2, 3, 4].map(() => scope.drafts.add({ ...a.draft, id: randomUUID(), state: 'shadow' })),
  )
  expect(shadows.map((draft) => draft.version).sort()).toEqual([2, 3, 4, 5])
  expect((await scope.drafts.open(a.conversation.id)).map((draft) => draft.version)).toEqual([2, 3, 4, 5])
  expect(await scope.drafts.byLessons([a.lessonId])).toHaveLength(4)
})

test('what a conversation went through is never changed, and goes with it', async () => {
  const { a, scope } = await filled()
  const { orm, store } = await testDatabase()
  const em = orm.em.fork()
  const events = await scope.events.list(a.conversation.id)
  expect(events).toHaveLength(1)
  const id = events[0]!.id
  await expect(em.execute(`update lummy.conversation_events set actor = 'x' where id = ?`, [id])).rejects.toThrow(
    /append-only/,
  )
  await expect(em.execute('delete from lummy.conversation_events where id = ?', [id])).rejects.toThrow(/append-only/)
  await store.system.removeBusiness(a.businessId)
  expect(await em.execute('select 1 from lummy.conversation_events where id = ?', [id])).toEqual([])
  expect(await em.execute('select 1 from lummy.messages where business_id = ?', [a.businessId])).toEqual([])
})

test('a removed person takes along conversations, addresses and what arrived from them', async () => {
  const { a, scope } = await filled()
  await scope.people.remove(a.person.id)
  expect(await scope.conversations.get(a.conversation.id)).toBeUndefined()
  expect(await scope.people.byHandle(a.handle)).toBeUndefined()
  expect(await scope.inbox.byPlatformId('sample', a.tag, a.inboxRow.platformId)).toBeUndefined()
  expect(await scope.outbox.get(a.outbox.id)).toBeUndefined()
  expect((await scope.lessons.get(a.lessonId))?.conversationId).toBeUndefined()
  expect(await scope.evidence.rows(a.claim)).toHaveLength(1)
})

test('a message that came twice is one message', async () => {
  const { a, scope } = await filled()
  const again = () =>
    scope.messages.add({
      conversationId: a.conversation.id,
      senderType: 'customer',
      content: 'hello',
      metadata: { connector: 'sample', account: a.tag, platformId: 'twice' },
    })
  const added = await Promise.all([again(), again(), again()])
  expect(added.filter((each) => each.isNew)).toHaveLength(1)
  expect(new Set(added.map((each) => each.message.id)).size).toBe(1)
  const inside = await scope.write(async (tx) => {
    const known = await tx.messages.add({
      conversationId: a.conversation.id,
      senderType: 'customer',
      content: 'other words',
      metadata: { connector: 'sample', account: a.tag, platformId: 'twice' },
    })
    await tx.conversations.update(a.conversation.id, { status: 'escalated' })
    return known
  })
  expect(inside).toMatchObject({ isNew: false, message: { content: 'hello' } })
  expect(await scope.conversations.get(a.conversation.id)).toMatchObject({ status: 'escalated', version: 2 })
})

test('text that PostgreSQL refuses is stored without what it refuses', async () => {
  const { a, scope } = await filled()
  const { message } = await scope.messages.add({
    conversationId: a.conversation.id,
    senderType: 'customer',
    content: 'nul \u0000 and half \ud83d a pair',
    metadata: { subject: 'nul \u0000', quoted: '\udc00' },
  })
  const stored = await scope.messages.get(message.id)
  expect(stored).toEqual(message)
  expect(stored?.content).toBe('nul  and half \ufffd a pair')
})

test('messages of one millisecond keep the order in which they were added', async () => {
  const { a, scope } = await filled()
  const createdAt = new Date().toISOString()
  for (let i = 0; i < 20; i++)
    await scope.messages.add({
      ...{ conversationId: a.conversation.id, senderType: 'customer', content: `${i}`, metadata: {}, createdAt },
    })
  const all = (await scope.messages.list(a.conversation.id)).slice(1)
  expect(all.map((message) => message.content)).toEqual(Array.from({ length: 20 }, (_, i) => `${i}`))
  const after = await scope.messages.list(a.conversation.id, { after: all[9]!.id, limit: 3 })
  expect(after.map((message) => message.content)).toEqual(['10', '11', '12'])
})

test('pages of the conversation list meet without gap or overlap', async () => {
  const { a, scope } = await filled()
  for (let i = 0; i < 7; i++)
    await scope.conversations.create({
      ...{ agentId: a.agentId, personId: a.person.id, customerEmail: null, channel: 'chat', kind: 'support' as const },
      subject: `number ${i}`,
    })
  const seen: string[] = []
  for (let before: string | undefined; ; ) {
    const page = await scope.conversations.list({ limit: 3, ...(before !== undefined && { before }) })
    if (page.length === 0) break
    seen.push(...page.map((each) => each.subject))
    before = page.at(-1)!.id
  }
  expect(seen).toHaveLength(8)
  expect(new Set(seen).size).toBe(8)
  const found = await scope.conversations.list({ limit: 10, search: 'where is my' })
  expect(found).toMatchObject([
    { personName: 'words customer', pendingDraftId: a.draft.id, preview: a.message.content },
  ])
  expect(await scope.conversations.list({ limit: 10, search: '100%_' })).toEqual([])
  expect(await scope.conversations.list({ limit: 10, waiting: true })).toEqual([])
})

test('people who write for the first time twice at once are one person', async () => {
  const { scope } = await filled()
  const handle = { kind: 'chat', value: randomUUID() } as const
  const people = await Promise.all([1, 2, 3].map(() => scope.people.create({ name: 'New', handle })))
  expect(new Set(people.map((person) => person.id)).size).toBe(1)
})

test('a write that throws leaves nothing, and calling the scope itself inside it is refused', async () => {
  const { a, scope } = await filled()
  const failed = scope.write(async (tx) => {
    await tx.people.rename(a.person.id, 'renamed')
    throw new Error('stop')
  })
  await expect(failed).rejects.toThrow('stop')
  expect((await scope.people.get(a.person.id))?.name).toBe('words customer')
  const mixed = scope.write(async () => await scope.people.get(a.person.id))
  await expect(mixed).rejects.toThrow(/use the tx/)
})

test('settings are merged, and the owner’s password is kept where the business is', async () => {
  const { a, scope } = await filled()
  const { store } = await testDatabase()
  await Promise.all([scope.saveSettings({ askMinutes: 3 }), scope.saveSettings({ zone: 'Europe/Vienna' })])
  expect((await scope.business()).settings).toMatchObject({ askMinutes: 3, zone: 'Europe/Vienna', sendRule: 'confirm' })
  await scope.teammates.update(a.teammateId, { passwordHash: 'new-hash' })
  const { email } = (await scope.teammates.list())[0]!
  expect(await store.system.signIn(email.toUpperCase())).toMatchObject([
    { businessId: a.businessId, passwordHash: 'new-hash', teammate: { id: a.teammateId } },
  ])
})

test('credentials cannot be read in the table, and open again through the store', async () => {
  const { a, scope } = await filled()
  const { orm, store } = await testDatabase()
  const settings = { botToken: 'xoxb-very-secret', signingSecret: 'also secret' }
  await scope.integrations.update(a.integration.id, { settings })
  const rows = await orm.em
    .fork()
    .execute('select i::text as row from lummy.integrations i where id = ?', [a.integration.id])
  expect(JSON.stringify(rows)).not.toMatch(/secret|xoxb/)
  expect((await scope.integrations.get(a.integration.id))?.settings).toEqual(settings)
  expect(await store.system.integrationByAccount('sample', a.tag)).toMatchObject({
    businessId: a.businessId,
    integration: { settings },
  })
  const twice = scope.integrations.add({
    ...{ agentId: a.agentId, connector: 'sample', account: a.tag, label: '', settings: {} },
  })
  await expect(twice).rejects.toMatchObject({ status: 409 })
  await scope.integrations.update(a.integration.id, { status: 'removed' })
  expect(await store.system.integrationById(a.integration.id)).toBeUndefined()
})
