import { type CliCommand, exitCodes } from './command.ts'

export const migrateCommand: CliCommand = {
  name: 'migrate',
  summary: 'Bring the database up to date (start does it, too).',
  configure() {},
  async run(_args, _options, context) {
    const house = await context.openHouse()
    await house.close()
    context.stdout.write('The database is up to date.\n')
    return exitCodes.done
  },
}
