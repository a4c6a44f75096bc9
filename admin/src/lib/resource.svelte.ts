import type { LiveEvent } from './api.ts'
import { onChange, onReturn } from './live.ts'

/** Changes that come in a bunch are fetched once, ms. */
const gatherMs = 80

/**
 * Something fetched from the API that stays fresh: fetched again when what `load` reads changes, when the server says
 * that one of `types` changed, and when the connection was lost for a while.
 */
export function resource<T>(load: () => Promise<T>, types: LiveEvent['type'][]) {
  let data = $state.raw<T>()
  let failure = $state('')
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  async function reload(): Promise<void> {
    asked += 1
    const mine = asked
    try {
      const fresh = await load()
      if (mine !== asked) return
      data = fresh
      failure = ''
    } catch (error) {
      if (mine === asked) failure = error instanceof Error ? error.message : String(error)
    }
  }
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(reload, gatherMs)
  }
  $effect(() => {
    void reload()
  })
  $effect(() => {
    const ends = [onChange(({ type }) => types.includes(type) && soon()), onReturn(soon)]
    return () => {
      clearTimeout(timer)
      for (const end of ends) end()
    }
  })
  return {
    get data() {
      return data
    },
    get failure() {
      return failure
    },
    reload,
  }
}
