import { type CliCommand, chooseBusiness, exitCodes, type House } from './command.ts'
import { ownerOf } from './owner.ts'
import { makeProgress } from './progress.ts'

export const demoCommand: CliCommand = {
  name: 'demo',
  summary: 'Fill a sample shop with invented history, in a business of its own.',
  configure(command) {
    command
      .option('--remove', 'remove the sample shop and everything in it')
      .option('--business <id or address>', 'whose owner it is for, where there are several businesses')
  },
  async run(_args, options, context) {
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, options.business as string | undefined)
      const actor = await ownerOf(house.store, businessId)
      if (options.remove) {
        await house.core.imports.removeDemo(actor)
        context.stdout.write('The sample shop is gone.\n')
        return exitCodes.done
      }
      // Beside a running hub its worker imports; alone we do it ourselves.
      if (!house.isJoined) house.work(1)
      const { businessId: shop, importId } = await house.core.imports.startDemo(actor)
      const done = await follow(house, shop, importId, context)
      if (!done) return exitCodes.failed
      const { stages, lessons, topics } = await house.core.learning.agent({ ...actor, businessId: shop })
      const eligible = (await house.core.learning.topics({ ...actor, businessId: shop })).filter(
        (topic) => topic.eligible,
      )
      context.stdout.write(`Learned ${lessons} lessons in ${topics} topics: ${JSON.stringify(stages)}.\n`)
      for (const topic of eligible) context.stdout.write(`Proven, may be switched on: ${topic.name}\n`)
      context.stdout.write(`Look at it: ${context.config.publicUrl}/admin (switch to the sample shop under Import)\n`)
      context.stdout.write('Remove it: npm run lummy -- demo --remove\n')
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}

async function follow(
  house: House,
  businessId: string,
  importId: string,
  context: Parameters<CliCommand['run']>[2],
): Promise<boolean> {
  const { imports } = house.store.of(businessId)
  const first = await imports.get(importId)
  const progress = makeProgress({
    label: 'Learning',
    total: first?.total,
    output: context.stdout,
    isTerminal: context.isTerminal,
    nowMs: () => performance.now(),
    from: first?.done ?? 0,
  })
  for (;;) {
    const run = await imports.get(importId)
    progress.at(run?.done ?? 0)
    if (run === undefined || run.state !== 'running') {
      progress.end()
      if (run?.state !== 'done') context.stderr.write('The sample history could not be learned; see the log.\n')
      return run?.state === 'done'
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
