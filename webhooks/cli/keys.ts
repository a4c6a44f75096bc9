import { type CliCommand, exitCodes } from './command.ts'
import { makeProgress } from './progress.ts'

const batchSize = 100

export const keysRotateCommand: CliCommand = {
  name: 'keys rotate',
  summary: 'seal all credentials with the newest key of LUMMY_SECRET_KEY',
  configure: () => {},
  async run(_args, _options, context) {
    const house = await context.openHouse()
    try {
      const progress = makeProgress({
        label: 'Sealing',
        total: undefined,
        output: context.stderr,
        isTerminal: context.isTerminal,
        nowMs: Date.now,
      })
      let seen = 0
      let resealed = 0
      let after: string | undefined
      do {
        const batch = await house.store.system.resealBatch(after, batchSize)
        seen += batch.seen
        resealed += batch.resealed
        after = batch.next
        progress.at(seen)
      } while (after !== undefined)
      context.stdout.write(
        `${resealed} of ${seen} integrations were sealed anew with the newest key.\nOlder keys may be removed from LUMMY_SECRET_KEY once sign-in sessions and links made with them have ended (30 days).\n`,
      )
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}
