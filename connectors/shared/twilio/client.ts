import twilio from 'twilio'
import type { Tools } from '#connectors/connector.ts'
import { platformError } from '#connectors/shared/http-errors.ts'
import type { Platform } from '#core/errors.ts'
import { addressAt } from './address.ts'
import type { TwilioSettings } from './settings.ts'

/** How long one call may take, ms. */
const timeoutMs = 20_000

/** What Twilio said when it refused a call. https://www.twilio.com/docs/api/errors */
export interface Refusal {
  status: number
  /** Twilio's own number of the error: 21610. */
  code?: number
  said?: string
}

/**
 * Opens Twilio's SDK on TWILIO_API_URL. Whatever fails is thrown as a Platform error by what it says about arrival;
 * `explain` says it better where the connector knows Twilio's number for it. Nothing is tried twice.
 */
export function openTwilio(
  settings: TwilioSettings,
  tools: Pick<Tools, 'environment' | 'now'>,
  explain: (refusal: Refusal) => Platform | undefined = () => undefined,
) {
  const { accountSid, apiKeySid, apiKeySecret } = settings
  const base = tools.environment.TWILIO_API_URL
  const [username, password] =
    apiKeySid !== undefined && apiKeySecret !== undefined ? [apiKeySid, apiKeySecret] : [accountSid, settings.authToken]
  return twilio(username, password, { accountSid, httpClient: new Client(base, tools, explain) })
}

class Client extends twilio.RequestClient {
  readonly #base: string | undefined
  readonly #now: () => Date
  readonly #explain: (refusal: Refusal) => Platform | undefined

  constructor(
    base: string | undefined,
    tools: Pick<Tools, 'now'>,
    explain: (refusal: Refusal) => Platform | undefined,
  ) {
    // A kept connection that the other side has just closed would leave a message in doubt for nothing.
    super({ autoRetry: false, keepAlive: false, timeout: timeoutMs })
    this.#base = base
    this.#now = tools.now
    this.#explain = explain
  }

  override async request<T>(options: RequestOptions<T>) {
    const call = {
      platform: 'Twilio',
      needs: 'valid credentials: account SID and auth token, or an API key',
      now: this.#now(),
    }
    const reply = await super
      .request<T>({ ...options, uri: addressAt(this.#base, options.uri) })
      .catch((error: unknown) => {
        throw platformError(error, call)
      })
      .finally(() => {
        // The SDK keeps the last call, and with it the credentials and a customer's words.
        delete this.lastRequest
        delete this.lastResponse
      })
    if (reply.statusCode < 300) return reply
    const refusal = refusalOf(reply.statusCode, reply.body)
    const explained = refusal.status === 429 || refusal.status >= 500 ? undefined : this.#explain(refusal)
    throw (
      explained ??
      platformError(
        { status: reply.statusCode, headers: readHeaders(reply), body: { message: wordsOf(refusal) } },
        call,
      )
    )
  }
}

type RequestOptions<T> = Parameters<typeof twilio.RequestClient.prototype.request<T>>[0]

/** The reply's headers; the SDK's type of a reply does not name them. */
function readHeaders(reply: object): unknown {
  return 'headers' in reply ? { ...(reply.headers as object) } : {}
}

function refusalOf(status: number, body: unknown): Refusal {
  const fields = readBody(body)
  return {
    status,
    ...(typeof fields.code === 'number' ? { code: fields.code } : {}),
    ...(typeof fields.message === 'string' ? { said: fields.message.slice(0, 200) } : {}),
  }
}

function readBody(body: unknown): Record<string, unknown> {
  try {
    const read: unknown = typeof body === 'string' ? JSON.parse(body) : body
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function wordsOf({ code, said }: Refusal): string | undefined {
  if (said === undefined) return code === undefined ? undefined : `error ${code}`
  return code === undefined ? said : `${said} (error ${code})`
}
