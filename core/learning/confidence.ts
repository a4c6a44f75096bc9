/** The signals that the confidence is computed from, in order; each about 0..1. The order is stored in verdict rows. */
export const signalNames = [
  'always',
  'probability',
  'margin',
  'linearMargin',
  'nearest',
  'centroid',
  'headsAgree',
  'neighbours',
  'known',
  'volume',
  'reliability',
  'length',
  'sameReply',
  'language',
] as const
export type SignalName = (typeof signalNames)[number]
export type Signals = Record<SignalName, number>

/** What is believed before the first verdict: closeness to a known question counts most, another language forbids. */
const beliefs: Signals = {
  always: -7.5,
  probability: 0.5,
  margin: 1.2,
  linearMargin: 0.8,
  nearest: 6,
  centroid: 0.5,
  headsAgree: 0.5,
  neighbours: 0.6,
  known: 0.8,
  volume: 0.4,
  reliability: 0.8,
  length: 0,
  sameReply: 0.5,
  language: 3,
}

/** Calibrates signals into the probability that a draft is right; learns from every verdict. */
export interface Confidence {
  of(signals: readonly number[]): number
  learn(signals: readonly number[], right: boolean): void
  weights(): Float64Array
}

/** Makes a calibration that holds the prior beliefs. */
export function makeConfidence(): Confidence {
  const weights = Float64Array.from(signalNames, (name) => beliefs[name])
  const speeds = new Float64Array(weights.length).fill(1)

  function of(signals: readonly number[]): number {
    let sum = 0
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * finite(signals[i])
    return 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, sum))))
  }

  return {
    of,
    learn(signals, right) {
      const error = (right ? 1 : 0) - of(signals)
      for (let i = 0; i < weights.length; i++) {
        const gradient = error * finite(signals[i])
        speeds[i] = speeds[i]! + gradient * gradient
        weights[i] = weights[i]! + (0.35 * gradient) / Math.sqrt(speeds[i]!)
      }
    },
    weights: () => weights,
  }
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0
}
