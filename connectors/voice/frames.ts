import { z } from 'zod'

const callSid = z.string().regex(/^CA[0-9a-f]{32}$/i)

/** What Twilio says over a socket. https://www.twilio.com/docs/voice/conversationrelay/websocket-messages */
const frame = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('setup'),
    ...{ callSid, sessionId: z.string().max(100), from: z.string().max(100).optional() },
  }),
  z.object({
    type: z.literal('prompt'),
    ...{ voicePrompt: z.string().max(20_000), lang: z.string().max(20).optional(), last: z.boolean() },
  }),
  z.object({ type: z.literal('dtmf'), digit: z.string().regex(/^[\d#*A-D]$/) }),
  z.object({ type: z.literal('interrupt'), utteranceUntilInterrupt: z.string().max(20_000).default('') }),
  z.object({ type: z.literal('error'), description: z.string().max(2_000).default('') }),
])

export type Frame = z.infer<typeof frame>

const known = new Set<string>(frame.options.map(({ shape }) => shape.type.value))

/** Reads one message; undefined for what Twilio may say one day, which is no reason to end a call. Throws for garbage. */
export function readFrame(text: string): Frame | undefined {
  const parsed: unknown = JSON.parse(text)
  const { type } = z.object({ type: z.string() }).parse(parsed)
  return known.has(type) ? frame.parse(parsed) : undefined
}
