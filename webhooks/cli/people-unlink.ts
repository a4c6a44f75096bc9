import { type CliCommand, chooseBusiness, exitCodes } from './command.ts'
import { ownerOf } from './owner.ts'

export const peopleUnlinkCommand: CliCommand = {
  name: 'people unlink',
  summary: 'Take two customers apart who were linked, by a code or by a teammate.',
  configure(command) {
    command
      .argument('<link>', 'the id of the link, as "people show" lists it')
      .option('--business <id or address>', 'which business, where there are several')
      .addHelpText('after', '\nEvery address and conversation stands again where it stood.')
  },
  async run([link = ''], options, context) {
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, options.business as string | undefined)
      const owner = await ownerOf(house.store, businessId)
      await house.core.people.unlink(owner, link)
      context.stdout.write('Unlinked: each has their own history again.\n')
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}
