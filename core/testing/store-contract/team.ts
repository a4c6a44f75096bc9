import { expect, test } from 'vitest'
import type { Fresh } from './rows.ts'

/** What every store promises about teammates, their sign-in, what they changed, and copies of their mail. */
export function teamContract(fresh: Fresh): void {
  const at = '2026-03-02T09:00:00.000Z'

  async function colleague({ scope }: Awaited<ReturnType<Fresh>>, passwordHash: string | null = 'theirs') {
    const email = `${crypto.randomUUID()}@shop.example`
    return scope.teammates.create({ email, name: 'Maya', role: 'teammate', passwordHash, confirmedAt: at })
  }

  test('a removed teammate can sign in by nothing, and keeps their name', async () => {
    const made = await fresh()
    const { scope, store, businessId } = made
    const { id, email } = await colleague(made)
    const handle = { kind: 'slack' as const, value: `T1/${id}` }
    const token = crypto.randomUUID()
    const session = { family: token, businessId, teammateId: id, expiresAt: at }
    await store.system.saveRefresh({ ...session, hash: token })
    const link = { purpose: 'invite', businessId, teammateId: id, data: {}, expiresAt: at }
    await store.system.saveLink({ ...link, hash: token })
    await scope.teammates.link(id, handle)
    await scope.teammates.remove(id)
    expect(await scope.teammates.get(id)).toMatchObject({ name: 'Maya', confirmedAt: null })
    expect((await scope.teammates.get(id))?.removedAt).not.toBeNull()
    expect((await scope.teammates.list()).map((one) => one.id)).not.toContain(id)
    expect((await scope.teammates.list({ withRemoved: true })).map((one) => one.id)).toContain(id)
    expect(await store.system.signIn(email)).toEqual([])
    expect(await store.system.useRefresh(token)).toBeUndefined()
    expect(await store.system.useLink(token)).toBe(false)
    expect(await scope.people.byHandle(handle)).toBeUndefined()
    await scope.teammates.update(id, { removedAt: null })
    expect(await store.system.signIn(email)).toMatchObject([{ passwordHash: null }])
  })

  test('an owner who was invited keeps a password of their own, and the founder’s goes along with a lower role', async () => {
    const made = await fresh()
    const { scope, store, teammateId } = made
    const maya = await colleague(made)
    await scope.teammates.update(teammateId, { passwordHash: 'founder', confirmedAt: at })
    await scope.teammates.update(maya.id, { role: 'owner' })
    const hashOf = async (email: string) => (await store.system.signIn(email))[0]?.passwordHash
    expect(await hashOf(maya.email)).toBe('theirs')
    await scope.teammates.update(maya.id, { passwordHash: 'new' })
    const founder = (await scope.teammates.get(teammateId))!
    expect([await hashOf(maya.email), await hashOf(founder.email)]).toEqual(['new', 'founder'])
    expect((await scope.write((tx) => tx.teammates.owners())).map(({ id }) => id).sort()).toEqual(
      [maya.id, teammateId].sort(),
    )
    await scope.teammates.update(teammateId, { role: 'teammate' })
    expect(await hashOf(founder.email)).toBe('founder')
  })

  test('an owner who has not accepted the invitation cannot sign in with the founder’s password', async () => {
    const { scope, store } = await fresh()
    const email = `${crypto.randomUUID()}@shop.example`
    await scope.teammates.create({ email, name: 'Zoe', role: 'owner', passwordHash: null, confirmedAt: null })
    expect(await store.system.signIn(email)).toMatchObject([{ passwordHash: null }])
  })

  test('the audit is read page by page, by who and by what', async () => {
    const { scope } = await fresh()
    for (const action of ['one added', 'two removed', 'three added'])
      await scope.audit.add({ actor: action === 'two removed' ? 'ben' : 'ana', action, subject: 'x' })
    const actions = async (...given: Parameters<typeof scope.audit.list>) =>
      (await scope.audit.list(...given)).map(({ action }) => action)
    expect(await actions(10)).toEqual(['three added', 'two removed', 'one added'])
    expect(await actions(10, { actor: 'ana' })).toEqual(['three added', 'one added'])
    expect(await actions(10, { action: 'ADDED' })).toEqual(['three added', 'one added'])
    const [first] = await scope.audit.list(1)
    expect(await actions(10, { before: first!.id })).toEqual(['two removed', 'one added'])
    expect(await actions(10, { before: crypto.randomUUID() })).toEqual([])
  })

  test('people are found by name and by handle', async () => {
    const { scope } = await fresh()
    const value = `${crypto.randomUUID()}@mail.example`
    const { id } = await scope.people.create({ name: 'Ana 100%', handle: { kind: 'email', value } })
    await scope.people.create({ name: 'Ben', handle: { kind: 'chat', value: crypto.randomUUID() } })
    const found = async (text: string) => (await scope.people.search(text, 10)).map((one) => one.id)
    expect([await found('ana'), await found('0%'), await found(value.slice(0, 12))]).toEqual([[id], [id], [id]])
    expect(await found('nobody')).toEqual([])
  })

  test('a copy is kept once, found by its Message-ID and by what it answers, and goes with its customer', async () => {
    const { scope, teammateId } = await fresh()
    const handle = { kind: 'email' as const, value: `${crypto.randomUUID()}@mail.example` }
    const person = await scope.people.create({ name: 'Ana', handle })
    const blank = { personId: null, teammateId: null, references: [], lessonId: null, at }
    const asked = { ...blank, messageId: '<q@mail.example>', personId: person.id, text: 'Open?' }
    const answer = {
      ...blank,
      messageId: '<a@shop.example>',
      teammateId,
      text: 'Yes.',
      references: [asked.messageId],
    }
    expect([await scope.shadowMails.add(asked), await scope.shadowMails.add(answer)]).toEqual([true, true])
    expect(await scope.shadowMails.add({ ...asked, text: 'again' })).toBe(false)
    expect(await scope.shadowMails.byMessageIds([asked.messageId, '<no@mail.example>'])).toEqual([asked])
    expect(await scope.shadowMails.answersTo(asked.messageId)).toEqual([answer])
    await scope.shadowMails.setLesson(answer.messageId, 'lesson')
    expect(await scope.shadowMails.answersTo(asked.messageId)).toEqual([])
    await scope.people.remove(person.id)
    expect(await scope.shadowMails.byMessageIds([asked.messageId])).toEqual([])
    await scope.shadowMails.prune('2026-03-02T09:00:00.001Z')
    expect(await scope.shadowMails.byMessageIds([answer.messageId])).toEqual([])
  })

  test('a call is known by its place while it lasts and after, and goes with its conversation', async () => {
    const made = await fresh()
    const { scope } = made
    const handle = { kind: 'phone' as const, value: '+15550100' }
    const { id: personId } = await scope.people.create({ name: null, handle })
    const facts = { agentId: made.agentId, customerEmail: null, channel: 'phone' as const, subject: '' }
    const { id: conversationId } = await scope.conversations.create({ ...facts, personId, kind: 'support' })
    const place = { connector: 'voice', account: '+15550199', thread: 'CA1', private: true }
    const begun = {
      ...{ place, conversationId, number: handle.value, to: place.account, language: 'en', state: 'live' as const },
      ...{ unclear: 0, asked: null, rest: null, rung: [], takenBy: null },
      ...{ beganAt: '2026-03-02T09:00:00.000Z', endedAt: null },
    }
    const call = await scope.calls.add(begun)
    expect(call).toEqual({ ...begun, id: call.id })
    await expect(scope.calls.add(begun)).rejects.toThrow()
    expect(await scope.calls.open()).toEqual([call])
    const patch = {
      state: 'ended' as const,
      rung: ['a', 'b'],
      asked: 'more' as const,
      endedAt: '2026-03-02T09:05:00.000Z',
    }
    await scope.calls.update(call.id, patch)
    expect(await scope.calls.byPlace(place)).toEqual({ ...call, ...patch })
    expect(await scope.calls.of(conversationId)).toEqual([{ ...call, ...patch }])
    expect(await scope.calls.open()).toEqual([])
    expect(await scope.calls.byPlace({ ...place, thread: 'CA2' })).toBeUndefined()
  })

  test('a channel that is left is forgotten with its threads, and no other', async () => {
    const made = await fresh()
    const { scope } = made
    const { id: personId } = await scope.people.create({
      ...{ name: 'Ana', handle: { kind: 'chat', value: crypto.randomUUID() } },
    })
    const facts = { agentId: made.agentId, customerEmail: null, channel: 'chat' as const, subject: '' }
    const { id } = await scope.conversations.create({ ...facts, personId, kind: 'support' })
    const place = (thread: string) => ({ connector: 'slack', account: 'T1', thread, private: false })
    for (const thread of ['C1/1.1', 'C11/1.1']) await scope.conversations.addPlace(id, 'staff', place(thread))
    await scope.conversations.addPlace(id, 'customer', place('C1/2.2'))
    expect(await scope.conversations.leaveChannel(place('C1/'))).toEqual([id])
    const left = (await scope.conversations.places(id)).map(({ place: { thread } }) => thread)
    expect(left.sort()).toEqual(['C1/2.2', 'C11/1.1'])
  })
}
