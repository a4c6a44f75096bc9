import { beliefs, signalNames } from './signals.ts'

/** Calibrates signals into the probability that a draft is right; learns from every verdict. */
export interface Confidence {
  of(signals: readonly number[], topicId: string): number
  /** `told` is the confidence that was given at the time. Another number of signals, as an earlier engine gave, teaches no weight. */
  learn(signals: readonly number[], topicId: string, right: boolean, told: number): void
  weights(): Float64Array
  /** What was predicted beside what came true, in ten bins. */
  bins(): CalibrationBin[]
  save(): SavedConfidence
}

export interface SavedConfidence {
  weights: Float64Array
  /** How unsure each weight is, and which of them go together: covariances, row by row. */
  covariance: Float64Array
  /** Topics that are right more or less often than their signals say: log odds, and their variance. */
  topics: Map<string, { shift: number; variance: number }>
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

const size = signalNames.length
/** Variances before the first verdict: of a weight, and of what a topic has of its own. */
const believed = 1
const ofTopic = 0.1
/** What a verdict tells at least, however sure one was of it: else nothing could shake a certainty. */
const leastTold = 0.01

/**
 * Makes a calibration that holds the prior beliefs, or goes on from a saved one: a Bayesian logistic regression that takes
 * verdicts one by one. Each moves the weights as far as they are unsure, and makes them surer (Laplace's approximation after
 * every verdict; Bishop, "Pattern Recognition and Machine Learning", 4.4 and 4.5). Beside the weights, every topic has an
 * intercept of its own, so that one that is often mistaken for another is believed less than its signals say.
 */
export function makeConfidence(saved = nothingJudged()): Confidence {
  const { weights, covariance, topics, counts } = saved
  let { verdicts } = saved
  const spread = new Float64Array(size)

  function logOdds(signals: readonly number[], topicId: string): number {
    let sum = topics.get(topicId)?.shift ?? 0
    for (let i = 0; i < size; i++) sum += weights[i]! * finite(signals[i])
    return sum
  }

  /** How unsure the log odds of these signals are; leaves the covariance with each weight in `spread`. */
  function varianceOf(signals: readonly number[], topicId: string): number {
    let variance = topics.get(topicId)?.variance ?? ofTopic
    for (let i = 0; i < size; i++) {
      let sum = 0
      for (let j = 0; j < size; j++) sum += covariance[i * size + j]! * finite(signals[j])
      spread[i] = sum
      variance += sum * finite(signals[i])
    }
    return variance
  }

  /** Few verdicts vouch for no high confidence, whatever the signals say: 0.5 before the first, 0.9 after 40. */
  const most = () => 1 - 1 / (2 + verdicts / 5)

  function learnWeights(signals: readonly number[], topicId: string, right: boolean): void {
    const variance = varianceOf(signals, topicId)
    const before = logOdds(signals, topicId)
    const after = before + mostLikelyShift(before, variance, right ? 1 : 0)
    const p = chance(after)
    const told = Math.max(leastTold, p * (1 - p))
    const surprise = (after - before) / variance
    const gain = told / (1 + told * variance)
    const topic = topics.get(topicId) ?? { shift: 0, variance: ofTopic }
    topics.set(topicId, {
      shift: topic.shift + topic.variance * surprise,
      variance: topic.variance - gain * topic.variance ** 2,
    })
    for (let i = 0; i < size; i++) {
      weights[i] = weights[i]! + spread[i]! * surprise
      const share = gain * spread[i]!
      for (let j = 0; j < size; j++) covariance[i * size + j] = covariance[i * size + j]! - share * spread[j]!
    }
  }

  return {
    of: (signals, topicId) => Math.min(chance(logOdds(signals, topicId)), most()),
    learn(signals, topicId, right, told) {
      const bin = counts[Math.max(0, Math.min(counts.length - 1, Math.floor(finite(told) * counts.length)))]!
      bin.count++
      verdicts++
      bin.told += finite(told)
      bin.right += right ? 1 : 0
      if (signals.length === size) learnWeights(signals, topicId, right)
    },
    weights: () => weights,
    save: () => ({ weights, covariance, topics, counts, verdicts }),
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

function nothingJudged(): SavedConfidence {
  return {
    weights: Float64Array.from(signalNames, (name) => beliefs[name]),
    covariance: Float64Array.from({ length: size * size }, (_, at) => (at % (size + 1) === 0 ? believed : 0)),
    topics: new Map(),
    counts: Array.from({ length: 10 }, () => ({ count: 0, told: 0, right: 0 })),
    verdicts: 0,
  }
}

/** Where log odds of this variance move after an outcome: the shift b with b = variance (outcome - chance(from + b)). */
function mostLikelyShift(from: number, variance: number, outcome: 0 | 1): number {
  let [low, high] = outcome === 1 ? [0, variance] : [-variance, 0]
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2
    if (middle < variance * (outcome - chance(from + middle))) low = middle
    else high = middle
  }
  return (low + high) / 2
}

function chance(logOdds: number): number {
  return 1 / (1 + Math.exp(-Math.max(-30, Math.min(30, logOdds))))
}

function finite(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : 0
}
