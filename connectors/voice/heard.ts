import { z } from 'zod'
import type { CallEvent } from '#core/domain/event.ts'
import { PayloadInvalid } from '#core/errors.ts'
import { callEvent, type Facts, mostChars } from './place.ts'

/** Speech engines write 0 where they do not say how sure they are; below this they are not. */
const leastConfidence = 0.3
const mostParts = 1_000_000

/** A part of what is said in a call. https://www.twilio.com/docs/voice/twiml/transcription */
const part = z.object({
  TranscriptionSid: z.string().regex(/^GT[0-9a-f]{32}$/i),
  SequenceId: z.coerce.number().int().min(0).max(mostParts),
  Track: z.enum(['inbound_track', 'outbound_track']),
  Timestamp: z.string().optional(),
  TranscriptionData: z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown
      } catch {
        context.addIssue('this is no JSON')
        return z.NEVER
      }
    })
    .pipe(z.object({ transcript: z.string(), confidence: z.coerce.number().optional() })),
})

/** Reads what Twilio tells of a transcription; nothing but finished words, and that it failed. Throws PayloadInvalid. */
export function readHeard(fields: URLSearchParams, query: URLSearchParams, facts: Omit<Facts, 'id'>): CallEvent[] {
  switch (fields.get('TranscriptionEvent')) {
    case 'transcription-content':
      // We ask for no partial results: a part that says nothing of it is finished.
      return fields.get('Final') !== 'false' ? words(fields, query.get('teammate') ?? '', facts) : []
    case 'transcription-error': {
      const said = fields.get('TranscriptionError') || fields.get('TranscriptionErrorCode') || 'Twilio does not say why'
      const id = `unheard ${fields.get('TranscriptionSid') ?? ''}`.slice(0, 100)
      return [callEvent({ ...facts, id }, { kind: 'unheard', why: said.slice(0, 300) })]
    }
    default:
      return []
  }
}

function words(fields: URLSearchParams, teammateId: string, facts: Omit<Facts, 'id'>): CallEvent[] {
  const read = part.safeParse(Object.fromEntries(fields))
  if (!read.success) throw new PayloadInvalid('no part of a transcription')
  const { TranscriptionSid: stretch, SequenceId: sequence, Track, Timestamp, TranscriptionData } = read.data
  const text = TranscriptionData.transcript.trim().slice(0, mostChars)
  const { confidence = 0 } = TranscriptionData
  if (text === '' || (confidence > 0 && confidence < leastConfidence)) return []
  const by = Track === 'inbound_track' ? 'caller' : 'teammate'
  const event = callEvent(
    { ...facts, id: `${stretch} ${sequence}` },
    { kind: 'heard', by, teammateId, stretch, sequence, text },
  )
  const at = Date.parse(Timestamp ?? '')
  return [Number.isNaN(at) ? event : { ...event, at: new Date(at).toISOString() }]
}
