/** How often one template was used, and when last (ISO). */
export interface Use {
  count: number
  lastUsed: string
}

/** Lines that stand for the whole: where a reply has none, '' is counted. First turns and later ones apart. */
export const lineKinds = ['greeting', 'laterGreeting', 'closing', 'laterClosing', 'opener', 'offer'] as const
export type LineKind = (typeof lineKinds)[number]

/** What was counted of a number of replies; adding is all that ever happens to it. */
export interface Tally {
  replies: number
  lastAt: string
  /** Replies by their length in words, and sentences by theirs. */
  lengths: Map<number, number>
  sentences: Map<number, number>
  /** Plain counts by name: `has:exclaim`, `contracted`, `word:the`, `emoji:🙂` … */
  counts: Map<string, number>
  lines: Record<LineKind, Map<string, Use>>
}

export function emptyTally(): Tally {
  const lines = Object.fromEntries(lineKinds.map((kind) => [kind, new Map<string, Use>()]))
  return {
    ...{ replies: 0, lastAt: '', lengths: new Map(), sentences: new Map(), counts: new Map() },
    lines: lines as Tally['lines'],
  }
}

/** Different templates kept of a kind, and different counts: what comes later than so many others is no habit. */
const mostTemplates = 300
const mostCounts = 3000

export function count<K>(counts: Map<K, number>, key: K, by = 1, most = mostCounts): void {
  const known = counts.get(key)
  if (known !== undefined || counts.size < most) counts.set(key, (known ?? 0) + by)
}

export function use(uses: Map<string, Use>, template: string, at: string): void {
  const known = uses.get(template)
  if (known === undefined && uses.size >= mostTemplates) return
  const lastUsed = known !== undefined && known.lastUsed > at ? known.lastUsed : at
  uses.set(template, { count: (known?.count ?? 0) + 1, lastUsed })
}

/**
 * Shrinks what was counted of a few replies towards what was counted of many: as if the many had added `weight` replies.
 * A group of that size speaks half for itself.
 */
export function blend(own: Tally, many: Tally, weight: number): Tally {
  if (own.replies === 0) return many
  const share = Math.min(1, weight / Math.max(1, many.replies))
  const lines = Object.fromEntries(
    lineKinds.map((kind) => [kind, mixUses(own.lines[kind], many.lines[kind], share)]),
  ) as Tally['lines']
  return {
    replies: own.replies + many.replies * share,
    lastAt: own.lastAt > many.lastAt ? own.lastAt : many.lastAt,
    lengths: mix(own.lengths, many.lengths, share),
    sentences: mix(own.sentences, many.sentences, share),
    counts: mix(own.counts, many.counts, share),
    lines,
  }
}

function mix<K>(own: Map<K, number>, many: Map<K, number>, share: number): Map<K, number> {
  const mixed = new Map(own)
  for (const [key, value] of many) mixed.set(key, (mixed.get(key) ?? 0) + value * share)
  return mixed
}

function mixUses(own: Map<string, Use>, many: Map<string, Use>, share: number): Map<string, Use> {
  const mixed = new Map(own)
  for (const [template, { count, lastUsed }] of many) {
    const known = mixed.get(template)
    mixed.set(template, { count: (known?.count ?? 0) + count * share, lastUsed: known?.lastUsed ?? lastUsed })
  }
  return mixed
}

/** The value below which `share` (0..1) of what was counted lies; 0 of nothing. */
export function quantile(counts: ReadonlyMap<number, number>, share: number): number {
  const sorted = [...counts].sort((a, b) => a[0] - b[0])
  const all = sorted.reduce((sum, [, weight]) => sum + weight, 0)
  let below = 0
  for (const [value, weight] of sorted) {
    below += weight
    if (below >= share * all) return value
  }
  return sorted.at(-1)?.[0] ?? 0
}

/** A tally as JSON can hold it; the same for the same counts, in whatever order they came. */
export type SavedTally = [
  replies: number,
  lastAt: string,
  lengths: [number, number][],
  sentences: [number, number][],
  counts: [string, number][],
  lines: [string, Use][][],
]

export function saveTally(tally: Tally): SavedTally {
  return [
    tally.replies,
    tally.lastAt,
    [...tally.lengths].sort(([a], [b]) => a - b),
    [...tally.sentences].sort(([a], [b]) => a - b),
    sorted(tally.counts),
    lineKinds.map((kind) => sorted(tally.lines[kind])),
  ]
}

export function loadTally([replies, lastAt, lengths, sentences, counts, lines]: SavedTally): Tally {
  return {
    ...{ replies, lastAt, lengths: new Map(lengths), sentences: new Map(sentences), counts: new Map(counts) },
    lines: Object.fromEntries(lineKinds.map((kind, at) => [kind, new Map(lines[at])])) as Tally['lines'],
  }
}

/** Entries by their key. */
export function sorted<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1))
}
