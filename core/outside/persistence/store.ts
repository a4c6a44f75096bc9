import type { MikroORM } from '@mikro-orm/postgresql'
import type { Store } from '#core/store/store.ts'
import { openContext, type StoreSeal } from './context.ts'
import { makeScope } from './scope.ts'
import { makeSystem } from './system.ts'

/** The one source of truth over PostgreSQL; `seal` closes credentials, `now` is the clock of every stored time. */
export function makeStore(
  orm: MikroORM,
  { seal, now = () => new Date() }: { seal: StoreSeal; now?: () => Date },
): Store {
  const deps = { orm, seal, now }
  return {
    of: (businessId) => makeScope(openContext(deps, businessId)),
    system: makeSystem(deps),
  }
}
