import { atDesk } from '../answering/desk.ts'
import { thinkAgain } from '../answering/think-again.ts'
import { afterWords } from '../calls/words.ts'
import type { Call, CallStep } from '../domain/call.ts'
import type { House } from '../house.ts'
import { takeProof } from './proof.ts'
import type { Turn } from './turn.ts'

/** A caller keyed in the code that was waited for: where it is right, what they asked before is answered now, in line. */
export async function codeKeyed(
  house: House,
  turn: Turn,
  call: Call,
  code: { checkId: string; isRight: boolean },
): Promise<CallStep> {
  await atDesk(house, turn.businessId, async (desk) => {
    await desk.tx.leases.check(turn.lane, turn.fence)
    const conversation = await desk.tx.conversations.lock(call.conversationId)
    await takeProof(desk, conversation, { event: call, given: { code: { ...code, isAlone: true } } })
  })
  await thinkAgain(house, turn.businessId, call.conversationId)
  return afterWords(house, turn.businessId, call, 'asked')
}
