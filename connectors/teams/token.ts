import { z } from 'zod'
import type { Tools } from '#connectors/connector.ts'
import { platformError, shownToNobody } from '#connectors/shared/http-errors.ts'
import { NotAllowed, type Platform } from '#core/errors.ts'
import { placed, type TeamsSettings } from './settings.ts'

/** Gives the bot's access token, an old one as long as it is good. Throws Platform errors, surely not sent. */
export interface Tokens {
  get(): Promise<string>
  /** It was refused: the next one is a new one. */
  drop(): void
}

const timeoutMs = 10_000
/** An access token is not used in its last five minutes. */
const spareMs = 5 * 60_000

const granted = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number().positive() })

/**
 * Signs in with the app's secret. The SDK keeps its tokens by application id for the whole process, so that somebody who
 * connects another business's app with a made-up secret would be lent its token; here each integration has its own.
 * https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
 */
export function openTokens(settings: TeamsSettings, tools: Pick<Tools, 'environment' | 'now'>): Tokens {
  let known: { token: string; untilMs: number } | undefined
  let asking: Promise<string> | undefined

  async function ask(): Promise<string> {
    const { access_token: token, expires_in: seconds } = await signIn(settings, tools)
    known = { token, untilMs: tools.now().getTime() + seconds * 1000 - spareMs }
    return token
  }

  return {
    async get() {
      if (known !== undefined && tools.now().getTime() < known.untilMs) return known.token
      asking ??= ask().finally(() => {
        asking = undefined
      })
      return asking
    },
    drop() {
      known = undefined
    },
  }
}

async function signIn(settings: TeamsSettings, tools: Pick<Tools, 'environment' | 'now'>) {
  const { TEAMS_LOGIN_URL: login = 'https://login.microsoftonline.com/', TEAMS_SCOPE: scope } = tools.environment
  const tenant = settings.appTenantId ?? placed(settings).tenantId
  const url = new URL(`${encodeURIComponent(tenant)}/oauth2/v2.0/token`, login.endsWith('/') ? login : `${login}/`)
  const reply = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: settings.appId,
      client_secret: settings.appSecret,
      scope: scope ?? 'https://api.botframework.com/.default',
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => shownToNobody(platformError(error, signingIn(tools.now()))))
  const body: unknown = await reply.json().catch(() => undefined)
  const { data } = granted.safeParse(body)
  if (reply.ok && data !== undefined) return data
  return shownToNobody(refusal(reply, body, tools.now()))
}

const problem = z.object({ error: z.string(), error_description: z.string().optional() })

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const needFor: Record<string, string> = {
  AADSTS7000215: 'the right client secret: its Value, not its ID, from Certificates & secrets of the app registration',
  AADSTS7000222: 'a new client secret: the old one has expired',
  AADSTS700016: 'the tenant of the app registration, as appTenantId: the app is not known in this one',
  AADSTS90002: 'an existing tenant: the id of the directory is wrong',
  AADSTS7000112: 'the app registration to be enabled again',
}

function refusal(reply: Response, body: unknown, now: Date): Platform {
  const { data } = problem.safeParse(body)
  const code = /AADSTS\d+/.exec(data?.error_description ?? '')?.[0] ?? data?.error ?? String(reply.status)
  if (reply.status === 400 || reply.status === 401)
    return new NotAllowed(needFor[code] ?? `the right application id, secret and tenant (Microsoft said ${code})`)
  const failed = { response: { status: reply.status, headers: reply.headers } }
  return platformError(failed, signingIn(now))
}

const signingIn = (now: Date) => ({ platform: 'Microsoft’s sign-in', needs: 'the app to sign in', now })
