import { makeStaffGuess, type StaffGuess } from '#core/learning/import/staff.ts'
import type { Progress } from '../progress.ts'
import type { Past } from './past.ts'
import { openStage, type Stage } from './stage.ts'

/** All of a source, put aside by time, and what was noticed while reading it. */
export interface Gathered {
  stage: Stage
  messages: number
  malformed: number
  /** The first ones. */
  problems: { problem: string; line: number; file?: string }[]
  /** Some messages do not say which side they are of. */
  needsStaff: boolean
  guess: StaffGuess
}

const mostProblems = 20

/** Reads a source once; `progress` counts bytes. The caller closes the stage. */
export async function gather(past: Past, progress: Progress): Promise<Gathered> {
  const stage = await openStage()
  const gathered: Gathered = {
    stage,
    messages: 0,
    malformed: 0,
    problems: [],
    needsStaff: false,
    guess: makeStaffGuess(),
  }
  try {
    for await (const item of past.read(past.totalBytes === undefined ? undefined : progress.at)) {
      if ('problem' in item) {
        gathered.malformed += 1
        if (gathered.problems.length < mostProblems) gathered.problems.push(item)
        continue
      }
      gathered.messages += 1
      if (past.totalBytes === undefined) progress.at(gathered.messages)
      if (item.message.side === undefined && !item.message.isList && !item.message.isMachine) gathered.needsStaff = true
      gathered.guess.see(item.message)
      await stage.add(item.message)
    }
    progress.end()
    return gathered
  } catch (error) {
    await stage.close()
    throw error
  }
}
