import type { Tools } from '#connectors/connector.ts'
import { openTwilio } from '#connectors/shared/twilio/client.ts'
import { explain } from './errors.ts'
import type { SmsSettings } from './settings.ts'

export type Api = ReturnType<typeof openApi>

/** Opens Twilio's SDK for text messages; its refusals are told in words. */
export function openApi(settings: SmsSettings, tools: Pick<Tools, 'environment' | 'now'>) {
  return openTwilio(settings, tools, explain)
}
