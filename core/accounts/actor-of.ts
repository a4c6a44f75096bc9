import type { By } from '../answering/by.ts'
import type { Actor } from '../door.ts'

/** A teammate who acts, as the use cases of the API know them. */
export function actorOf({ businessId, teammate: { id, role } }: By): Actor {
  return { businessId, teammateId: id, role }
}
