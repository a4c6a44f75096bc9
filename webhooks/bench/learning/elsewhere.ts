import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { replayed } from './engine-run.ts'
import type { Figure, MeasureOptions } from './figure.ts'
import { makeLog, makeLogOf, type Question, score } from './log.ts'
import { replayFigures } from './plain.ts'

/** Sets that nothing was tried out on: finance chat, and what people say to an insurer. */
export async function measure({ data, quick, seeds }: MeasureOptions): Promise<Figure[]> {
  const insurer = insurerQuestions(data)
  const logs = {
    finance: (seed: number) => makeLog(data, 'finance', '--seed', seed, ...(quick ? ['--rows', 1_600] : [])),
    insurance: (seed: number) => makeLogOf(data, insurer, '--seed', seed),
  }
  return Object.entries(logs).flatMap(([name, logOf]) => {
    const scores = Array.from({ length: Math.min(3, seeds) }, (_, seed) => {
      const log = logOf(seed)
      return score(data, log, replayed(log).predictions)
    })
    return replayFigures(name, scores, quick && name === 'finance' ? 'the first 1,600 rows only' : undefined)
  })
}

function insurerQuestions(data: string): Question[] {
  return readFileSync(join(data, 'dstc11_t2/development.test-utterances.jsonl'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const { utterance, intent } = JSON.parse(line) as { utterance: string; intent: string }
      return { text: utterance, topic: intent }
    })
}
