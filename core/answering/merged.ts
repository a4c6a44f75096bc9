import type { Conversation } from '../domain/conversation.ts'
import { Refused } from '../errors.ts'
import type { Scope } from '../store/store.ts'

/** Merges of merges are followed this far. */
const mostHops = 20

/** The conversation that what arrives for this one belongs to: itself, or what it was merged into. */
export async function homeOf(scope: Scope, conversation: Conversation): Promise<Conversation> {
  let home = conversation
  for (let hops = 0; home.mergedIntoId !== null && hops < mostHops; hops++) {
    const next = await scope.conversations.get(home.mergedIntoId)
    if (next === undefined) return home
    home = next
  }
  return home
}

/** Inside a write: locks the conversation that this one's messages belong to now. */
export async function lockHome(tx: Scope, id: string): Promise<Conversation> {
  let home = await tx.conversations.lock(id)
  for (let hops = 0; home.mergedIntoId !== null && hops < mostHops; hops++) {
    home = await tx.conversations.lock(home.mergedIntoId)
  }
  return home
}

/** Nothing is done to what was merged away: its messages stand elsewhere. */
export function refuseMerged({ mergedIntoId }: Conversation): void {
  if (mergedIntoId !== null) throw new Refused(409, 'This conversation was merged into another one: go on there.')
}
