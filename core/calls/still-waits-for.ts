import type { Desk } from '../answering/desk.ts'
import type { Call, CallStep } from '../domain/call.ts'
import { laneOf } from '../domain/place.ts'
import { openCheckIn } from '../identity/check.ts'
import { sayer } from './sentence.ts'

/**
 * Says once more what is waited for where a caller was asked for a code or for their address; undefined where they were not,
 * or were told this often.
 */
export async function stillWaitsFor(
  { house, tx }: Pick<Desk, 'house' | 'tx'>,
  call: Call,
  most: number,
): Promise<CallStep | undefined> {
  const check = await openCheckIn(tx, laneOf(call.place), house.now())
  if (check === undefined || call.unclear >= most) return undefined
  const { say } = await sayer(house, tx, call)
  await tx.calls.update(call.id, { unclear: call.unclear + 1 })
  return { say: [say(check.sentTo === null ? 'callAddress' : 'callCode')], next: { kind: 'listen' } }
}
