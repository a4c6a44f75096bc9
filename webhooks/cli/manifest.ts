import { writeFile } from 'node:fs/promises'
import { discordManifest } from '#connectors/discord/manifest.ts'
import { slackManifest } from '#connectors/slack/manifest.ts'
import { teamsPackage } from '#connectors/teams/package.ts'
import { type CliCommand, type CliContext, exitCodes, WrongUsage } from './command.ts'

export const manifestCommand: CliCommand = {
  name: 'manifest',
  summary: 'what a platform wants to know about the app: manifest slack (or teams) --url https://desk.example.com',
  configure: (command) =>
    void command
      .argument('<platform>', Object.keys(platforms).join(', '))
      .option('--url <address>', 'the public address of the hub; else PUBLIC_URL')
      .option('--socket-mode', 'slack: for machines without a public address')
      .option('--integration <id>', 'slack: the integration that the addresses are for')
      .option('--app <id>', 'teams: the Microsoft App ID of the Azure Bot, without which the package names none')
      .option('--out <file>', 'teams: where the package is written', 'lummy-teams.zip'),
  async run([platform = ''], options, context) {
    const write = Object.hasOwn(platforms, platform) ? platforms[platform] : undefined
    if (write === undefined)
      throw new WrongUsage(
        `There is no manifest for ${platform || 'nothing'}; choose ${Object.keys(platforms).join(', ')}`,
      )
    const url = typeof options.url === 'string' ? options.url : context.config.publicUrl
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new WrongUsage(`--url ${url} is no address such as https://desk.example.com`)
    await write(url.replace(/\/+$/, ''), options, context)
    return exitCodes.done
  },
}

type Write = (url: string, options: Record<string, unknown>, context: CliContext) => Promise<void>

const platforms: Record<string, Write> = {
  async slack(url, { integration, socketMode }, { stdout }) {
    stdout.write(
      slackManifest({
        url,
        ...(typeof integration === 'string' ? { integration } : {}),
        ...(socketMode === true ? { socketMode: true } : {}),
      }),
    )
  },

  async discord(_url, _options, { stdout }) {
    stdout.write(discordManifest())
  },

  async teams(url, { app = noApp, out }, { stdout }) {
    if (typeof app !== 'string' || !/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(app))
      throw new WrongUsage('--app is the Microsoft App ID of the Azure Bot (Settings, Configuration)')
    if (!url.startsWith('https:')) throw new WrongUsage(`--url ${url}: Teams calls https alone`)
    await writeFile(String(out), teamsPackage({ url, appId: app }))
    const next =
      app === noApp
        ? 'It names no bot yet: write it again with --app and the Microsoft App ID of the Azure Bot, or import it at https://dev.teams.microsoft.com and choose the bot there.'
        : 'In Teams: Apps, Manage your apps, Upload an app.'
    stdout.write(`${out} is written. ${next}\n`)
  },
}

/** Stands in the package for a bot that is not made yet; the schema wants an id. */
const noApp = '00000000-0000-0000-0000-000000000000'
