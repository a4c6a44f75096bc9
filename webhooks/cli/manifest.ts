import { slackManifest } from '#connectors/slack/manifest.ts'
import { type CliCommand, exitCodes, WrongUsage } from './command.ts'

export const manifestCommand: CliCommand = {
  name: 'manifest',
  summary: 'print what a platform wants to know about the app: manifest slack --url https://desk.example.com',
  configure: (command) =>
    void command
      .argument('<platform>', 'slack')
      .option('--url <address>', 'the public address of the hub; else PUBLIC_URL')
      .option('--socket-mode', 'for machines without a public address')
      .option('--integration <id>', 'the integration that the addresses are for'),
  async run([platform], options, context) {
    if (platform !== 'slack')
      throw new WrongUsage(`There is no manifest for ${platform ?? 'nothing'}; there is one for: slack`)
    const url = typeof options.url === 'string' ? options.url : context.config.publicUrl
    if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
      throw new WrongUsage(`--url ${url} is no address such as https://desk.example.com`)
    context.stdout.write(
      slackManifest({
        url: url.replace(/\/+$/, ''),
        ...(typeof options.integration === 'string' ? { integration: options.integration } : {}),
        ...(options.socketMode === true ? { socketMode: true } : {}),
      }),
    )
    return exitCodes.done
  },
}
