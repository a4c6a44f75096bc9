import { AsyncLocalStorage } from 'node:async_hooks'
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import type { Seal } from '../seal.ts'
import { openSession } from './session.ts'

/** What storage needs of the keys. */
export type StoreSeal = Pick<Seal, 'seal' | 'open' | 'needsRotation'>

/** What the parts of a scope share. */
export interface Context {
  businessId: string
  /** For one statement: the transaction's own inside `write`, a fresh one outside. */
  em(): EntityManager
  /** Runs in the transaction at hand, or in one of its own. */
  transaction<T>(work: (context: Context) => Promise<T>): Promise<T>
  now(): Date
  seal: StoreSeal
}

export interface Deps {
  orm: MikroORM
  seal: StoreSeal
  now(): Date
}

/** A context that opens a connection for each statement. */
export function openContext(deps: Deps, businessId: string): Context {
  const context: Context = {
    businessId,
    em() {
      refuseInsideWrite()
      return deps.orm.em.fork()
    },
    async transaction(work) {
      refuseInsideWrite()
      return await inTransaction(deps.orm, (em) => {
        const inner: Context = { ...context, em: () => em, transaction: (more) => more(inner) }
        return work(inner)
      })
    },
    now: deps.now,
    seal: deps.seal,
  }
  return context
}

const writing = new AsyncLocalStorage<{ isOpen: boolean }>()

/** Begins, commits when the work is done, rolls back when it throws. */
async function inTransaction<T>(orm: MikroORM, work: (em: EntityManager) => Promise<T>): Promise<T> {
  const em = orm.em.fork()
  const session = openSession(orm)
  em.setTransactionContext(session)
  const mark = { isOpen: true }
  try {
    const result = await writing.run(mark, () => work(em))
    await session.commit()
    return result
  } catch (error) {
    await session.rollback()
    throw error
  } finally {
    mark.isOpen = false
  }
}

/** The embedded database is one session: a statement beside an open transaction of the same caller would wait forever. */
function refuseInsideWrite(): void {
  if (writing.getStore()?.isOpen) throw new Error('inside write, use the tx that was handed in')
}
