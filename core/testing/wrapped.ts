import type { Ports } from '#core/ports.ts'
import type { Scope, Store } from '#core/store/store.ts'

/** Stands around every call of a port: `name` is its path, `store.outbox.move`; inside a write the same names are used. */
export type Around = (name: string, call: () => Promise<unknown>) => Promise<unknown>

/** The same ports with something around every call of them; what returns no promise is left alone. */
export function wrapPorts<P extends Ports>(ports: P, around: Around): P {
  const { store, messenger, jobs, files, embedder } = ports
  return {
    ...ports,
    store: wrapStore(store, around),
    messenger: {
      ...wrapNoun('messenger', messenger, around),
      abilities: messenger.abilities,
      describe: messenger.describe,
      costOf: messenger.costOf,
      filesNote: messenger.filesNote,
    },
    jobs: wrapNoun('jobs', jobs, around),
    files: wrapNoun('files', files, around),
    embedder: { ...embedder, embed: (...given) => around('embedder.embed', () => embedder.embed(...given)) as never },
  }
}

function wrapStore(store: Store, around: Around): Store {
  // Wrapping a scope makes a hundred closures; the memory store hands out the same scopes again and again.
  const known = new WeakMap<Scope, Scope>()
  const wrap = (scope: Scope): Scope => {
    const wrapped = known.get(scope) ?? wrapScope(scope, around, wrap)
    known.set(scope, wrapped)
    return wrapped
  }
  return { system: wrapNoun('system', store.system, around), of: (businessId) => wrap(store.of(businessId)) }
}

function wrapScope(scope: Scope, around: Around, wrap: (scope: Scope) => Scope): Scope {
  const parts = Object.entries(scope).map(([name, part]) => {
    if (typeof part === 'string') return [name, part]
    if (name === 'write') {
      const write: Scope['write'] = (work) => around('store.write', () => scope.write((tx) => work(wrap(tx)))) as never
      return [name, write]
    }
    return [
      name,
      typeof part === 'function' ? wrapCall(`store.${name}`, part, around) : wrapNoun(`store.${name}`, part, around),
    ]
  })
  return Object.fromEntries(parts) as Scope
}

function wrapNoun<N extends object>(name: string, noun: N, around: Around): N {
  const calls = Object.entries(noun).map(([call, work]) => [
    call,
    typeof work === 'function' ? wrapCall(`${name}.${call}`, work, around) : work,
  ])
  return Object.fromEntries(calls) as N
}

function wrapCall(name: string, call: (...given: never[]) => unknown, around: Around) {
  return (...given: never[]) => around(name, async () => call(...given))
}
