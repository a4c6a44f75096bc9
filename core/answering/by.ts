import type { Teammate } from '../domain/business.ts'
import type { Scope } from '../store/store.ts'

/** A teammate who acts, from any surface. */
export interface By {
  businessId: string
  teammate: Teammate
  /** What must be kept with the act in one transaction: that its event is handled. A crash in between must not act twice. */
  settle?: (tx: Scope) => Promise<void>
}
