import { z } from 'zod'

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** What one Teams integration (the app in one organisation) needs. */
export const teamsSettings = z
  .object({
    appId: z
      .string()
      .trim()
      .regex(guid, 'an application id looks like 00000000-0000-0000-0000-000000000000')
      .describe('Microsoft App ID of the Azure Bot (Application (client) ID of its app registration)'),
    appSecret: z
      .string()
      .trim()
      .min(1)
      .describe('Client secret of the app registration: its Value, shown once under Certificates & secrets'),
    channel: z
      .string()
      .trim()
      .refine(
        (text) => readChannel(text) !== undefined,
        'the link that "Get link to channel" copies, or 19:…@thread.tacv2',
      )
      .describe('The channel where conversations are shown: the link from its "Get link to channel"'),
    tenantId: z
      .string()
      .trim()
      .toLowerCase()
      .regex(guid, 'a tenant id looks like 00000000-0000-0000-0000-000000000000')
      .optional()
      .describe('Directory (tenant) ID of the organisation; read from the link to the channel when left out'),
    appTenantId: z
      .string()
      .trim()
      .min(1)
      .optional()
      .describe('Tenant ID of the app registration, where another one; botframework.com for a multi-tenant bot'),
  })
  .refine(({ tenantId, channel }) => (tenantId ?? readChannel(channel)?.tenantId) !== undefined, {
    message: 'it is needed where the channel is no link that names the organisation',
    path: ['tenantId'],
  })

export type TeamsSettings = z.infer<typeof teamsSettings> & Learned

/** What Teams itself told of the account, kept beside what a person typed in. */
export interface Learned {
  /** Where this organisation's messages are posted. */
  serviceUrl?: string
  /** The team that the channel belongs to. */
  teamId?: string
}

export const teamsSecrets = ['appSecret'] as const

/** Variables of the whole installation; the defaults are those of the public cloud. */
export const teamsEnvironment = {
  TEAMS_OPENID_METADATA_URL: z
    .url()
    .default('https://login.botframework.com/v1/.well-known/openidconfiguration')
    .describe(
      'Where the keys are published that requests from Teams are checked with; for government clouds and tests',
    ),
  TEAMS_LOGIN_URL: z
    .url()
    .default('https://login.microsoftonline.com/')
    .describe('Where the bot signs in; for government clouds, proxies and tests'),
  TEAMS_SERVICE_URL: z
    .url()
    .default('https://smba.trafficmanager.net/teams/')
    .describe('Where messages are posted until Teams has told an address of its own; for government clouds and tests'),
  TEAMS_SCOPE: z
    .string()
    .min(1)
    .default('https://api.botframework.com/.default')
    .describe('What the bot signs in for; another one in government clouds'),
}

/** The channel that settings name. */
export interface Channel {
  /** `19:…@thread.tacv2`. */
  id: string
  name?: string
  tenantId?: string
}

const channelId = /^19:[\w.-]+@thread\.(?:tacv2|skype)$/

/** Reads a channel's id, or the link to it that Teams copies; undefined when it is neither. */
export function readChannel(text: string): Channel | undefined {
  if (channelId.test(text)) return { id: text }
  if (!URL.canParse(text)) return undefined
  const { pathname, searchParams, protocol } = new URL(text)
  const [, l, kind, id = '', name = ''] = pathname.split('/')
  const channel = decoded(id)
  if (protocol !== 'https:' || l !== 'l' || kind !== 'channel' || !channelId.test(channel)) return undefined
  const tenantId = searchParams.get('tenantId')?.toLowerCase()
  return {
    id: channel,
    ...(name === '' ? {} : { name: decoded(name) }),
    ...(tenantId !== undefined && guid.test(tenantId) ? { tenantId } : {}),
  }
}

/** The organisation and the channel of settings that were accepted. */
export function placed(settings: Pick<TeamsSettings, 'channel' | 'tenantId'>): { tenantId: string; channel: Channel } {
  const channel = readChannel(settings.channel) ?? { id: settings.channel }
  return { tenantId: settings.tenantId ?? channel.tenantId ?? '', channel }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
