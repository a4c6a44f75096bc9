import { expect, test } from 'vitest'
import { addDraft, conversationIn, type Fresh } from './rows.ts'

/** What every store promises about what staff see and decide: what is due or waits, drafts, written words, channels. */
export function deskContract(fresh: Fresh): void {
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
}
