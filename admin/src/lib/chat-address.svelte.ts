import { call } from './client.ts'
import { resource } from './resource.svelte.ts'

/** The page on which a customer of this business writes. */
export function chatAddress() {
  const rows = resource(() => call('GET /api/integrations'), ['integration'])
  return {
    get href(): string {
      const chat = rows.data?.find(({ connector, status }) => connector === 'webchat' && status !== 'removed')
      return chat ? `/chat?with=${encodeURIComponent(chat.account)}` : '/chat'
    },
  }
}
