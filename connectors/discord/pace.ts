import type { Place } from '#core/domain/place.ts'
import { readSpot } from './place.ts'

/**
 * Posting is counted channel by channel, a thread being one: five messages in five seconds by what Discord's answers say of it
 * today, so that what waited for a channel goes one a second. Discord asks nobody to rely on the figure: whether a message may
 * leave now is foreseen from those answers. https://docs.discord.com/developers/topics/rate-limits
 */
export function paceOf({ thread }: Place): { sender: string; everyMs: number } {
  return { sender: readSpot(thread).channel, everyMs: 1_000 }
}
