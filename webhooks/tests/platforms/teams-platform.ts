import { createPrivateKey, generateKeyPairSync, type JsonWebKey, randomUUID } from 'node:crypto'
import { type Accepted, type Call, type Platform, type Protocol, servePlatform } from './platform.ts'

/** The organisation, its team and the bot's registration that the stand-in plays. */
export interface TeamsTenant {
  id: string
  appId: string
  appSecret: string
  /** The team's first channel has its id; the other is where conversations are shown. */
  team: string
  channel: string
  channelName: string
  people: TeamsPerson[]
  /** Channels and threads (`<channel>;messageid=…`) that somebody deleted. */
  deleted?: string[]
  /** What tokens to the bot are signed with, as the Bot Framework would. */
  signing: { kid: string; publicKey: JsonWebKey; privateKey: JsonWebKey }
}

export interface TeamsPerson {
  /** `29:…`, by which a bot knows them. */
  id: string
  name: string
  email?: string
  userPrincipalName?: string
  role?: 'user' | 'guest'
  tenantId?: string
  /** The app is not installed for them: nothing can be said to them alone. */
  isUnreachable?: true
}

/** A tenant of its own: other tests have theirs in the same database. */
export function teamsTenant(): TeamsTenant {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const person = (name: string) => ({
    ...{ id: `29:${name.toLowerCase()}-of-tests`, name, email: `${name.toLowerCase()}@shop.example` },
    ...{ userPrincipalName: `${name.toLowerCase()}@shop.example`, role: 'user' as const },
  })
  return {
    ...{ id: randomUUID(), appId: randomUUID(), appSecret: 'a-secret-for-tests' },
    ...{ team: '19:general@thread.tacv2', channel: '19:desk@thread.tacv2', channelName: 'Customers' },
    people: [
      ...['Anna', 'Ben', 'Cleo'].map(person),
      { ...person('Gil'), userPrincipalName: 'gil_agency.example#EXT#@shop.onmicrosoft.com', role: 'guest' },
      { ...person('Otto'), tenantId: '99999999-0000-0000-0000-000000000000' },
      { ...person('Uma'), isUnreachable: true },
    ],
    signing: {
      kid: randomUUID(),
      publicKey: publicKey.export({ format: 'jwk' }),
      privateKey: privateKey.export({ format: 'jwk' }),
    },
  }
}

/**
 * Microsoft's sign-in, its published keys and Teams' conversations on loopback. TEAMS_OPENID_METADATA_URL is `<url>/openid`,
 * TEAMS_LOGIN_URL `<url>/login/`, TEAMS_SERVICE_URL `<url>/teams/`. Its log holds messages, changes and opened threads.
 */
export async function openTeams(tenant: TeamsTenant): Promise<Platform> {
  return servePlatform(teamsProtocol(tenant))
}

/** A message as it stands in Teams after all changes. */
export interface TeamsPosted {
  id: string
  conversation: string
  text?: string
  summary?: string
  attachments: { contentType: string; contentUrl?: string; content?: TeamsCard }[]
}

export interface TeamsCard {
  body: { type: string; [field: string]: unknown }[]
  actions?: TeamsAction[]
}

export interface TeamsAction {
  type: string
  title: string
  url?: string
  mode?: string
  data?: { lummy: { action: string; target: string }; msteams?: { type: string }; form?: unknown }
}

/** Reads the messages from the log, oldest first; a change replaces the words of its message. */
export function teamsMessages(log: Accepted[]): TeamsPosted[] {
  const messages = new Map<string, TeamsPosted>()
  for (const { id, fields } of log) {
    const conversation = String(fields.conversation)
    messages.set(id, { ...messages.get(id), ...(fields.activity as TeamsPosted), id, conversation })
  }
  return [...messages.values()]
}

/** The card of a message. */
export function teamsCard(message: TeamsPosted | undefined): TeamsCard | undefined {
  return message?.attachments?.find(({ contentType }) => contentType.endsWith('card.adaptive'))?.content
}

