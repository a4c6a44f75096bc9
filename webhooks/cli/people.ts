import type { PersonHeld } from '#core/views.ts'
import { type CliCommand, chooseBusiness, exitCodes, WrongUsage } from './command.ts'
import { ownerOf } from './owner.ts'

export const eraseCommand: CliCommand = {
  name: 'erase',
  summary: 'Erase a customer: their words, files and addresses, and what was learned from them. Cannot be undone.',
  configure(command) {
    command
      .argument('<address>', 'their e-mail address, phone number or handle, as the conversation shows it')
      .option('--dry-run', 'only count what would go')
      .option('--yes', 'do it; without this nothing is erased')
      .option('--business <id or address>', 'which business, where there are several')
      .addHelpText('after', `\n${whatStays}`)
  },
  async run([address = ''], options, context) {
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, options.business as string | undefined)
      const owner = await ownerOf(house.store, businessId)
      const held = await house.core.people.byAddress(owner, address)
      context.stdout.write(countsOf(address, held))
      if (options.dryRun) return exitCodes.done
      if (!options.yes) throw new WrongUsage(`Nothing was erased. ${whatStays}\nTo erase them, add: --yes`)
      await house.core.people.erase(owner, held.person.id, held.person.handles[0]?.value ?? address)
      context.stdout.write(`Erased. ${whatStays}\n`)
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}

export const exportCommand: CliCommand = {
  name: 'export',
  summary: 'Print everything that is held about a customer, as JSON.',
  configure(command) {
    command
      .argument('<address>', 'their e-mail address, phone number or handle, as the conversation shows it')
      .option('--dry-run', 'only count what is held')
      .option('--business <id or address>', 'which business, where there are several')
  },
  async run([address = ''], options, context) {
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, options.business as string | undefined)
      const owner = await ownerOf(house.store, businessId)
      const held = await house.core.people.byAddress(owner, address)
      if (options.dryRun) context.stdout.write(countsOf(address, held))
      else {
        const all = await house.core.people.export(owner, held.person.id)
        context.stdout.write(`${JSON.stringify(all, undefined, 2)}\n`)
      }
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}

const whatStays =
  'What stays names nobody: that there were conversations, the reasons and scores of decisions, the evidence of certificates.\nWhat was posted in your own Slack and mailboxes is yours to remove; our cards there now say “Erased”.'

function countsOf(address: string, { counts, inConversationsOfOthers, alsoKnownAs }: PersonHeld): string {
  const rows = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([table, count]) => `${String(count).padStart(6)}  ${table.replaceAll('_', ' ')}\n`)
  const others =
    inConversationsOfOthers > 0 ? `They also wrote in ${inConversationsOfOthers} conversation(s) of others.\n` : ''
  const twins = alsoKnownAs.map(
    ({ id, name }) => `Merged with ${name ?? 'somebody without a name'} (${id}): erase them, too.\n`,
  )
  return `Held about ${address}:\n${rows.join('')}${others}${twins.join('')}`
}
