/** What the confidence in a draft is computed from, in order; each about -1..1. The order is stored in verdict rows. */
export const signalNames = [
  'always',
  /** Log odds of the topic. */
  'probability',
  /** How far it is ahead of the next topic: blended, by the linear model, by the centroids. */
  'margin',
  'linearMargin',
  'centroidMargin',
  /** Log odds of the third topic: what is mistaken for one may be mistaken for two. */
  'third',
  'centroid',
  'headsAgree',
  /** Similarity of the nearest question of this topic, and its log odds, which tell equal from nearly so. */
  'nearest',
  'sameWords',
  /** Similarity of the nearest question of another topic, and how many equal ones were answered otherwise. */
  'elsewhere',
  'otherwise',
  /** Log odds of the topic's share of the neighbours' votes, and its share of the nearest five. */
  'neighbours',
  'nearestFive',
  /** Share of the question that was ever seen. */
  'known',
  'volume',
  /** How many times more often the rival is asked about. */
  'rivalVolume',
  /** Log odds of the topic's drafts being right so far. */
  'reliability',
  'length',
  'sameReply',
  'language',
] as const
export type SignalName = (typeof signalNames)[number]
export type Signals = Record<SignalName, number>

/** What is believed before the first verdict: closeness to a known question counts most, another language forbids. */
export const beliefs: Signals = {
  always: -6.9,
  probability: 0.5,
  margin: 1.2,
  linearMargin: 0.8,
  centroidMargin: 0,
  third: 0,
  centroid: 0.5,
  headsAgree: 0.5,
  nearest: 7,
  sameWords: 0,
  elsewhere: 0,
  otherwise: -0.5,
  neighbours: 0.6,
  nearestFive: 0,
  known: 1,
  volume: 0.4,
  rivalVolume: 0,
  reliability: 0.8,
  length: 0,
  sameReply: 0.5,
  language: 3,
}

/** Log odds of a share, within about -1..1: close to 0 and to 1 small differences tell most. */
export function oddsOf(share: number): number {
  const p = Math.max(0, Math.min(1, share))
  return Math.log((p + 0.005) / (1.005 - p)) / 5
}
