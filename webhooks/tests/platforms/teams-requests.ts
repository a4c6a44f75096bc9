import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { signingKey, type TeamsAction, type TeamsPosted, type TeamsTenant, teamsCard } from './teams-platform.ts'

/** What Teams posts to us; deliver it with `fetch(url, request)`. */
export interface TeamsRequest {
  method: 'POST'
  headers: Record<string, string>
  body: string
}

/** Somebody wrote: at the end of a thread, in a channel, or to the bot alone. */
export interface TeamsWritten {
  from: string
  text: string
  /** `19:…;messageid=…`, `19:…`, `a:…`. */
  conversation: string
  id?: string
  entities?: object[]
  attachments?: object[]
}

/** What is wrong with a token, where something is. */
export interface Token {
  issuer?: string
  audience?: string
  serviceUrl?: string
  /** Seconds from now until it expires. */
  expiresIn?: number
  key?: Parameters<SignJWT['sign']>[0]
  kid?: string
}

/** Makes the requests of one tenant, each with a token as the Bot Framework signs it. `serviceUrl` is where we answer. */
export function teamsRequests(tenant: TeamsTenant, serviceUrl: string, now = () => new Date()) {
  async function sign(activity: object, wrong: Token = {}): Promise<TeamsRequest> {
    const seconds = Math.floor(now().getTime() / 1000)
    const token = await new SignJWT({ serviceurl: wrong.serviceUrl ?? serviceUrl })
      .setProtectedHeader({ alg: 'RS256', kid: wrong.kid ?? tenant.signing.kid, typ: 'JWT' })
      .setIssuer(wrong.issuer ?? 'https://api.botframework.com')
      .setAudience(wrong.audience ?? tenant.appId)
      .setNotBefore(seconds - 60)
      .setExpirationTime(seconds + (wrong.expiresIn ?? 3600))
      .sign(wrong.key ?? signingKey(tenant))
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json; charset=utf-8' }
    return { method: 'POST', headers, body: JSON.stringify(activity) }
  }

  /** What every activity of this tenant has. */
  function activity(type: string, from: string, conversation: string) {
    const person = tenant.people.find(({ id }) => id === from)
    const isPersonal = conversation.startsWith('a:')
    const channel = conversation.split(';')[0]
    return {
      ...{ type, id: `f:${randomUUID()}`, timestamp: now().toISOString(), channelId: 'msteams', serviceUrl },
      localTimezone: 'Europe/Berlin',
      from: { id: from, name: person?.name ?? from, aadObjectId: randomUUID() },
      recipient: { id: `28:${tenant.appId}`, name: 'Lummy' },
      conversation: {
        ...(isPersonal ? {} : { isGroup: true }),
        ...{ id: conversation, tenantId: tenant.id, conversationType: isPersonal ? 'personal' : 'channel' },
      },
      channelData: {
        tenant: { id: tenant.id },
        ...(isPersonal ? {} : { team: { id: tenant.team }, channel: { id: channel } }),
      },
    }
  }

  function written({ from, text, conversation, id, entities, attachments }: TeamsWritten) {
    return {
      ...activity('message', from, conversation),
      ...{
        id: id ?? String(now().getTime()),
        text,
        textFormat: 'plain',
        entities: entities ?? [],
        attachments: attachments ?? [],
      },
    }
  }

  function actionOf(message: TeamsPosted, label: string): TeamsAction {
    const actions = teamsCard(message)?.actions ?? []
    const found = actions.find(({ title }) => title === label)
    if (found === undefined)
      throw new Error(`no button "${label}" among ${actions.map(({ title }) => title).join(', ')}`)
    return found
  }

  const requests = {
    ...{ sign, activity, written },

    says: (said: TeamsWritten, wrong?: Token) => sign(written(said), wrong),

    edited: (said: TeamsWritten & { id: string }, text: string) =>
      sign({
        ...{ ...written({ ...said, text }), type: 'messageUpdate' },
        channelData: { ...written(said).channelData, eventType: 'editMessage' },
      }),

    removed: (said: TeamsWritten & { id: string }) =>
      sign({
        ...{ ...activity('messageDelete', said.from, said.conversation), id: said.id },
        channelData: { ...written(said).channelData, eventType: 'softDeleteMessage' },
      }),

    /** Presses a button of a card as its kind demands: a universal action, or one that opens a dialog. */
    press(message: TeamsPosted, label: string, from: string): Promise<TeamsRequest> {
      const { type, data } = actionOf(message, label)
      const invoke = { ...activity('invoke', from, message.conversation), replyToId: message.id }
      if (type === 'Action.Submit' && data?.msteams?.type === 'task/fetch')
        return sign({ ...invoke, name: 'task/fetch', value: { data, context: { theme: 'default' } } })
      const action = { type: 'Action.Execute', title: label, verb: data?.lummy.action, data }
      return sign({ ...invoke, name: 'adaptiveCard/action', value: { action, trigger: 'manual' } })
    },

    /** The same by a client that knows no universal actions. */
    click: (message: TeamsPosted, label: string, from: string) =>
      sign({
        ...{ ...activity('message', from, message.conversation), replyToId: message.id },
        ...{ id: randomUUID(), value: actionOf(message, label).data },
      }),

    /** Submits the dialog that a press was answered with, its inputs changed as given. */
    submit(dialog: TeamsDialog, inputs: Record<string, string>, from: string, conversation: string) {
      const card = dialog.task.value.card.content
      const shown = card.body.filter(({ type }) => type.startsWith('Input.'))
      const filled = Object.fromEntries(shown.map((one) => [String(one.id), one.value ?? '']))
      const data = { ...card.actions?.[0]?.data, ...filled, ...inputs }
      return sign({ ...activity('invoke', from, conversation), name: 'task/submit', value: { data } })
    },

    /** Our bot joined the team, or left it. */
    membership(what: 'membersAdded' | 'membersRemoved', by: string) {
      const eventType = what === 'membersAdded' ? 'teamMemberAdded' : 'teamMemberRemoved'
      const base = activity('conversationUpdate', by, tenant.team)
      return sign({
        ...{ ...base, [what]: [{ id: `28:${tenant.appId}` }] },
        channelData: { ...base.channelData, eventType },
      })
    },
  }
  return requests
}

/** A dialog with a card, as an invoke is answered. */
export interface TeamsDialog {
  task: {
    type: 'continue'
    value: {
      title: string
      card: { content: { body: { type: string; [field: string]: unknown }[]; actions?: TeamsAction[] } }
    }
  }
}
