import type { Channel } from './conversation.ts'

/** What people call each channel within a sentence. */
export const channelNames: Record<Channel, string> = {
  email: 'e-mail',
  chat: 'the web chat',
  phone: 'the phone',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  slack: 'Slack',
  teams: 'Teams',
  discord: 'Discord',
}
