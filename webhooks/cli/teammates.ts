import { type CliCommand, chooseBusiness, exitCodes } from './command.ts'
import { ownerOf } from './owner.ts'

export const teammatesAddCommand: CliCommand = {
  name: 'teammates add',
  summary: 'Invite a teammate: prints the one-time link that confirms their address.',
  configure(command) {
    command
      .argument('<email>', 'their e-mail address')
      .option('--name <name>', 'how customers know them')
      .option('--owner', 'may change settings and switch topics on')
      .option('--business <id or address>', 'which business, where there are several')
  },
  async run([email = ''], options, context) {
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, options.business as string | undefined)
      const name = (options.name as string | undefined) ?? email.split('@')[0] ?? email
      const role = options.owner ? 'owner' : 'teammate'
      const { link } = await house.core.accounts.addTeammate(await ownerOf(house.store, businessId), {
        email,
        name,
        role,
      })
      context.stdout.write(`${name} is invited. This link, good once and for a week, confirms the address:\n${link}\n`)
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}
