import type { Place } from '#core/domain/place.ts'
import { Gone } from '#core/errors.ts'

/** The mailbox of one correspondent; which conversation a mail belongs to is core's to find by its references. */
export function placeOf(settings: { address: string }, correspondent: string): Place {
  return { connector: 'email', account: settings.address, thread: correspondent || 'nobody', private: true }
}

/** Where copies of mail that others exchange come in, one after the other; nothing can be sent there. */
export function copiesPlace(settings: { address: string }): Place {
  return { connector: 'email', account: settings.address, thread: 'copies', private: true }
}

/** The address that a place stands for; throws Gone where its mail named none. */
export function correspondentOf(place: Place): string {
  if (!place.thread.includes('@')) throw new Gone('the mail told no address to answer to')
  return place.thread
}
