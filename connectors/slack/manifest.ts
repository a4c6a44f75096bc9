import { usageHint } from './commands.ts'
import { metadataType } from './message.ts'
import { botScopes, eventScopes } from './scopes.ts'
import { shortcutId, shortcuts } from './shortcuts.ts'

/**
 * Writes the manifest (YAML) from which Slack makes the app: https://docs.slack.dev/reference/app-manifest
 * `url` is the public address of this installation; without `integration` the hub finds that by the workspace.
 */
export function slackManifest(options: { url: string; integration?: string; socketMode?: boolean }): string {
  const base = `${options.url.replace(/\/+$/, '')}/webhooks/slack`
  const { integration } = options
  // An address without integration has no endpoints: what came is recognised by its body.
  const at = (endpoint: string) =>
    integration === undefined ? base : `${base}/${encodeURIComponent(integration)}/${endpoint}`
  if (options.socketMode) return yaml(manifest(undefined, undefined))
  // An app of one integration is installed by hand; only the app of all is added by workspaces themselves.
  return yaml(manifest(at, integration === undefined ? `${base}/oauth_redirect` : undefined))
}

/** The manifest as a value. Without addresses it is for Socket Mode. */
function manifest(at: ((endpoint: string) => string) | undefined, redirectUrl: string | undefined): Tree {
  const address = (name: string, endpoint: string): Record<string, Tree> => (at ? { [name]: at(endpoint) } : {})
  return {
    display_information: {
      name: 'Lummy',
      description: 'Answers customers, and learns how from your team.',
      background_color: '#1f3a5f',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Lummy', always_online: true },
      shortcuts: shortcuts.map(({ action, name, description }) => ({
        ...{ name, type: 'message', callback_id: shortcutId(action), description },
      })),
      slash_commands: [
        {
          command: '/lummy',
          ...address('url', 'commands'),
          description: 'What waits for you, how the agent does, and what you may teach it',
          usage_hint: usageHint,
          should_escape: true,
        },
      ],
    },
    oauth_config: {
      ...(redirectUrl === undefined ? {} : { redirect_urls: [redirectUrl] }),
      scopes: { bot: botScopes() },
    },
    settings: {
      event_subscriptions: {
        ...address('request_url', 'events'),
        bot_events: Object.keys(eventScopes).sort(),
        metadata_subscriptions: [{ app_id: '*', event_type: metadataType }],
      },
      interactivity: { is_enabled: true, ...address('request_url', 'interactivity') },
      org_deploy_enabled: false,
      socket_mode_enabled: at === undefined,
      token_rotation_enabled: false,
    },
  }
}

type Tree = string | boolean | Tree[] | { [name: string]: Tree }

/** Writes YAML: block style, every text in double quotes (JSON's are YAML's). */
function yaml(tree: Tree, indent = ''): string {
  if (Array.isArray(tree)) return tree.map((item) => `${indent}- ${yaml(item, `${indent}  `).trimStart()}`).join('')
  if (typeof tree !== 'object') return `${indent}${JSON.stringify(tree)}\n`
  return Object.entries(tree)
    .map(([name, value]) => {
      const isLeaf = typeof value !== 'object'
      return `${indent}${name}:${isLeaf ? ` ${JSON.stringify(value)}\n` : `\n${yaml(value, `${indent}  `)}`}`
    })
    .join('')
}
