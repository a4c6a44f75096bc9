import fc from 'fast-check'
import type { Arrangement } from '#core/domain/learning.ts'

/** One thing that staff make of topics; lessons and earlier merges are meant by number. */
export const arranging = fc.record({
  do: fc.constant('arrange' as const),
  what: fc.constantFrom('name', 'unname', 'pin', 'unpin', 'merge', 'unmerge'),
  from: fc.nat(200),
  into: fc.nat(200),
  lessons: fc.integer({ min: 1, max: 4 }),
})
export type Arranging = typeof arranging extends fc.Arbitrary<infer S> ? S : never

/** The row of the log that it is; `merges` are those so far, to which it is added. */
export function arrangement(one: Arranging, lessonIds: readonly string[], merges: string[]): Arrangement {
  const actor = 'teammate-1'
  const some = (start: number) =>
    Array.from({ length: one.lessons }, (_, i) => lessonIds[(start + 7 * i) % Math.max(1, lessonIds.length)] ?? 'none')
  const lessons = some(one.from)
  if (one.what === 'name') return { type: 'named', lessons, name: `Topic ${one.into % 7}`, actor }
  if (one.what === 'unname') return { type: 'named', lessons, name: null, actor }
  if (one.what === 'pin' || one.what === 'unpin')
    return { type: 'pinned', lessons, isPinned: one.what === 'pin', actor }
  if (one.what === 'unmerge')
    return { type: 'unmerged', mergeId: merges[one.from % Math.max(1, merges.length)] ?? '', actor }
  merges.push(`merge-${merges.length}`)
  return { type: 'merged', mergeId: merges.at(-1)!, lessons, into: some(one.into), actor }
}
