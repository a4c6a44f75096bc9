import { commands, usageOf } from '#core/domain/commands.ts'

/**
 * Writes the manifest of the Teams app, version 1.19 of its schema: https://learn.microsoft.com/microsoft-365/extensibility/schema/
 * `url` is the public address of this installation, `appId` the Microsoft App ID of its bot.
 */
export function teamsManifest({ url, appId }: { url: string; appId: string }): object {
  const address = url.replace(/\/+$/, '')
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json',
    manifestVersion: '1.19',
    version: '1.0.0',
    // An app has an id of its own; that of its bot is as unique.
    id: appId,
    name: { short: 'Lummy', full: 'Lummy, the customer service agent that learns from your team' },
    description: {
      short: 'Answers customers, and learns how from your team.',
      full: 'Each conversation with a customer is a thread in one channel of yours. Lummy proposes answers there, your team approves, edits or writes them, and from every answer that reaches a customer Lummy learns what to say next time.',
    },
    developer: { name: 'Lummy', websiteUrl: address, privacyUrl: address, termsOfUseUrl: address },
    icons: { color: iconNames.color, outline: iconNames.outline },
    accentColor: '#1F3A5F',
    bots: [
      {
        ...{ botId: appId, scopes, supportsFiles: true, isNotificationOnly: false },
        commandLists: [{ scopes, commands: menu }],
      },
    ],
    defaultInstallScope: 'team',
    defaultGroupCapability: { team: 'bot' },
    validDomains: [hostOf(address)],
    // Permissions for one resource name the app that they are given to; the resource itself means nothing.
    webApplicationInfo: { id: appId, resource: 'https://AnyString' },
    authorization: { permissions: { resourceSpecific } },
  }
}

const scopes = ['team', 'personal', 'groupChat']

/** Menus end after ten; `help` among them tells the others. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/create-a-bot-commands-menu */
const menu = [...commands.slice(0, 9), ...commands.filter(({ action }) => action === 'help')].map((command) => ({
  title: command.word,
  description: `${usageOf(command)}: ${command.help}`,
}))

/** The names of the icons inside the package. */
export const iconNames = { color: 'color.png', outline: 'outline.png' } as const

/**
 * Without it a bot hears only what mentions it; a colleague's reply in a thread is meant for the customer.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-for-bots-and-agents
 */
const resourceSpecific = [{ name: 'ChannelMessage.Read.Group', type: 'Application' }]

/** The template that stands in manifests/ has no address. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address
}
