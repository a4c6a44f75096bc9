import type { ConversationReference, Activity as SdkActivity, TurnContext } from 'botbuilder'
import type { Tools } from '#connectors/connector.ts'
import { shownToNobody } from '#connectors/shared/http-errors.ts'
import { NotAllowed, Unreachable } from '#core/errors.ts'
import { teamsError } from './errors.ts'
import { placed, type TeamsSettings } from './settings.ts'
import type { Tokens } from './token.ts'

/** A message as Teams takes it. */
export type Message = Pick<SdkActivity, 'type'> & Partial<SdkActivity>

/** Somebody in the roster of a team or chat. */
export interface Member {
  id: string
  name?: string
  email?: string
  userPrincipalName?: string
  tenantId?: string
  userRole?: string
}

/** What we ask of Teams. Each throws Platform errors. */
export interface TeamsApi {
  /** Where the organisation's messages are posted. */
  serviceUrl: string
  /** Posts into a conversation; returns the message's id. */
  post(conversation: string, message: Message): Promise<string>
  /** Changes a message of ours. */
  update(conversation: string, id: string, message: Message): Promise<void>
  /** Opens a thread in a channel with its first message; returns the thread. */
  openThread(channel: string, message: Message): Promise<string>
  /** Opens the conversation with one person, or finds it: nothing is said by it. */
  openChat(user: string): Promise<string>
  member(conversation: string, user: string): Promise<Member>
  /** Whether somebody is in this conversation at all: proves that we are. */
  roster(conversation: string): Promise<void>
  channelName(teamId: string, channel: string): Promise<string | undefined>
}

/** How long one call may take, ms. */
const timeoutMs = 10_000

/**
 * Opens Teams through the Bot Framework's adapter. A conversation is reached by its id and the service URL alone, both of
 * which are stored: nothing that a process remembers is needed. The SDK is loaded when it is first needed, since that takes
 * a second and 50 MB.
 */
export function openApi(settings: TeamsSettings, tokens: Tokens, tools: Pick<Tools, 'environment' | 'now'>): TeamsApi {
  const { tenantId } = placed(settings)
  const serviceUrl =
    settings.serviceUrl ?? tools.environment.TEAMS_SERVICE_URL ?? 'https://smba.trafficmanager.net/teams/'
  const bot = { id: `28:${settings.appId}`, name: 'Lummy' }
  let loaded: ReturnType<typeof load> | undefined
  const sdk = () => {
    loaded ??= load(settings.appId, tokens.get)
    return loaded
  }

  async function attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      const told = teamsError(error, tools.now())
      if (told instanceof NotAllowed) tokens.drop()
      throw told
    }
  }

  /** Runs in the turn of a conversation, as the SDK calls it, and hands out what it brought. */
  function within<T>(conversation: string, work: (context: TurnContext) => Promise<T>): Promise<T> {
    return attempt(async () => {
      const { adapter } = await sdk()
      const reference: Partial<ConversationReference> = {
        ...{ channelId: 'msteams', serviceUrl, bot },
        conversation: { id: conversation, tenantId, isGroup: false, conversationType: '', name: '' },
      }
      return handedOut<T>((give) =>
        adapter.continueConversationAsync(settings.appId, reference, async (context) => give(await work(context))),
      )
    })
  }

  function create(parameters: object): Promise<string> {
    return attempt(async () => {
      const { adapter } = await sdk()
      return handedOut<string>((give) =>
        adapter.createConversationAsync(
          ...([settings.appId, 'msteams', serviceUrl, ''] as const),
          { bot, tenantId, ...parameters } as Parameters<typeof adapter.createConversationAsync>[4],
          async (context) => give(context.activity.conversation.id),
        ),
      )
    })
  }

  return {
    serviceUrl,
    async post(conversation, message) {
      const sent = await within(conversation, (context) => context.sendActivity(message))
      if (!sent?.id) throw new Unreachable('the answer of Teams makes no sense', { notSent: false })
      return sent.id
    },
    update: (conversation, id, message) =>
      within(conversation, async (context) => void (await context.updateActivity({ ...message, id }))),
    openThread: (channel, message) =>
      create({ isGroup: true, channelData: { channel: { id: channel } }, activity: message }),
    openChat: (user) =>
      create({ isGroup: false, members: [{ id: user }], channelData: { tenant: { id: tenantId } } }).catch(
        shownToNobody,
      ),
    member: (conversation, user) =>
      within(
        conversation,
        async (context) => (await sdk()).botbuilder.TeamsInfo.getMember(context, user) as Promise<Member>,
      ),
    roster: (conversation) =>
      within(
        conversation,
        async (context) => void (await (await sdk()).botbuilder.TeamsInfo.getPagedMembers(context, 1)),
      ),
    channelName: (teamId, channel) =>
      within(channel, async (context) => {
        const channels = await (await sdk()).botbuilder.TeamsInfo.getTeamChannels(context, teamId)
        // The first channel has no name of its own.
        return channels.find(({ id }) => id === channel)?.name ?? (channel === teamId ? 'General' : undefined)
      }),
  }
}

/** The SDK gives what it did to a callback, and returns nothing. */
async function handedOut<T>(run: (give: (value: T) => void) => Promise<void>): Promise<T> {
  const given: T[] = []
  await run((value) => void given.push(value))
  if (given.length === 0) throw new Error('the turn did not run')
  return given[0] as T
}

async function load(appId: string, token: () => Promise<string>) {
  const botbuilder = await import('botbuilder')
  const { CloudAdapter, ConfigurationBotFrameworkAuthentication } = botbuilder
  type Authentication = InstanceType<typeof ConfigurationBotFrameworkAuthentication>
  type Factory = ReturnType<Authentication['createConnectorFactory']>

  class OurAuthentication extends ConfigurationBotFrameworkAuthentication {
    override createConnectorFactory(...given: Parameters<Authentication['createConnectorFactory']>): Factory {
      const factory = super.createConnectorFactory(...given)
      return { create: async (url, audience) => mannered(await factory.create(url, audience)) }
    }
  }

  const credentials = {
    isValidAppId: async (id: string) => id === appId,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      async signRequest(request: { headers: { set(name: string, value: string): void } }) {
        request.headers.set('authorization', `Bearer ${await token()}`)
        return request
      },
    }),
  }
  const authentication = new OurAuthentication({}, credentials as never)
  return { botbuilder, adapter: new CloudAdapter(authentication) }
}

/** The SDK's client never retries, follows nobody who would get our token, and does not wait for ever. */
function mannered<T>(client: T): T {
  const { pipeline } = (client as { client: { pipeline: Pipeline } }).client
  pipeline.removePolicy({ name: 'defaultRetryPolicy' })
  pipeline.removePolicy({ name: 'redirectPolicy' })
  pipeline.addPolicy({
    name: 'lummy',
    sendRequest: (request, next) => next(Object.assign(request, { timeout: timeoutMs })),
  })
  return client
}

interface Pipeline {
  removePolicy(policy: { name: string }): unknown
  addPolicy(policy: {
    name: string
    sendRequest(request: object, next: (request: object) => Promise<unknown>): Promise<unknown>
  }): void
}
