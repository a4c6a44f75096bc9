/** One measured number, under the id that `metrics.ts` gives its definition and its aims. Shares are 0..1. */
export interface Figure {
  id: string
  /** `null` where there was nothing to measure it on: no row sent, say. */
  ours: number | null
  /** One value a seed, where there are several. */
  values?: number[]
  /** What the number alone does not say. */
  note?: string
  /** What was left out of a quick run; such a figure is held against no aim. */
  partial?: string
}

export interface MeasureOptions {
  /** Smaller and fewer, for the continuous run. */
  quick: boolean
  /** The folder with the public data sets, `make-log.mjs` and `score.mjs`. */
  data: string
  /** Seeds of a measurement that is repeated. */
  seeds: number
  /** Seeds where the share of seeds is the figure: 20, unless fewer were asked for. */
  manySeeds: number
}

/** A family of figures: a file of this folder, run in a process of its own. */
export interface Family {
  measure(options: MeasureOptions): Promise<Figure[]>
}

/** The mean of one value a run; `partial` as in a figure. */
export function overRuns<T>(id: string, runs: readonly T[], valueFor: (run: T) => number, partial?: string): Figure {
  const values = runs.map(valueFor)
  return { id, ours: mean(values), values, ...(partial === undefined ? {} : { partial }) }
}

/** `null` of none. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}
