import type { Ports } from '../ports.ts'

/** Tells open pages that who is on the team, or a setting, changed. After the write. */
export function tellBusiness({ live, now }: Pick<Ports, 'live' | 'now'>, businessId: string): void {
  live.publish(businessId, { type: 'business', id: businessId, version: now().getTime() })
}
