import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { InboundRequest, Tools } from '#connectors/connector.ts'
import { quietTools } from '#connectors/shared/quiet-tools.ts'
import type { SlackSettings } from './settings.ts'

/** What the tests of this folder share: our own recordings and how Slack signs. */
export const signingSecret = 'a-signing-secret-for-tests'

export const settings: SlackSettings = { botToken: 'xoxb-for-tests', signingSecret, channel: 'C0DESK' }

/** The clock of the recordings. */
export const now = new Date('2026-11-22T17:00:00Z')

export const tools = (environment: Tools['environment'] = {}): Tools => quietTools(now, { environment })

/** One of our recordings, as text. */
export function recording(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8')
}

/** One of our recordings, as a value. */
export function recorded(name: string): unknown {
  return JSON.parse(recording(`${name}.json`))
}

/** A request as Slack makes it: JSON for events, a form for all else. */
export function request(
  body: string,
  options: { contentType?: string; at?: Date; secret?: string } = {},
): InboundRequest {
  const seconds = String(Math.floor((options.at ?? now).getTime() / 1000))
  const isJson = /^\s*\{/.test(body)
  return {
    method: 'POST',
    url: 'https://desk.example/webhooks/slack',
    endpoint: '',
    headers: {
      'content-type': options.contentType ?? (isJson ? 'application/json' : 'application/x-www-form-urlencoded'),
      'x-slack-request-timestamp': seconds,
      'x-slack-signature': sign(body, seconds, options.secret ?? signingSecret),
    },
    body: Buffer.from(body),
  }
}

/** Wraps an interaction as Slack posts it. */
export function form(payload: string): string {
  return new URLSearchParams({ payload }).toString()
}

function sign(body: string, seconds: string, secret: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${seconds}:${body}`).digest('hex')}`
}
