import type { Readable } from 'node:stream'
import { Command, CommanderError } from 'commander'
import { Refused } from '#core/errors.ts'
import { makeLog } from '../log.ts'
import { type Config, FolderTaken, openHouse } from '../wire.ts'
import { type CliCommand, type CliContext, exitCodes, type Output, WrongUsage } from './command.ts'
import { demoCommand } from './demo.ts'
import { doctorCommand } from './doctor.ts'
import { importCommand } from './import.ts'
import { integrationsAddCommand, integrationsListCommand, integrationsSetUpCommand } from './integrations.ts'
import { keysRotateCommand } from './keys.ts'
import { mailCommand } from './mail.ts'
import { manifestCommand } from './manifest.ts'
import { migrateCommand } from './migrate.ts'
import { eraseCommand, exportCommand } from './people.ts'
import { peopleLinkCommand } from './people-link.ts'
import { peopleShowCommand } from './people-show.ts'
import { peopleUnlinkCommand } from './people-unlink.ts'
import { replayCommand } from './replay.ts'
import { startCommand } from './start.ts'
import { teachCommand } from './teach.ts'
import { teammatesAddCommand } from './teammates.ts'

/** Every command, one line each. */
const commands: readonly CliCommand[] = [
  startCommand,
  migrateCommand,
  demoCommand,
  importCommand,
  teachCommand,
  integrationsListCommand,
  integrationsAddCommand,
  integrationsSetUpCommand,
  teammatesAddCommand,
  peopleShowCommand,
  peopleLinkCommand,
  peopleUnlinkCommand,
  eraseCommand,
  exportCommand,
  replayCommand,
  mailCommand,
  manifestCommand,
  doctorCommand,
  keysRotateCommand,
]

export interface Terminal {
  stdout: Output
  stderr: Output
  stdin: Readable
  isTerminal: boolean
}

/** Runs one command line; returns the exit code: 0 done, 1 failed, 2 wrong usage. */
export async function runCommand(words: readonly string[], config: Config, terminal: Terminal): Promise<number> {
  let code: number = exitCodes.done
  const context: CliContext = {
    ...terminal,
    config,
    // A command beside a running hub uses the hub's database; its own work would only get in the way.
    openHouse: () =>
      openHouse(config, { log: makeLog({ level: 'warn', isPretty: terminal.isTerminal }), isAlone: true, join: true }),
  }
  const program = new Command('lummy')
    .description('A customer service agent that learns from your team, in the tools that you already use.')
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .exitOverride()
    .showHelpAfterError('(lummy --help shows every command)')
  const groups = new Map<string, Command>()
  for (const command of commands) {
    const [first, second] = command.name.split(' ') as [string, string | undefined]
    const parent = second === undefined ? program : groupOf(program, groups, first)
    const added = parent
      .command(second ?? first)
      .description(command.summary)
      .exitOverride()
    command.configure(added)
    added.action(async (...given: unknown[]) => {
      const self = given.at(-1) as Command
      code = await command.run(self.args, self.opts(), context)
    })
  }
  try {
    await program.parseAsync(words, { from: 'user' })
  } catch (error) {
    return explain(error, terminal.stderr)
  }
  return code
}

function groupOf(program: Command, groups: Map<string, Command>, name: string): Command {
  const known =
    groups.get(name) ?? program.command(name).description(`${name}: see lummy ${name} --help`).exitOverride()
  groups.set(name, known)
  return known
}

/** Says in one sentence what went wrong where somebody can mend it; a bug keeps its stack. */
function explain(error: unknown, stderr: Output): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (error instanceof WrongUsage) {
    stderr.write(`${error.message}\n`)
    return exitCodes.usage
  }
  if (error instanceof FolderTaken || error instanceof Refused) {
    stderr.write(`${error.message}\n`)
    return exitCodes.failed
  }
  stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return exitCodes.failed
}
