import fc from 'fast-check'
import type { Arrangement } from '#core/domain/learning.ts'

/** One thing that staff make of topics; lessons and earlier merges are meant by number. */
export const arranging = fc.record({
  do: fc.constant('arrange' as const),
  what: fc.constantFrom('name', 'unname', 'pin', 'unpin', 'merge', 'unmerge', 'move', 'own', 'unmove'),
  from: fc.nat(200),
  into: fc.nat(200),
  lessons: fc.integer({ min: 1, max: 4 }),
})
export type Arranging = typeof arranging extends fc.Arbitrary<infer S> ? S : never

/** The row of the log that it is; `merges` are the merges and moves so far, to which it is added. */
export function arrangement(one: Arranging, lessonIds: readonly string[], merges: string[]): Arrangement {
  const actor = 'teammate-1'
  const some = (start: number) =>
    Array.from({ length: one.lessons }, (_, i) => lessonIds[(start + 7 * i) % Math.max(1, lessonIds.length)] ?? 'none')
  const lessons = some(one.from)
  if (one.what === 'name') return { type: 'named', lessons, name: `Topic ${one.into % 7}`, actor }
  if (one.what === 'unname') return { type: 'named', lessons, name: null, actor }
  if (one.what === 'pin' || one.what === 'unpin')
    return { type: 'pinned', lessons, isPinned: one.what === 'pin', actor }
  const earlier = merges[one.from % Math.max(1, merges.length)] ?? ''
  if (one.what === 'unmerge') return { type: 'unmerged', mergeId: earlier, actor }
  if (one.what === 'unmove') return { type: 'unmoved', moveId: earlier, actor }
  if (one.what === 'move' || one.what === 'own') {
    merges.push(`move-${merges.length}`)
    const to = one.what === 'own' ? null : some(one.into)
    return { type: 'moved', moveId: merges.at(-1)!, lessonId: lessons[0]!, to, actor }
  }
  merges.push(`merge-${merges.length}`)
  return { type: 'merged', mergeId: merges.at(-1)!, lessons, into: some(one.into), actor }
}
