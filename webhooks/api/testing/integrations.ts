import { randomUUID } from 'node:crypto'
import type { Core } from '#core/door.ts'

/** One connected account. */
export function fakeIntegrations(): Core['integrations'] {
  return {
    list: async () => [
      {
        id: 'integration-1',
        agentId: 'agent-1',
        connector: 'webchat',
        account: 'site',
        label: 'Web chat',
        status: 'connected',
        lastEventAt: '2026-11-22T09:00:00.000Z',
        ...{ lastSentAt: null, lastError: null, lastErrorAt: null, failingSince: null },
        createdAt: '2026-11-01T08:00:00.000Z',
        health: {
          ...{ state: 'works', sentence: 'Works.', since: null, until: null },
          ...{ waiting: 0, waitingSince: null, failed: 0, inDoubt: 0 },
        },
      },
    ],
    add: async (_, input) => ({
      id: randomUUID(),
      agentId: 'agent-1',
      connector: input.connector,
      account: input.account,
      label: input.label,
      status: 'connected',
      lastEventAt: null,
      ...{ lastSentAt: null, lastError: null, lastErrorAt: null, failingSince: null },
      createdAt: '2026-11-22T09:00:00.000Z',
    }),
    remove: async () => {},
    tryAgain: async () => {},
    dismissConfirmation: async () => {},
  }
}
