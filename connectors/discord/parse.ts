import type { Received } from '#connectors/connector.ts'
import { type Dispatch, readDispatch } from './events.ts'
import { readInteraction } from './interactivity.ts'
import type { Known } from './payload.ts'

/** Reads what the gateway told; undefined for kinds that are nothing to us. Calls nobody. Throws PayloadInvalid and nothing else. */
export function parse(dispatch: Dispatch, known: Known): Received | undefined {
  if (dispatch.t === 'INTERACTION_CREATE') return readInteraction(dispatch.d, known)
  const events = readDispatch(dispatch, known)
  return events && { response: { status: 200 }, events }
}
