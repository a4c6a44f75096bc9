import { type CliCommand, chooseBusiness, exitCodes, WrongUsage } from './command.ts'
import { ownerOf } from './owner.ts'
import { personText } from './people-show.ts'

const meaning = 'All of their history is shown as one from now on. A name alone is no proof: be sure of both addresses.'

export const peopleLinkCommand: CliCommand = {
  name: 'people link',
  summary: 'Say that two customers are one person; "people unlink" takes them apart again.',
  configure(command) {
    command
      .argument('<address>', 'an e-mail address, phone number or handle of the customer')
      .argument('<same>', 'an address of the one who is the same person: what is theirs becomes the first one’s')
      .option('--yes', 'do it; without this nothing is linked')
      .option('--business <id or address>', 'which business, where there are several')
      .addHelpText('after', `\n${meaning}`)
  },
  async run([address = '', same = ''], options, context) {
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, options.business as string | undefined)
      const owner = await ownerOf(house.store, businessId)
      const { person: kept } = await house.core.people.byAddress(owner, address)
      const { person: gone } = await house.core.people.byAddress(owner, same)
      const both = `${personText(kept)}\n${personText(gone)}\n`
      if (!options.yes) throw new WrongUsage(`Nobody was linked:\n${both}${meaning}\nTo link them, add: --yes`)
      const { id } = await house.core.people.link(owner, kept.id, gone.id)
      context.stdout.write(`Linked:\n${both}To take them apart again: lummy people unlink ${id}\n`)
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}
