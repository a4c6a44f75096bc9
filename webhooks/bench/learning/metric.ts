/** A line of the table: what is measured, how it is defined, and what is aimed at. */
export interface Metric {
  id: string
  what: string
  definition: string
  /** `%`: a share, shown times 100. `points`: a difference of shares, shown times 100. Else what is counted. */
  unit: string
  better: 'higher' | 'lower'
  /** Measured by a reference in another language; absent where there is none. */
  reference?: number
  reach?: number
  moonshot?: number
}

/** A share, shown in percent; more is better. */
export function share(id: string, what: string, more: Partial<Metric> & { definition: string }): Metric {
  return { id, what, unit: '%', better: 'higher', ...more }
}

/** A share of which less is better, where the unit does not say otherwise. */
export function lower(id: string, what: string, definition: string, more: Partial<Metric>): Metric {
  return { id, what, definition, unit: '%', better: 'lower', ...more }
}
