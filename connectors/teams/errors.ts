import { z } from 'zod'
import { platformError } from '#connectors/shared/http-errors.ts'
import { Gone, NotAllowed, Platform } from '#core/errors.ts'

const failure = z.looseObject({
  statusCode: z.number().int(),
  response: z.unknown().optional(),
})
const body = z.object({ error: z.object({ code: z.string().optional(), message: z.string().optional() }) })

/** Turns whatever the SDK threw into a Platform error; keeps no request, since that holds the token. */
export function teamsError(error: unknown, now: Date): Platform {
  if (error instanceof Platform) return error
  const needs = 'the app installed in this team or for this person, and not blocked by an administrator'
  const call = { platform: 'Teams', needs, now }
  const read = failure.safeParse(error).data
  if (read === undefined) return platformError(error, call)
  const { code, message } = saidIn(error)
  if (code !== undefined && Object.hasOwn(needFor, code)) return new NotAllowed(needFor[code] ?? '')
  if (code !== undefined && Object.hasOwn(goneFor, code)) return new Gone(goneFor[code] ?? '', goneOf[code])
  // Teams asks to try again: https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability#status-codes-from-bot-conversational-apis
  if (read.statusCode === 412)
    return new Platform('Teams was busy with this conversation', { notSent: true, retry: true })
  const what = [code, message].filter(Boolean).join(': ')
  return platformError(
    {
      response: {
        status: read.statusCode,
        headers: headersOf(read.response),
        body: what === '' ? {} : { message: what },
      },
    },
    call,
  )
}

const needFor: Record<string, string> = {
  BotNotInConversationRoster: 'the app in this team: add it under Manage team, Apps',
  BotDisabledByAdmin: "the organisation's administrator to allow the app (Teams admin centre, Manage apps)",
  BotBlockedByUser: 'this person to unblock the app',
  ConversationBlockedByUser: 'this person to unblock the app',
  MessageWritesBlocked: 'this person to unblock the app',
  ForbiddenOperationException:
    'the app installed for this person: a setup policy in the Teams admin centre does it for all',
  NotEnoughPermissions: 'the app to be given its permissions: install the newest package',
  InvalidBotApiHost: "another service URL: this is not where the organisation's messages go (TEAMS_SERVICE_URL)",
  MessageSizeTooBig: 'a shorter message: Teams takes about 100 KB',
}

const goneFor: Record<string, string> = {
  ConversationNotFound: 'the Teams conversation does not exist any more, or the app is not in it',
  ActivityNotFoundInConversation: 'the Teams message was deleted',
  MemberNotFoundInConversation: 'the person is not in this team',
  NotFound: 'it does not exist in Teams any more',
}

const goneOf: Record<string, 'place' | 'message'> = {
  ...{ ConversationNotFound: 'place', ActivityNotFoundInConversation: 'message', NotFound: 'place' },
}

/** The SDK keeps the answer's body as text and, where it could read it, as `body`. */
function saidIn(error: unknown): { code?: string | undefined; message?: string | undefined } {
  const { details, response, body: read } = Object(error) as Record<string, unknown>
  const text = Object(response).bodyAsText
  for (const candidate of [read, details, parsed(text)]) {
    const found = body.safeParse(candidate).data?.error ?? body.safeParse({ error: candidate }).data?.error
    if (found?.code !== undefined) return { code: found.code, message: found.message?.slice(0, 150) }
  }
  return {}
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

function headersOf(response: unknown): Record<string, string> {
  const { headers } = Object(response) as { headers?: { get?(name: string): string | undefined } }
  const after = typeof headers?.get === 'function' ? headers.get('retry-after') : undefined
  return after === undefined ? {} : { 'retry-after': after }
}
