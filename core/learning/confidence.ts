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
  /** `told` is the confidence that was given at the time. */
  learn(signals: readonly number[], right: boolean, told: number): void
  weights(): Float64Array
  /** What was predicted beside what came true, in ten bins. */
  bins(): CalibrationBin[]
  save(): SavedConfidence
}

export interface SavedConfidence {
  weights: Float64Array
  speeds: Float64Array
  counts: { count: number; told: number; right: number }[]
  verdicts: number
}

/** Verdicts whose confidence lay in [from, to): the mean of what was predicted, and the share that was right. */
export interface CalibrationBin {
  from: number
  to: number
  predicted: number
  right: number
  count: number
}

/** Makes a calibration that holds the prior beliefs, or goes on from a saved one. */
export function makeConfidence(saved = believed()): Confidence {
  const { weights, speeds, counts } = saved
  let { verdicts } = saved

  function of(signals: readonly number[]): number {
    let sum = 0
    for (let i = 0; i < weights.length; i++) sum += weights[i]! * finite(signals[i])
    return 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, sum))))
  }

  /** Few verdicts vouch for no high confidence, whatever the signals say: 0.5 before the first, 0.9 after 40. */
  const most = () => 1 - 1 / (2 + verdicts / 5)

  return {
    of: (signals) => Math.min(of(signals), most()),
    learn(signals, right, told) {
      const bin = counts[Math.max(0, Math.min(counts.length - 1, Math.floor(finite(told) * counts.length)))]!
      bin.count++
      verdicts++
      bin.told += finite(told)
      bin.right += right ? 1 : 0
      if (signals.length === 0) return
      const error = (right ? 1 : 0) - of(signals)
      for (let i = 0; i < weights.length; i++) {
        const gradient = error * finite(signals[i])
        speeds[i] = speeds[i]! + gradient * gradient
        weights[i] = weights[i]! + (0.35 * gradient) / Math.sqrt(speeds[i]!)
      }
    },
    weights: () => weights,
    save: () => ({ weights, speeds, counts, verdicts }),
    bins: () =>
      counts.map(({ count, told, right }, i) => ({
        from: i / counts.length,
        to: (i + 1) / counts.length,
        predicted: count > 0 ? told / count : 0,
        right: count > 0 ? right / count : 0,
        count,
      })),
  }
}

function believed(): SavedConfidence {
  return {
    weights: Float64Array.from(signalNames, (name) => beliefs[name]),
    speeds: new Float64Array(signalNames.length).fill(1),
    counts: Array.from({ length: 10 }, () => ({ count: 0, told: 0, right: 0 })),
    verdicts: 0,
  }
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0
}
