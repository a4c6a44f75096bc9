import type { BusinessSettings } from '../domain/business.ts'
import type { House } from '../house.ts'
import { scheduleAnew } from './desk.ts'

const mattersForDeadlines: (keyof BusinessSettings)[] = ['targets', 'hours', 'holidays', 'zone']
/** The oldest first: those that change later are scheduled by what changes them. */
const mostAtOnce = 500

/** What waits gets its deadlines by the new settings, where these have to do with deadlines. */
export async function reschedule(house: House, businessId: string, patch: Partial<BusinessSettings>): Promise<void> {
  if (!mattersForDeadlines.some((name) => name in patch)) return
  const scope = house.store.of(businessId)
  const waiting = await scope.conversations.waiting(mostAtOnce)
  await scope.write((tx) =>
    scheduleAnew(
      tx,
      waiting.map(({ id }) => id),
      house.now(),
    ),
  )
}
