/** The ten greatest dot products of each query with so many vectors, greatest first, by looking at every one. */
export function nearestTen(
  queries: readonly Float32Array[],
  count: number,
  vectorAt: (at: number) => Float32Array,
): number[][] {
  const best = queries.map((): number[] => [])
  for (let at = 0; at < count; at++) {
    const vector = vectorAt(at)
    queries.forEach((query, q) => {
      let sum = 0
      for (let i = 0; i < vector.length; i++) sum += vector[i]! * query[i]!
      offer(best[q]!, sum)
    })
  }
  return best
}

function offer(kept: number[], value: number): void {
  if (kept.length === 10 && value <= kept[9]!) return
  let at = kept.length
  while (at > 0 && kept[at - 1]! < value) at--
  kept.splice(at, 0, value)
  if (kept.length > 10) kept.pop()
}
