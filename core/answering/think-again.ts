import { LeaseLost } from '../errors.ts'
import type { House } from '../house.ts'
import { answerTurn } from './answer.ts'
import { scheduleAnew } from './desk.ts'

/**
 * Thinks afresh about a conversation that is owed a thought (`thoughtOwedAt`), as if its open question had just come. Call it
 * once the write that owes it has committed. It never throws: a debt that could not be paid stands, and the sweep comes back
 * to it. Safe to call twice or at the same time elsewhere.
 */
export async function thinkAgain(house: House, businessId: string, conversationId: string): Promise<void> {
  const owing = await house.store.of(businessId).conversations.get(conversationId)
  if (owing === undefined || owing.thoughtOwedAt === null) return
  try {
    await answerTurn(house, {
      businessId,
      conversationId,
      isAgain: true,
      async check(tx) {
        // Somebody else paid the debt meanwhile.
        if ((await tx.conversations.lock(conversationId)).thoughtOwedAt === null) throw new LeaseLost()
      },
      async settle(tx) {
        await tx.conversations.update(conversationId, { thoughtOwedAt: null })
        await scheduleAnew(tx, [conversationId], house.now())
      },
    })
  } catch (error) {
    if (error instanceof LeaseLost) return
    house.log.error({ businessId, conversationId, error }, 'a thought that is owed failed; it is tried again')
  }
}
