import { expect, test } from 'vitest'
import { LeaseLost } from '#core/errors.ts'
import { arrival, conversationIn, type Fresh } from './rows.ts'

/** What every store promises about what arrives: lanes, events, the people behind handles, places, messages. */
export function intakeContract(fresh: Fresh): void {
  test('a lane has one holder, and an older fence writes nothing', async () => {
    const { scope } = await fresh()
    const now = new Date()
    const later = new Date(now.getTime() + 31_000)
    const first = (await scope.leases.take('lane', now, 30_000))!
    expect(await scope.leases.take('lane', now, 30_000)).toBeUndefined()
    const second = (await scope.leases.take('lane', later, 30_000))!
    expect(second).toBeGreaterThan(first)
    expect(await scope.leases.renew('lane', first, later, 30_000)).toBe(false)
    await expect(scope.write((tx) => tx.leases.check('lane', first))).rejects.toThrow(LeaseLost)
    await scope.leases.release('lane', first)
    expect(await scope.leases.take('lane', later, 30_000)).toBeUndefined()
    await scope.leases.release('lane', second)
    expect(await scope.leases.take('lane', later, 30_000)).toBeGreaterThan(second)
  })

  test('a lane of a business that is gone is taken by nobody', async () => {
    const { store, scope, businessId } = await fresh()
    await store.system.removeBusiness(businessId)
    expect(await scope.leases.take('lane', new Date(), 30_000)).toBeUndefined()
  })

  test('what the holder of a lane leaves is there for the next one, and an older holder cannot change it', async () => {
    const { scope } = await fresh()
    const now = new Date()
    expect(await scope.leases.left('lane')).toBeUndefined()
    const first = (await scope.leases.take('lane', now, 30_000))!
    expect(await scope.leases.leave('lane', first, { at: 1 })).toBe(true)
    await scope.leases.release('lane', first)
    const second = (await scope.leases.take('lane', now, 30_000))!
    expect(await scope.leases.left('lane')).toEqual({ at: 1 })
    expect(await scope.leases.leave('lane', first, { at: 2 })).toBe(false)
    expect(await scope.leases.leave('lane', second, { at: 3 })).toBe(true)
    expect(await scope.leases.left('lane')).toEqual({ at: 3 })
  })

  test('an event is kept once, handled in order, and given up after nine attempts', async () => {
    const { store, scope, businessId } = await fresh()
    const row = (id: string) => ({ ...arrival(businessId, id), businessId })
    const lane = 'webchat/shop/a'
    expect(await store.system.keep([row('1'), row('2')])).toEqual([{ businessId, lane }])
    expect(await store.system.keep([row('2')])).toEqual([])
    const [one, two] = await scope.inbox.unhandled(lane, 10)
    expect([one?.platformId, two?.platformId]).toEqual([`${businessId} 1`, `${businessId} 2`])
    await scope.inbox.markHandled([one!.seq], 'done')
    expect(await scope.inbox.byPlatformId('webchat', 'shop', `${businessId} 1`)).toMatchObject({ result: 'done' })
    const swept = async (now: Date) =>
      (await store.system.sweep(now, 1_000)).lanes.filter((found) => found.businessId === businessId)
    expect(await swept(new Date())).toEqual([{ businessId, lane }])
    await scope.inbox.markFailed([two!.seq], 'it broke')
    expect(await swept(new Date())).toEqual([])
    expect(await swept(new Date(Date.now() + 10_000))).toEqual([{ businessId, lane }])
    for (let i = 0; i < 8; i++) await scope.inbox.markFailed([two!.seq], 'it broke')
    expect(await scope.inbox.unhandled(lane, 10)).toEqual([])
    expect(await scope.inbox.troubled(10)).toMatchObject([{ seq: two!.seq, error: 'it broke' }])
  })

  test('a handle is one person, and may be a teammate’s too', async () => {
    const { scope, teammateId } = await fresh()
    const handle = { kind: 'email' as const, value: 'anna@home.example' }
    const anna = await scope.people.create({ name: 'Anna', handle })
    expect(await scope.people.create({ name: 'Another', handle })).toEqual(anna)
    await scope.teammates.link(teammateId, handle)
    expect(await scope.people.byHandle(handle)).toEqual({
      ...{ ...handle, personId: anna.id, teammateId, blockedAt: null },
    })
    await scope.people.block(handle, '2026-03-02T09:00:00.000Z')
    await scope.teammates.unlink(teammateId, handle)
    expect(await scope.people.byHandle(handle)).toEqual({
      ...{ ...handle, personId: anna.id, teammateId: null, blockedAt: '2026-03-02T09:00:00.000Z' },
    })
  })

  test('people are linked once, and what one has is given to another and back', async () => {
    const { scope } = await fresh()
    const conversation = await conversationIn(scope)
    const phone = { kind: 'phone' as const, value: `+${crypto.randomUUID()}` }
    const other = await scope.people.create({ name: null, handle: phone })
    const what = { handles: [phone], conversationIds: [] }
    const link = {
      ...{ id: crypto.randomUUID(), keptId: conversation.personId, goneId: other.id, why: 'proved' as const },
      ...{ by: 'agent', at: new Date().toISOString(), ...what, undoneAt: null, undoneBy: null },
    }
    await scope.personLinks.add(link)
    await expect(scope.personLinks.add({ ...link, id: crypto.randomUUID() })).rejects.toThrow()
    await scope.write(async (tx) => {
      await tx.personLinks.lock([link.keptId, link.goneId])
      await tx.personLinks.give(what, link.goneId, link.keptId)
    })
    expect((await scope.people.byHandle(phone))?.personId).toBe(link.keptId)
    expect(await scope.personLinks.conversations(link.keptId)).toMatchObject([{ id: conversation.id }])
    expect(await scope.personLinks.of(link.goneId)).toEqual([link])
    await scope.write((tx) =>
      tx.personLinks.give({ ...what, conversationIds: [conversation.id] }, link.keptId, link.goneId),
    )
    expect(await scope.personLinks.conversations(link.goneId)).toMatchObject([{ id: conversation.id }])
    await scope.personLinks.undo(link.id, 'x', link.at)
    expect(await scope.personLinks.get(link.id)).toEqual({ ...link, undoneAt: link.at, undoneBy: 'x' })
    await scope.personLinks.add({ ...link, id: crypto.randomUUID() })
  })

  test('a check is open until it is proved, taken back or over', async () => {
    const { scope } = await fresh()
    const { id: conversationId } = await conversationIn(scope)
    const at = (ms: number) => new Date(1_700_000_000_000 + ms).toISOString()
    const handle = { kind: 'phone' as const, value: `+${crypto.randomUUID()}` }
    const check = (id: string, ms: number) => ({
      ...{ id, conversationId, handle, lane: `lane ${id}`, sentTo: null, tries: 0 },
      ...{ createdAt: at(ms), expiresAt: at(ms + 10), provedAt: null, until: null, endedAt: null },
    })
    const [a, b] = [check(crypto.randomUUID(), 0), check(crypto.randomUUID(), 5)]
    await scope.checks.add(a)
    await scope.checks.add(b)
    expect(await scope.checks.open(handle, at(6))).toEqual(b)
    expect(await scope.checks.open(handle, at(20))).toBeUndefined()
    expect(await scope.checks.open({ ...handle, value: '+0' }, at(6))).toBeUndefined()
    expect(await scope.checks.since(at(1))).toEqual([b])
    await scope.checks.update(b.id, { provedAt: at(7), until: at(9), tries: 1, sentTo: 'a@x.example' })
    expect(await scope.checks.open(handle, at(8))).toEqual(a)
    await scope.checks.update(a.id, { endedAt: at(8) })
    expect(await scope.checks.open(handle, at(8))).toBeUndefined()
    expect(await scope.checks.inLanes([b.lane])).toEqual([
      { ...b, provedAt: at(7), until: at(9), tries: 1, sentTo: 'a@x.example' },
    ])
  })

  test('messages move between conversations and keep their time', async () => {
    const { scope } = await fresh()
    const [from, to] = [await conversationIn(scope), await conversationIn(scope)]
    const said = { conversationId: from.id, senderType: 'customer' as const, content: 'Hello', metadata: {} }
    const { message: moved } = await scope.messages.add(said)
    await scope.messages.move([moved.id], to.id, moved.conversationId)
    expect((await scope.messages.get(moved.id))?.metadata.movedFrom).toBe(moved.conversationId)
    await scope.messages.move([moved.id], to.id, null)
    expect((await scope.messages.get(moved.id))?.metadata).toEqual(moved.metadata)
    expect(await scope.messages.list(from.id)).toEqual([])
    expect(await scope.messages.list(to.id)).toEqual([{ ...moved, conversationId: to.id }])
  })

  test('a platform’s message is stored once', async () => {
    const { scope } = await fresh()
    const { id } = await conversationIn(scope)
    const metadata = { connector: 'webchat', account: 'shop', platformId: 'm1' }
    const add = (content: string) =>
      scope.messages.add({ conversationId: id, senderType: 'customer', content, metadata })
    const first = await add('Hello')
    expect(await add('Hello again')).toEqual({ message: first.message, isNew: false })
    await scope.messages.setContent(first.message.id, 'Bye', { editedAt: '2026-03-02T09:00:00.000Z' })
    expect(await scope.messages.byPlatformIds('webchat', 'shop', ['m0', 'm1'])).toMatchObject({
      content: 'Bye',
      metadata: { ...metadata, editedAt: '2026-03-02T09:00:00.000Z' },
    })
  })

  test('a place leads to its conversation and keeps its card', async () => {
    const { scope } = await fresh()
    const { id } = await conversationIn(scope)
    const place = { connector: 'slack', account: 'T1', thread: 'C1/1', private: false }
    await scope.conversations.addPlace(id, 'staff', place)
    await scope.conversations.addPlace(id, 'staff', place)
    await scope.conversations.setCard(id, place, 'card', 'C1/2')
    expect(await scope.conversations.byPlace(place)).toBeUndefined()
    const moved = { ...place, thread: 'C1/2' }
    expect(await scope.conversations.byPlace(moved)).toMatchObject({ conversation: { id }, role: 'staff' })
    expect(await scope.conversations.places(id)).toEqual([
      { conversationId: id, role: 'staff', place: moved, cardPlatformId: 'card' },
    ])
  })
}
