import { createSubscriber } from 'svelte/reactivity'

/** The time for waiting times and countdowns; ticks each second while somebody looks. */
const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, 1_000)
  return () => clearInterval(timer)
})

export const clock = {
  /** ms since 1970. */
  get now(): number {
    subscribe()
    return Date.now()
  },
}
