import type { PersonKnown } from '#core/views.ts'
import { type CliCommand, chooseBusiness, exitCodes } from './command.ts'
import { ownerOf } from './owner.ts'

export const peopleShowCommand: CliCommand = {
  name: 'people show',
  summary: 'Show who a customer is known to be: addresses, conversations, links, and who may be the same person.',
  configure(command) {
    command
      .argument('<address>', 'their e-mail address, phone number or handle, as the conversation shows it')
      .option('--business <id or address>', 'which business, where there are several')
      .addHelpText('after', '\nWho may be the same is a suggestion: nobody is linked by a name alone.')
  },
  async run([address = ''], options, context) {
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, options.business as string | undefined)
      const owner = await ownerOf(house.store, businessId)
      const { person } = await house.core.people.byAddress(owner, address)
      context.stdout.write(knownText(await house.core.people.known(owner, person.id)))
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}

function knownText({ person, conversations, links, suggestions }: PersonKnown): string {
  return [
    personText(person),
    ...section('Conversations', conversations, (one) => `${one.updatedAt}  ${one.channel}  ${one.subject}`),
    ...section(
      'Linked',
      links,
      (one) =>
        `${one.id}  ${one.isKept ? 'also' : 'part of somebody else since'} ${valuesOf(one.handles)}, ${one.why === 'proved' ? 'proved by a code' : 'linked by a teammate'}, ${one.at}`,
    ),
    ...section('May be the same', suggestions, (one) => `${personText(one)}: ${one.why}`),
    '',
  ].join('\n')
}

function section<T>(title: string, rows: readonly T[], line: (row: T) => string): string[] {
  return rows.length === 0 ? [] : [`${title}:`, ...rows.map((row) => `  ${line(row)}`)]
}

/** `Ana (ana@mail.example, +15550100)` */
export function personText({ name, handles }: Pick<PersonKnown['person'], 'name' | 'handles'>): string {
  return `${name ?? 'Without a name'} (${valuesOf(handles)})`
}

function valuesOf(handles: PersonKnown['person']['handles']): string {
  return handles.map(({ value }) => value).join(', ') || 'the web chat'
}
