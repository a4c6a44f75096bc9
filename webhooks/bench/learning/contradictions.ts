import { pairsOf } from '#core/testing/contradictions/pairs.ts'
import type { Scene } from '#core/testing/contradictions/scene.ts'
import { scenes as heldOut } from '#core/testing/contradictions/scenes/held-out.ts'
import { scenes as first } from '#core/testing/contradictions/scenes/looked-at-first.ts'
import { scenes as second } from '#core/testing/contradictions/scenes/looked-at-second.ts'
import { scenes as third } from '#core/testing/contradictions/scenes/looked-at-third.ts'
import { scenes as writtenAgainst } from '#core/testing/contradictions/scenes/written-against.ts'
import { scoreOf } from '#core/testing/contradictions/score.ts'

/**
 * How well contradictions between lessons are told from mere differences: 200 pairs a seed, half of which contradict
 * each other in amount, duration, date or yes against no. `held` are pairs of scenes that no rule was written against.
 */
export async function measure({
  quick,
}: {
  quick: boolean
}): Promise<{ id: string; ours: number; values: number[] }[]> {
  const seeds = quick ? 3 : 20
  const known = [...writtenAgainst, ...first, ...second, ...third]
  return [
    ...figures('contradictions', [...known, ...heldOut], seeds),
    ...figures('contradictions.held', heldOut, seeds),
  ]
}

function figures(id: string, scenes: Scene[], seeds: number) {
  const scores = Array.from({ length: seeds }, (_, seed) => scoreOf(pairsOf(scenes, seed + 1, 100)))
  return (['precision', 'recall'] as const).map((figure) => {
    const values = scores.map((score) => score[figure])
    return { id: `${id}.${figure}`, ours: values.reduce((sum, value) => sum + value, 0) / seeds, values }
  })
}
