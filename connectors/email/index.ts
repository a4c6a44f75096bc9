import type { Connector } from '#connectors/connector.ts'
import { check, send } from './api.ts'
import { receive } from './receive.ts'
import { type EmailSettings, emailEnvironment, emailSettings } from './settings.ts'

/** E-mail through SendGrid: Inbound Parse brings mail, the Mail Send API takes it away, the Event Webhook says what arrived. */
export const email: Connector<EmailSettings> = {
  id: 'email',
  name: 'E-mail',
  settings: emailSettings,
  secrets: ['apiKey'],
  environment: emailEnvironment,
  abilities: {
    channel: 'email',
    customers: true,
    staff: true,
    updates: false,
    undoMs: 30_000,
    burstMs: 0,
    // 25 MB of attachments are a third larger in raw mode.
    maxBodyBytes: 40 * 1024 * 1024,
  },
  open: (settings, tools) => ({
    receive: (request) => receive(request, settings, tools),
    send: (place, outbound) => send(place, outbound, settings, tools),
    mailIdentity: () => ({ address: settings.address, name: settings.name, inboundDomain: settings.inboundDomain }),
    check: () => check(settings, tools),
  }),
  nextSteps: (settings, webhookUrl) => [
    `Point the MX record of ${settings.inboundDomain} to mx.sendgrid.net (priority 10).`,
    `SendGrid, Settings, Inbound Parse, Add Host & URL: host ${settings.inboundDomain}, URL ${webhookUrl}`,
    `SendGrid, Settings, Mail Settings, Event Webhook: URL ${webhookUrl}/events, with all Deliverability events, Spam Reports and Unsubscribes.`,
    `SendGrid, Settings, Sender Authentication: authenticate the domain of ${settings.address}.`,
    `Forward mail for ${settings.address} to reply@${settings.inboundDomain}.`,
  ],
  identify: async (settings) => ({ account: settings.address, label: `${settings.name} <${settings.address}>` }),
}
