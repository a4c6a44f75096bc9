import { expect, test } from 'vitest'
import { conversationIn, type Fresh, outgoing } from './rows.ts'

/** What every store promises about what leaves: the outbox, what holds it up, and who may not be written to. */
export function deliveryContract(fresh: Fresh): void {
  test('a STOP is kept with its time until it is taken back', async () => {
    const { scope } = await fresh()
    const handle = { kind: 'phone' as const, value: '+15550001111' }
    const at = '2026-03-02T09:00:00.000Z'
    expect([await scope.optOuts.since(handle), await scope.optOuts.set(handle, null)]).toEqual([null, false])
    expect([await scope.optOuts.set(handle, at), await scope.optOuts.set(handle, '2026-03-03T09:00:00.000Z')]).toEqual([
      true,
      false,
    ])
    expect([await scope.optOuts.since(handle), await scope.write((tx) => tx.optOuts.lock(handle))]).toEqual([at, at])
    expect(await scope.optOuts.since({ kind: 'phone', value: '+15550001112' })).toBeNull()
    expect([await scope.optOuts.set(handle, null), await scope.optOuts.since(handle)]).toEqual([true, null])
  })

  test('an event that is told twice has changed it both times; another one that says the same has not', async () => {
    const { scope } = await fresh()
    const handle = { kind: 'phone' as const, value: '+15550001111' }
    const at = '2026-03-02T09:00:00.000Z'
    const told = (since: string | null, eventId?: string) => scope.optOuts.set(handle, since, eventId)
    expect([await told(at, 'SM1'), await told(at, 'SM1'), await told(at, 'SM2'), await told(at)]).toEqual([
      true,
      true,
      false,
      false,
    ])
    expect([await told(null, 'SM3'), await told(null, 'SM3'), await told(null, 'SM1')]).toEqual([true, true, false])
  })

  test('that mail came back stands until its address writes, the newest word of it', async () => {
    const { scope } = await fresh()
    const handle = { kind: 'email' as const, value: 'ben@home.example' }
    const hard = { at: '2026-03-02T09:00:00.000Z', isHard: true, why: '550 no such user' }
    expect([await scope.bounces.of(handle), await scope.bounces.clear(handle)]).toEqual([undefined, false])
    await scope.bounces.set(handle, { ...hard, isHard: false, why: '452 full' })
    await scope.bounces.set(handle, hard)
    expect(await scope.bounces.of(handle)).toEqual(hard)
    expect(await scope.bounces.of({ ...handle, value: 'ana@home.example' })).toBeUndefined()
    expect([await scope.bounces.clear(handle), await scope.bounces.of(handle)]).toEqual([true, undefined])
  })

  test('what was said alone to one address is found in all its conversations, newest first', async () => {
    const { scope, teammateId } = await fresh()
    const [{ id: one }, { id: other }] = [await conversationIn(scope), await conversationIn(scope)]
    const first = await scope.outbox.add({ ...outgoing(one), state: 'sent' })
    const second = await scope.outbox.add(outgoing(other))
    await scope.outbox.add({ ...outgoing(one), teammateId })
    await scope.outbox.add({ ...outgoing(one), place: { ...first.place, thread: 'b' } })
    const stopped = await scope.outbox.add(outgoing(one))
    await scope.outbox.move(stopped.id, ['held'], 'cancelled')
    const ids = async (since: string, limit: number) =>
      (await scope.outbox.automaticTo(first.place, since, limit)).map(({ id }) => id).toSorted()
    expect(await ids(first.createdAt, 10)).toEqual([first.id, second.id].toSorted())
    expect(await ids(first.createdAt, 1)).toHaveLength(1)
    expect(await ids('2999-01-01T00:00:00.000Z', 10)).toEqual([])
  })

  test('free times are given out one after the other, to all who ask at once', async () => {
    const { scope } = await fresh()
    const times = await Promise.all(Array.from({ length: 5 }, () => scope.paces.next('sms/+1555', 1_000)))
    const ms = times.map((time) => Date.parse(time)).sort((a, b) => a - b)
    for (const [index, at] of ms.slice(1).entries()) expect(at - ms[index]!).toBeGreaterThanOrEqual(1_000)
    expect(Date.parse(await scope.paces.next('sms/+1666', 1_000))).toBeLessThan(ms[1]!)
  })

  test('a hold is found by its senders until it is over, and never made shorter', async () => {
    const { scope } = await fresh()
    const at = (ms: number) => new Date(Date.now() + ms).toISOString()
    const base = { connector: 'slack', account: 'T1', kind: 'slow' as const, why: 'too fast', tries: 1 }
    const long = at(60_000)
    await scope.holds.put({ ...base, sender: 'C1', until: long })
    await scope.holds.put({ ...base, sender: 'C1', until: at(30_000) })
    await scope.holds.put({ ...base, sender: '', kind: 'permission', until: at(-1_000) })
    expect(await scope.holds.on('slack', 'T1', ['', 'C1'])).toMatchObject({ sender: 'C1', until: long })
    expect(await scope.holds.on('slack', 'T1', ['', 'C2'])).toBeUndefined()
    expect(await scope.holds.on('slack', 'T2', ['', 'C1'])).toBeUndefined()
    // What the platform asked us to wait is waited.
    expect(await scope.holds.lift('slack', 'T1', ['C1', 'C3'])).toEqual([])
    expect(await scope.holds.lift('slack', 'T1', ['', 'C3'])).toEqual(['permission'])
    expect(await scope.holds.lift('slack', 'T1')).toEqual([])
    expect(await scope.holds.list()).toMatchObject([{ sender: 'C1' }])
  })

  test('what waits is released one after the other, oldest first, and counted by account', async () => {
    const { scope } = await fresh()
    const { id: conversationId } = await conversationIn(scope)
    const place = { connector: 'slack', account: 'T1', thread: 'C1/', private: false }
    const later = new Date(Date.now() + 3_600_000).toISOString()
    const ids: string[] = []
    for (const account of ['T1', 'T1', 'T2']) {
      const row = await scope.outbox.add({
        ...{ conversationId, audience: 'customer', place: { ...place, account }, payload: {}, state: 'ready' },
        ...{ notBefore: later, cancelIf: [], messageId: null, draftId: null, teammateId: null },
      })
      await scope.outbox.move(row.id, ['ready'], 'ready', { waitsFor: 'permission' })
      ids.push(row.id)
    }
    await scope.outbox.move(ids[2]!, ['ready'], 'failed')
    const counts = await scope.outbox.counts(new Date(Date.now() - 60_000).toISOString())
    const known = { connector: 'slack', inDoubt: 0 }
    expect(counts.sort((a, b) => a.account.localeCompare(b.account))).toMatchObject([
      { ...known, account: 'T1', waiting: 2, failed: 0 },
      { ...known, account: 'T2', waiting: 0, waitingSince: null, failed: 1 },
    ])
    const released = await scope.outbox.release('slack', 'T1', 100)
    const times = new Map(released.map(({ id, notBefore }) => [id, Date.parse(notBefore)]))
    expect([...times.keys()].sort()).toEqual(ids.slice(0, 2).sort())
    expect(times.get(ids[1]!)! - times.get(ids[0]!)!).toBe(100)
    expect(times.get(ids[0]!)).toBeLessThanOrEqual(Date.now())
  })

  test('an account that fails says since when, and its last error stays after it works again', async () => {
    const { scope } = await fresh()
    const agent = await scope.agent()
    const account = `T${crypto.randomUUID()}`
    const { id } = await scope.integrations.add({
      ...{ agentId: agent.id, connector: 'sample', account, label: 'Shop', settings: {} },
    })
    await scope.integrations.note('sample', account, { status: 'failing', lastError: 'It needs a token.' })
    const first = await scope.integrations.get(id)
    expect(first).toMatchObject({ status: 'failing', lastError: 'It needs a token.' })
    expect(first?.failingSince).toBe(first?.lastErrorAt)
    await new Promise((resolve) => setTimeout(resolve, 5))
    await scope.integrations.note('sample', account, { status: 'failing', lastError: 'It needs a scope.' })
    const second = await scope.integrations.get(id)
    expect(second?.failingSince).toBe(first?.failingSince)
    expect(second!.lastErrorAt! > first!.lastErrorAt!).toBe(true)
    await scope.integrations.note('sample', account, { status: 'connected', lastSentAt: new Date().toISOString() })
    expect(await scope.integrations.get(id)).toMatchObject({ failingSince: null, lastError: 'It needs a scope.' })
  })

  test('an outbox row moves only from the states that are named, and is found when it is stuck', async () => {
    const { store, scope, businessId, teammateId } = await fresh()
    const { id: conversationId } = await conversationIn(scope)
    const row = await scope.outbox.add(outgoing(conversationId))
    expect(row).toMatchObject({ state: 'held', attempts: 0, platformId: null })
    const byHand = await scope.outbox.add({ ...outgoing(conversationId), teammateId })
    expect(await scope.outbox.move(byHand.id, ['held'], 'cancelled')).toBe(true)
    await scope.outbox.add({ ...outgoing(conversationId), teammateId, state: 'sent' })
    expect((await scope.outbox.automatic()).map(({ id }) => id)).toEqual([row.id])
    expect(await scope.outbox.move(row.id, ['ready'], 'sending')).toBe(false)
    const races = await Promise.all(
      [1, 2, 3].map(() => scope.outbox.move(row.id, ['held'], 'sending', { attempts: 1 })),
    )
    expect(races.filter(Boolean)).toHaveLength(1)
    const stuck = async (ms: number) =>
      (await store.system.sweep(new Date(Date.now() + ms), 1_000)).stuckSending.some(
        ({ outboxId }) => outboxId === row.id,
      )
    expect([await stuck(0), await stuck(61_000)]).toEqual([false, true])
    const onTheirWay = async (ms: number) =>
      (await scope.outbox.onTheirWay(new Date(Date.now() + ms).toISOString())).map(({ id }) => id)
    expect([await onTheirWay(-60_000), await onTheirWay(60_000)]).toEqual([[row.id], []])
    await scope.outbox.move(row.id, ['sending'], 'in_doubt', { error: 'who knows' })
    expect(await scope.outbox.troubled(10)).toMatchObject([{ id: row.id, error: 'who knows' }])
    expect(await scope.outbox.waiting(conversationId)).toEqual([])
    expect(await store.of(businessId).outbox.get(row.id)).toMatchObject({ state: 'in_doubt' })
  })
}
