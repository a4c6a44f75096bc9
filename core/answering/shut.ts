import type { Conversation } from '../domain/conversation.ts'
import { isPutAside } from '../domain/kind.ts'
import { Refused } from '../errors.ts'
import { refuseMerged } from './merged.ts'

/** Whose customer was erased, that is over for good. */
export function refuseErased({ erasedAt }: Conversation): void {
  if (erasedAt !== undefined)
    throw new Refused(409, 'The customer of this conversation was erased: nothing more is said in it.')
}

/** Nothing is said or planned in what was merged away or put aside: the first goes on elsewhere, the second is answered by nobody. */
export function refuseShut(conversation: Conversation): void {
  refuseErased(conversation)
  refuseMerged(conversation)
  if (isPutAside(conversation)) throw new Refused(409, 'This was put aside: press “Not spam” first.')
}
