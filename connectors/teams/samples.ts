import type { InboundRequest, Tools } from '#connectors/connector.ts'
import { quietTools } from '#connectors/shared/quiet-tools.ts'
import type { TeamsSettings } from './settings.ts'

/** What the tests of this folder share. */
export const account = 'a0000000-1111-2222-3333-444444444444'
export const appId = 'b0000000-1111-2222-3333-444444444444'
export const channel = '19:desk@thread.tacv2'

/** The clock of the recordings. */
export const now = new Date('2026-11-22T17:00:00Z')
export const known = { account, appId, now }

export const settings: TeamsSettings = { appId, appSecret: 'a-secret-for-tests', channel, tenantId: account }

export const tools = (environment: Tools['environment'] = {}): Tools => quietTools(now, { environment })

/** What a request of ours holds beside its headers and body. */
export function request(made: { headers: Record<string, string>; body: string }): InboundRequest {
  const body = Buffer.from(made.body)
  return { method: 'POST', url: 'https://desk.example/webhooks/teams', endpoint: '', headers: made.headers, body }
}
