import type { Abilities, InboundRequest } from '#connectors/connector.ts'

/** What every chat can do in which staff work. */
export function staffChat(channel: Abilities['channel']): Abilities {
  return {
    ...{ channel, customers: false, staff: true, updates: true },
    ...{ undoMs: 5_000, burstMs: 1_500, maxBodyBytes: 1_000_000 },
  }
}

/** Reads the account that a request claims to be for; one that cannot be read claims none. */
export function claimed(read: (request: InboundRequest) => string | undefined) {
  return (request: InboundRequest): string | undefined => {
    try {
      return read(request)
    } catch {
      return undefined
    }
  }
}