function teamsProtocol(tenant: TeamsTenant): Protocol {
  const token = randomUUID()
  const posted = new Set<string>()
  let clock = Date.now()
  const isIn = (conversation: string) => {
    const channel = conversation.split(';')[0]!
    if (tenant.deleted?.some((one) => one === channel || one === conversation)) return false
    return [tenant.team, tenant.channel].includes(channel) || conversation.startsWith('a:')
  }

  function openId(path: string, base: string): unknown {
    if (path === '/openid') {
      return {
        ...{ issuer: 'https://api.botframework.com', jwks_uri: `${base}/keys` },
        id_token_signing_alg_values_supported: ['RS256'],
      }
    }
    const { kid, publicKey } = tenant.signing
    return { keys: [{ ...publicKey, kid, use: 'sig', endorsements: ['msteams', 'webchat'] }] }
  }

  function signIn({ path, body }: Call) {
    const form = new URLSearchParams(body.toString())
    const said = (code: string) => ({
      status: 400,
      body: { error: 'invalid_client', error_description: `${code}: refused. Trace ID: 1` },
    })
    if (!path.startsWith(`/login/${tenant.id}/`)) return said('AADSTS90002')
    if (form.get('client_id') !== tenant.appId) return said('AADSTS700016')
    if (form.get('client_secret') !== tenant.appSecret) return said('AADSTS7000215')
    if (form.get('scope') !== 'https://api.botframework.com/.default') return said('AADSTS70011')
    return { status: 200, body: { token_type: 'Bearer', expires_in: 3599, access_token: token } }
  }

  function post(conversation: string, activity: Record<string, unknown>) {
    const id = String(++clock)
    posted.add(`${conversation}/${id}`)
    return { status: 201, body: { id }, made: { id, fields: { conversation, activity } } }
  }

  function open(given: Conversation) {
    const channel = given.channelData?.channel?.id
    if (channel !== undefined) {
      if (!isIn(channel)) return refusal(404, 'ConversationNotFound')
      const id = String(++clock)
      const thread = `${channel};messageid=${id}`
      posted.add(`${thread}/${id}`)
      const fields = { conversation: thread, activity: given.activity ?? {} }
      return { status: 201, body: { id: thread, activityId: id }, made: { id, fields } }
    }
    const person = tenant.people.find(({ id }) => id === given.members?.[0]?.id)
    if (!person || person.isUnreachable) return refusal(403, 'ForbiddenOperationException')
    return { status: 201, body: { id: `a:chat-with-${person.id.slice(3)}` } }
  }

  /** The first channel has the team's id and no name. */
  function channels() {
    const { team, channel, channelName } = tenant
    return { status: 200, body: { conversations: [{ id: team }, { id: channel, name: channelName }] } }
  }

  function member(user: string) {
    const person = tenant.people.find(({ id }) => id === user)
    if (!person) return refusal(404, 'MemberNotFoundInConversation')
    const { role, isUnreachable: _, ...known } = person
    return { status: 200, body: { tenantId: tenant.id, ...known, userRole: role } }
  }

  return (call) => {
    const { path, method, headers, body } = call
    if (path === '/openid' || path === '/keys') return { status: 200, body: openId(path, `http://${headers.host}`) }
    if (path.startsWith('/login/')) return signIn(call)
    if (headers.authorization !== `Bearer ${token}`) return refusal(401, 'Unauthorized')
    if (path === `/teams/v3/teams/${encodeURIComponent(tenant.team)}/conversations`) return channels()
    const [conversation = '', what, id = ''] = path
      .replace(/^\/teams\/v3\/conversations\/?/, '')
      .split('/')
      .map(decodeURIComponent)
    const given = body.length === 0 ? {} : JSON.parse(body.toString())
    if (conversation === '' && method === 'POST') return open(given)
    if (!isIn(conversation)) return refusal(404, 'ConversationNotFound')
    if (what === 'members') return member(id)
    if (what === 'pagedmembers') return { status: 200, body: { members: [member(tenant.people[0]!.id).body] } }
    if (what !== 'activities') return refusal(404, 'NotFound')
    if (method === 'POST') return post(conversation, given)
    if (!posted.has(`${conversation}/${id}`)) return refusal(404, 'ActivityNotFoundInConversation')
    return { status: 200, body: { id }, made: { id, fields: { conversation, activity: given } } }
  }
}

interface Conversation {
  channelData?: { channel?: { id: string } }
  members?: { id: string }[]
  activity?: Record<string, unknown>
}

function refusal(status: number, code: string) {
  return { status, body: { error: { code, message: `${code} for tests` } } }
}

/** The key that this tenant's tokens are signed with. */
export function signingKey({ signing }: TeamsTenant) {
  return createPrivateKey({ key: signing.privateKey, format: 'jwk' })
}
