import { z } from 'zod'
import type { Received } from '#connectors/connector.ts'
import { PayloadInvalid } from '#core/errors.ts'

const command = z.object({ command: z.string(), text: z.string().optional() })

/** Answers a slash command, visible to its author alone. Throws PayloadInvalid. */
export function readCommand(body: unknown): Received {
  if (!command.safeParse(body).success) throw new PayloadInvalid('no command in it')
  return { response: { status: 200, headers: { 'content-type': 'application/json' }, body: help }, events: [] }
}

const help = JSON.stringify({
  response_type: 'ephemeral',
  text: [
    '*Lummy* shows each customer conversation as a thread in its channel.',
    '• Reply in the thread: you are asked whether it goes to the customer or stays a note.',
    '• Start a reply with `>` and it is sent without the question.',
    '• On a draft: *Approve* sends it, *Edit* lets you change it first, *Reject* drops it.',
    '• Every reply that reaches a customer teaches Lummy what to say next time.',
  ].join('\n'),
})
