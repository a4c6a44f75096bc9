import type { Matter } from '../../domain/conflict.ts'

/** One amount, length of time, date or time of day, as stated. */
export interface Quantity {
  matter: Exclude<Matter, 'answer'>
  /** Only quantities of one dimension can be compared: `money eur`, `duration`, `date`, `time`, `count person`. */
  dimension: string
  low: number
  high: number
  /** `most` = no more than that, `least` = no less; `range` = from low to high. */
  bound: 'exact' | 'most' | 'least' | 'range'
  /** Of durations: as written. */
  unit?: string
  /** "per night", "a month": what an amount is for. */
  per?: string
  /** As it stands there. */
  text: string
}
