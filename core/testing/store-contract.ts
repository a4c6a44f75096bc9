import { describe, expect, test } from 'vitest'
import type { OutboxRow } from '#core/domain/delivery.ts'
import type { InboundEvent } from '#core/domain/event.ts'
import type { LearningEntry, Lesson } from '#core/domain/learning.ts'
import { LeaseLost } from '#core/errors.ts'
import type { Scope, Store } from '#core/store/store.ts'
import { author, message } from './events.ts'

export interface ContractStore {
  store: Store
  freshBusiness(): Promise<{ businessId: string; agentId: string; teammateId: string }>
}

/** What every store promises; run on the real one and on the one in memory, so that neither can lie about the other. */
export function storeContract(name: string, open: () => Promise<ContractStore>): void {
  describe(name, () => {
    async function fresh() {
      const { store, freshBusiness } = await open()
      const made = await freshBusiness()
      return { ...made, store, scope: store.of(made.businessId) }
    }

    test('a write that throws leaves nothing behind', async () => {
      const { scope } = await fresh()
      const write = scope.write(async (tx) => {
        await conversationIn(tx)
        await tx.saveSettings({ zone: 'Europe/Oslo' })
        throw new Error('no')
      })
      await expect(write).rejects.toThrow('no')
      expect(await scope.conversations.list({ limit: 10 })).toEqual([])
      expect((await scope.business()).settings.zone).toBe('UTC')
    })

    test('inside a write only its tx may be used', async () => {
      const { scope } = await fresh()
      await expect(scope.write(() => scope.business())).rejects.toThrow('use the tx')
      await expect(scope.write(() => scope.write(async () => 1))).rejects.toThrow('use the tx')
    })

    test('writes of one conversation come one after the other', async () => {
      const { scope } = await fresh()
      const { id } = await conversationIn(scope)
      await Promise.all(
        [1, 2, 3, 4].map((sentiment) =>
          scope.write(async (tx) => {
            const { version } = await tx.conversations.lock(id)
            await tx.conversations.update(id, { sentiment })
            expect((await tx.conversations.get(id))?.version).toBe(version + 1)
          }),
        ),
      )
      expect((await scope.conversations.get(id))?.version).toBe(5)
    })

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

    test('what is due is swept when its time has come, and planning it makes no thought stale', async () => {
      const { scope, store, businessId } = await fresh()
      const { id: conversationId, version } = await conversationIn(scope)
      const due = async (at: string) =>
        (await store.system.sweep(new Date(at), 1_000)).conversations.filter((one) => one.businessId === businessId)
      await scope.conversations.schedule(conversationId, '2031-03-02T09:00:00.000Z')
      expect(await due('2031-03-02T08:59:59.000Z')).toEqual([])
      expect(await due('2031-03-02T09:00:00.000Z')).toEqual([{ businessId, conversationId }])
      expect(await scope.conversations.get(conversationId)).toMatchObject({ version })
      await scope.conversations.schedule(conversationId, null)
      expect(await due('2031-03-02T09:00:00.000Z')).toEqual([])
    })

    test('what waits for staff comes oldest first, with its draft, and without what was put off, aside or away', async () => {
      const { scope } = await fresh()
      const at = (minute: number) => `2026-03-02T09:0${minute}:00.000Z`
      const waiting = async (minute: number, patch: object = {}) => {
        const { id } = await conversationIn(scope)
        await scope.conversations.update(id, { waitingFor: 'staff', waitingSince: at(minute), ...patch })
        return id
      }
      const [later, first] = [await waiting(2), await waiting(1)]
      await waiting(0, { snoozedUntil: at(9) })
      await waiting(0, { kind: 'spam' })
      await waiting(0, { mergedIntoId: first })
      await waiting(0, { status: 'resolved' })
      await waiting(0, { waitingFor: 'customer', waitingSince: null })
      const drafted = await waiting(0, { waitingFor: 'customer', waitingSince: null })
      const draft = await addDraft(scope, drafted, 'pending')
      await addDraft(scope, later, 'shadow')
      const found = await scope.conversations.waiting(10)
      expect(found.map(({ id }) => id)).toEqual([first, later, drafted])
      expect(found.map((row) => row.draft)).toEqual([null, null, { id: draft.id, version: 1, unfilled: [] }])
      expect(found.at(-1)).toMatchObject({ personName: 'Anna', preview: 'Hello', topic: null, subject: '' })
      expect(await scope.conversations.waiting(1)).toEqual(found.slice(0, 1))
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

    test('a draft remembers who has its editor open', async () => {
      const { scope, teammateId } = await fresh()
      const draft = await addDraft(scope, (await conversationIn(scope)).id, 'pending')
      expect(draft).toMatchObject({ editorId: null, editingUntil: null })
      const open = { editorId: teammateId, editingUntil: '2026-03-02T09:00:00.000Z' }
      await scope.drafts.setEditor(draft.id, open.editorId, open.editingUntil)
      expect(await scope.drafts.get(draft.id)).toMatchObject(open)
    })

    test('a channel has one purpose, the last one said', async () => {
      const { scope } = await fresh()
      const channel = { connector: 'slack', account: 'T1', channel: 'C1', name: 'help' }
      const first = await scope.staffChannels.save({ ...channel, purpose: 'conversations', value: null })
      const { id } = await scope.staffChannels.save({ ...channel, purpose: 'topic', value: 'returns' })
      expect(await scope.staffChannels.list()).toEqual([{ ...first, id, purpose: 'topic', value: 'returns' }])
      await scope.staffChannels.remove(id)
      expect(await scope.staffChannels.list()).toEqual([])
    })

    test('a STOP is kept with its time until it is taken back', async () => {
      const { scope } = await fresh()
      const handle = { kind: 'phone' as const, value: '+15550001111' }
      const at = '2026-03-02T09:00:00.000Z'
      expect([await scope.optOuts.since(handle), await scope.optOuts.set(handle, null)]).toEqual([null, false])
      expect([
        await scope.optOuts.set(handle, at),
        await scope.optOuts.set(handle, '2026-03-03T09:00:00.000Z'),
      ]).toEqual([true, false])
      expect([await scope.optOuts.since(handle), await scope.write((tx) => tx.optOuts.lock(handle))]).toEqual([at, at])
      expect(await scope.optOuts.since({ kind: 'phone', value: '+15550001112' })).toBeNull()
      expect([await scope.optOuts.set(handle, null), await scope.optOuts.since(handle)]).toEqual([true, null])
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

    test('drafts count their versions, one is pending, and a state moves once', async () => {
      const { scope } = await fresh()
      const { id: conversationId } = await conversationIn(scope)
      const add = (state: 'pending' | 'shadow') => addDraft(scope, conversationId, state)
      const first = await add('pending')
      await expect(add('pending')).rejects.toThrow()
      const second = await add('shadow')
      expect([first.version, second.version]).toEqual([1, 2])
      expect(await scope.drafts.move(first.id, ['pending'], 'approved')).toBe(true)
      expect(await scope.drafts.move(first.id, ['pending'], 'rejected')).toBe(false)
      expect((await scope.drafts.open(conversationId)).map(({ id }) => id)).toEqual([second.id])
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

    test('written words are kept once, asked about for ten minutes, then found', async () => {
      const { store, scope, teammateId } = await fresh()
      const { id: conversationId } = await conversationIn(scope)
      const place = { connector: 'slack', account: 'T1', thread: 'C1/1', private: false }
      const words = { conversationId, teammateId, place, platformMessageId: `C1/${conversationId}`, text: 'Hello' }
      const attachments = [{ name: 'a.pdf', type: 'application/pdf', size: 3, inline: false, digest: 'ab' }]
      const written = await scope.written.add({ ...words, attachments, state: 'asked', outboxId: null })
      expect(written.attachments).toEqual(attachments)
      await expect(scope.written.add({ ...words, state: 'asked', outboxId: null })).rejects.toThrow()
      expect(await scope.written.byPlatformMessage(place, words.platformMessageId)).toEqual(written)
      const asked = async (ms: number) =>
        (await store.system.sweep(new Date(Date.now() + ms), 1_000)).asked.some(
          ({ writtenId }) => writtenId === written.id,
        )
      expect([await asked(0), await asked(11 * 60_000)]).toEqual([false, true])
      expect(await scope.written.move(written.id, ['asked'], 'listed')).toBe(true)
      expect(await scope.written.list()).toMatchObject([{ id: written.id, state: 'listed' }])
    })

    test('the log has no gaps, and what is erased is blank and raises the epoch', async () => {
      const { scope, agentId } = await fresh()
      const append = (lessonId: string) => scope.write((tx) => tx.learning.append(agentId, pair(lessonId), {}))
      await Promise.all(['a', 'b', 'c'].map(append))
      const undone = scope.write(async (tx) => {
        await tx.learning.append(agentId, pair('d'), {})
        throw new Error('no')
      })
      await expect(undone).rejects.toThrow('no')
      expect((await append('e')).seq).toBe(4)
      expect((await scope.learning.rows(agentId, 1, 2)).map(({ seq }) => seq)).toEqual([2, 3])
      const { learningEpoch: epoch } = await scope.agent(agentId)
      expect(await scope.learning.erase(agentId, { lessonId: 'e' })).toBe(1)
      expect((await scope.agent(agentId)).learningEpoch).toBeGreaterThan(epoch)
      expect((await scope.learning.rows(agentId, 3, 9)).map(({ entry }) => entry)).toEqual([{ type: 'erased' }])
    })

    test('a person finds what was learned from them, by conversation and by address, and a lesson what confirmed it', async () => {
      const { scope, agentId } = await fresh()
      const { id: conversationId, personId } = await conversationIn(scope)
      const verdict = (lessonId: string): LearningEntry => ({
        ...{ type: 'verdict', topicId: 'a', lessonId, err: 0, unchanged: true, confidence: 1, signals: [] },
      })
      const asking = (lessonId: string, question: string) => ({ ...pair(lessonId), question }) as LearningEntry
      await scope.learning.appendMany(agentId, [
        { entry: pair('a'), facts: {} },
        { entry: asking('b', 'I am (ana@mail.example)'), facts: {} },
        { entry: asking('c', 'I am diana@mail.example'), facts: {} },
        { entry: verdict('a'), facts: { conversationId } },
        { entry: verdict('b'), facts: {} },
        { entry: verdict('c'), facts: { personId } },
        { entry: { ...pair('d'), confirms: 'a' } as LearningEntry, facts: {} },
      ])
      const addresses = ['ana@mail.example']
      const seqs = async (conversationIds: string[]) =>
        (await scope.learning.concerning({ personId, conversationIds, addresses })).map(({ seq }) => seq)
      expect([await seqs([]), await seqs([conversationId])]).toEqual([
        [2, 5, 6],
        [2, 4, 5, 6],
      ])
      expect(await scope.learning.erase(agentId, { seqs: [2, 5] })).toBe(2)
      expect(await seqs([])).toEqual([6])
      expect(await scope.learning.erase(agentId, { lessonId: 'a' })).toBe(3)
    })

    test('what a conversation taught is erased with the verdicts on it and those given in it, apart from what stands elsewhere', async () => {
      const { scope, agentId } = await fresh()
      const { id: conversationId } = await conversationIn(scope)
      const { id: other } = await conversationIn(scope)
      const add = (entry: LearningEntry, where: string) =>
        scope.learning.append(agentId, entry, { conversationId: where })
      await add(pair('theirs'), other)
      await add(pair('here'), conversationId)
      await add(pair('moved'), conversationId)
      await add(verdict('theirs'), conversationId)
      await add(verdict('here'), other)
      await add(verdict('theirs'), other)
      const which = { conversationId, except: ['moved'] }
      expect(await scope.learning.taught(agentId, which)).toEqual(['here'])
      expect(await scope.learning.taught(agentId, { conversationId })).toEqual(['here', 'moved'])
      expect(await scope.learning.taught(agentId, { lessonId: 'theirs' })).toEqual(['theirs'])
      expect(await scope.learning.erase(agentId, { conversationId: 'no id' })).toBe(0)
      expect(await scope.learning.erase(agentId, which)).toBe(3)
      expect((await scope.learning.rows(agentId, 0, 9)).map(({ entry }) => entry.type)).toEqual([
        ...['pair', 'erased', 'pair', 'erased', 'erased', 'verdict'],
      ])
      expect(await scope.learning.erase(agentId, which)).toBe(0)
    })

    test('a projection is written by one of two workers; recall finds the nearest that still stands', async () => {
      const { scope, agentId } = await fresh()
      const vector = (at: number) => Float32Array.from({ length: 512 }, (_, i) => (i === at ? 1 : 0))
      const lessons = [lesson('a', 'current'), lesson('b', 'current'), lesson('c', 'superseded')]
      const withVectors = lessons.map((one, i) => ({ ...one, vector: vector(i), embedder: 'test' }))
      await scope.write((tx) => tx.learning.append(agentId, pair('a'), {}))
      expect(await scope.learning.project(agentId, 0, 1, { lessons: withVectors, topics: [] })).toBe(true)
      expect(await scope.learning.project(agentId, 0, 1, { lessons: [], topics: [] })).toBe(false)
      const query = { vector: vector(1), embedder: 'test', text: 'unheard-of' }
      const hits = await scope.lessons.recall(agentId, query, 2)
      expect(hits.map(({ lessonId }) => lessonId)).toEqual(['b', 'a'])
      expect(hits[0]?.similarity).toBeCloseTo(1)
      expect(await scope.lessons.recall(agentId, { ...query, embedder: 'another' }, 2)).toEqual([])
      expect(await scope.lessons.get('a')).toEqual(lessons[0])
      const { id: conversationId } = await conversationIn(scope)
      const outdated = await addDraft(scope, conversationId, 'pending', 'c')
      await addDraft(scope, conversationId, 'shadow', 'c')
      await addDraft(scope, (await conversationIn(scope)).id, 'pending', 'a')
      expect((await scope.drafts.outdated()).map(({ id }) => id)).toEqual([outdated.id])
      await scope.learning.resetProjection(agentId)
      expect([await scope.lessons.count(agentId), (await scope.agent()).projectedSeq]).toEqual([0, 0])
    })

    test('evidence is numbered without gaps, decided once, and expires as an error', async () => {
      const { scope } = await fresh()
      const draftIds = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
      const deadline = new Date(Date.now() + 1_000).toISOString()
      const admit = (draftId: string) =>
        scope.write((tx) => tx.evidence.admit('claim', { draftId, deadline, blind: true }))
      const positions = await Promise.all(draftIds.map(admit))
      expect(positions.sort()).toEqual([1, 2, 3])
      await scope.evidence.decide(draftIds[0]!, 0, 'approved')
      await scope.evidence.decide(draftIds[0]!, 1, 'corrected')
      await scope.evidence.decide(draftIds[1]!, null, 'withdrawn')
      expect(await scope.evidence.expire('claim', new Date())).toBe(0)
      expect(await scope.evidence.expire('claim', new Date(Date.now() + 2_000))).toBe(1)
      const rows = await scope.evidence.rows('claim')
      expect(rows.map(({ position }) => position)).toEqual([1, 2, 3])
      expect(new Set(rows.map(({ err }) => err))).toEqual(new Set([0, null, 1]))
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

    test('another business sees nothing of it', async () => {
      const mine = await fresh()
      const { scope: other } = await fresh()
      const { id } = await conversationIn(mine.scope)
      const row = await mine.scope.outbox.add(outgoing(id))
      expect(await other.conversations.get(id)).toBeUndefined()
      expect(await other.outbox.get(row.id)).toBeUndefined()
      expect(await other.outbox.move(row.id, ['held'], 'sending')).toBe(false)
      expect(await other.teammates.get(mine.teammateId)).toBeUndefined()
      await expect(other.outbox.add(outgoing(id))).rejects.toThrow()
      await expect(other.agent(mine.agentId)).rejects.toMatchObject({ status: 404 })
    })
  })
}

async function conversationIn(scope: Scope) {
  const handle = { kind: 'chat' as const, value: crypto.randomUUID() }
  const person = await scope.people.create({ name: 'Anna', handle })
  const { id: agentId } = await scope.agent()
  const facts = { customerEmail: null, channel: 'chat' as const, subject: '', kind: 'support' as const }
  return scope.conversations.create({ ...facts, agentId, personId: person.id })
}

function arrival(businessId: string, id: string) {
  const place = { connector: 'webchat', account: 'shop', thread: 'a', private: true }
  const handle = { kind: 'chat' as const, value: 'a' }
  const at = '2026-03-02T09:00:00.000Z'
  const event: InboundEvent = message({ id, place, at, author: author(handle), text: 'Hello' })
  return { lane: 'webchat/shop/a', connector: 'webchat', account: 'shop', platformId: `${businessId} ${id}`, event }
}

async function addDraft(
  scope: Scope,
  conversationId: string,
  state: 'pending' | 'shadow',
  lessonId: string | null = null,
) {
  const content = { conversationId, senderType: 'customer' as const, content: 'Hello', metadata: {} }
  const { message: asked } = await scope.messages.add(content)
  const receiptId = crypto.randomUUID()
  const facts = { conversationId, messageId: asked.id, topicId: null, confidence: 0.5 }
  const reasons = { action: 'draft' as const, reasons: [], gates: [], lessons: [], inputs: {}, claims: [] }
  await scope.receipts.add({ ...facts, ...reasons, id: receiptId })
  const words = { text: 'Hello', unfilled: [], lessonId, signals: [], writer: 'local', why: null, shownAt: null }
  return scope.drafts.add({ ...facts, ...words, id: crypto.randomUUID(), state, receiptId })
}

function outgoing(conversationId: string): Parameters<Scope['outbox']['add']>[0] {
  const place = { connector: 'webchat', account: 'shop', thread: 'a', private: true }
  const row: Partial<OutboxRow> = { messageId: null, draftId: null, teammateId: null, cancelIf: [] }
  const payload = { kind: 'reply', text: 'Hello', attachments: [] }
  const notBefore = new Date().toISOString()
  return { ...row, conversationId, audience: 'customer', place, payload, state: 'held', notBefore } as never
}

function pair(lessonId: string): LearningEntry {
  const said = { question: 'Hello?', context: [], reply: 'Hello!', author: 'Ben', channel: 'chat', known: [] }
  return { ...said, type: 'pair', lessonId, origin: 'live', ownWords: true }
}

function verdict(lessonId: string): LearningEntry {
  return { type: 'verdict', topicId: 't', lessonId, err: 0, unchanged: true, confidence: 0.5, signals: [] }
}

function lesson(id: string, standing: Lesson['standing']): Lesson {
  const said = { question: 'Hello?', context: [], reply: 'Hello!', slots: [], language: 'en', author: 'Ben' }
  const facts = { channel: 'chat', at: '2026-03-02T09:00:00.000Z', origin: 'live' as const, agreed: 0, wrong: 0 }
  return { ...said, ...facts, id, topicId: 't', standing }
}
