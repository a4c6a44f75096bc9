import { makeCertificate } from '#core/learning/certificate.ts'
import { makeDetector } from '#core/learning/detector.ts'
import { isVetoed } from '#core/learning/veto.ts'
import { seeded } from '../seeded.ts'

/** Topics that answered alone without an error for long, and whose errors then jump. */
export interface RevocationTrial {
  topics: number
  /** The chance of being wrong after the jump. */
  error: number
  eps: number
  /** The share of answers that is audited. */
  audited: number
  seed: number
}

/** Clean audits before the jump. */
const cleanAudits = 500

export interface RevocationResult {
  /** Answers from the jump until detector or veto stop the topic: the mean and the middle of all. */
  mean: number
  median: number
  /** The same if only the detector watched, in audits. */
  detectorAudits: number
}

/** How long a jump of errors goes unnoticed. */
export function answersUntilRevoked({ topics, error, eps, audited, seed }: RevocationTrial): RevocationResult {
  const random = seeded(seed)
  const answers: number[] = []
  const audits: number[] = []
  for (let topic = 0; topic < topics; topic++) {
    const detector = makeDetector({ eps })
    for (let audit = 0; audit < cleanAudits; audit++) detector.push(0)
    const outcomes: (0 | 1)[] = []
    let count = 0
    let stoppedAt: number | undefined
    while (!detector.alarmed()) {
      count++
      if (random() >= audited) continue
      const err = random() < error ? 1 : 0
      outcomes.push(err)
      detector.push(err)
      if (detector.alarmed() || isVetoed(outcomes)) stoppedAt ??= count
    }
    answers.push(stoppedAt!)
    audits.push(outcomes.length)
  }
  return {
    mean: answers.reduce((sum, count) => sum + count, 0) / topics,
    median: middle(answers),
    detectorAudits: middle(audits),
  }
}

/** True where a topic could be certified again within so many rows after a revocation, even if all of them are right. */
export function canComeBackWithin(rows: number, eps: number, alpha: number): boolean {
  const running = makeCertificate({ eps, alpha, attempt: 2 })
  for (let row = 0; row < rows; row++) running.push(0)
  return running.isCertified()
}

/** The mean number of audits between alarms while errors are as frequent as eps: of the detector, and of the veto. */
export function auditsBetweenAlarms(eps: number, alarms: number, seed: number): { detector: number; veto: number } {
  const random = seeded(seed)
  const mean = (isAlarmed: () => (err: 0 | 1) => boolean) => {
    let audits = 0
    for (let alarm = 0; alarm < alarms; alarm++) {
      const push = isAlarmed()
      do audits++
      while (!push(random() < eps ? 1 : 0))
    }
    return audits / alarms
  }
  return {
    detector: mean(() => {
      const detector = makeDetector({ eps })
      return (err) => {
        detector.push(err)
        return detector.alarmed()
      }
    }),
    veto: mean(() => {
      const last: (0 | 1)[] = []
      return (err) => {
        if (last.push(err) > 10) last.shift()
        return isVetoed(last)
      }
    }),
  }
}

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]!
}
