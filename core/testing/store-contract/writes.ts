import { expect, test } from 'vitest'
import { conversationIn, type Fresh, outgoing } from './rows.ts'

/** What every store promises about writes, and whose rows they reach. */
export function writesContract(fresh: Fresh): void {
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
}
