import { type LogLevel, type WebAPICallResult, WebClient } from '@slack/web-api'
import type { Tools } from '#connectors/connector.ts'
import { slackError } from './errors.ts'
import type { SlackMethod } from './scopes.ts'

/** Calls one Web API method. Throws Platform errors. */
export type SlackCall = (method: SlackMethod, fields: Record<string, unknown>) => Promise<WebAPICallResult>

/** How long one call may take, ms. */
export const timeoutMs = 10_000

/** Opens the Web API with a bot token, or with none for trading tokens. It never retries by itself: that is the outbox's decision. */
export function openApi(token: string | undefined, tools: Pick<Tools, 'environment' | 'now'>): SlackCall {
  const client = new WebClient(token, { ...clientOptions(tools), rejectRateLimitedCalls: true, timeout: timeoutMs })
  return async (method, fields) => {
    try {
      return await client.apiCall(method, fields)
    } catch (error) {
      throw slackError(error, method, tools.now())
    }
  }
}

/** The client's address and manners, for both the Web API and Socket Mode. */
export function clientOptions(tools: Pick<Tools, 'environment'>) {
  const url = tools.environment.SLACK_API_URL
  return {
    ...(url === undefined ? {} : { slackApiUrl: url.endsWith('/') ? url : `${url}/` }),
    retryConfig: { retries: 0 },
    allowAbsoluteUrls: false,
    logger: silent,
  }
}

const nothing = () => {}

/** The client logs requests and answers, customers' words among them; what matters reaches us as an error. */
export const silent = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => 'error' as LogLevel,
}
