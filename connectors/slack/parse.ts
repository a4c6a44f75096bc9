import type { Received } from '#connectors/connector.ts'
import { readCommand } from './commands.ts'
import { readEvent } from './events.ts'
import { readInteraction } from './interactivity.ts'
import type { Known, Payload } from './payload.ts'

/** Reads one payload, however it came; it was verified before. Calls nobody. Throws PayloadInvalid and nothing else. */
export function parse(payload: Payload, known: Known): Received {
  switch (payload.kind) {
    case 'event':
      return readEvent(payload.body, known)
    case 'interaction':
      return readInteraction(payload.body, known)
    case 'command':
      return readCommand(payload.body, known)
    case 'probe':
      return { response: { status: 200 }, events: [] }
  }
}
