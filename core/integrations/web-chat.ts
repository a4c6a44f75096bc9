import type { Scope } from '../store/store.ts'

/** Gives a new business its web chat: the one channel that needs no account elsewhere. */
export async function openWebChat(scope: Scope, agentId: string, company: string): Promise<void> {
  const publicId = `chat-${crypto.randomUUID().slice(0, 13)}`
  const settings = { name: company.slice(0, 80) || 'Chat', publicId }
  await scope.integrations.add({ agentId, connector: 'webchat', account: publicId, label: settings.name, settings })
}
