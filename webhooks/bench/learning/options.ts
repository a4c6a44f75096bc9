import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { notRun } from '../options.ts'
import { withoutData } from './families.ts'

export interface LearningOptions {
  data: string
  quick: boolean
  seeds: number
  manySeeds: number
  /** The one family to run; all where undefined. */
  only: string | undefined
  /** Where the figures go as JSON; with `only`, the others in that file stay. */
  json: string | undefined
  /** Families that run at the same time; what measures time runs alone. */
  jobs: number
}

/** Reads the words after `npm run bench:learning --`. Ends with exit code 3 where the data sets are needed and not there. */
export function readLearningOptions(words = process.argv.slice(2)): LearningOptions {
  const { values } = parseArgs({
    args: words,
    options: {
      data: { type: 'string', default: '../shared/data' },
      quick: { type: 'boolean', default: false },
      seeds: { type: 'string' },
      only: { type: 'string' },
      json: { type: 'string' },
      jobs: { type: 'string', default: '2' },
    },
  })
  const isMade = values.only !== undefined && withoutData.includes(values.only)
  if (!isMade && !['make-log.mjs', 'score.mjs'].every((file) => existsSync(join(values.data, file))))
    notRun(
      `the public data sets are not in ${values.data}: name their folder with --data <folder> (it holds make-log.mjs and score.mjs)`,
    )
  return {
    data: values.data,
    quick: values.quick,
    seeds: Number(values.seeds ?? (values.quick ? 1 : 5)),
    manySeeds: Number(values.seeds ?? (values.quick ? 1 : 20)),
    only: values.only,
    json: values.json,
    jobs: Number(values.jobs),
  }
}
