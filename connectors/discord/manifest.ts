import { discordCommands } from './commands.ts'

/** The slash commands as `integrations add` registers them, to read or to register by hand. */
export function discordManifest(): string {
  return `${JSON.stringify(discordCommands(), null, 2)}\n`
}
