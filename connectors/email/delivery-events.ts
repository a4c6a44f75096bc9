import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { DeliveryEvent } from '#core/domain/event.ts'
import { PayloadInvalid } from '#core/errors.ts'
import { placeOf } from './place.ts'

/** One item of SendGrid's Event Webhook; custom arguments stand beside its own fields. */
const item = z.object({
  event: z.string(),
  email: z.string().max(500).default(''),
  timestamp: z
    .number()
    .int()
    .min(0)
    .max(8e12 / 1000),
  sg_event_id: z.string().min(1).max(300).optional(),
  'smtp-id': z.string().max(500).optional(),
  lummy_id: z.string().min(1).max(200).optional(),
  reason: z.string().optional(),
  response: z.string().optional(),
  status: z.string().optional(),
})

/**
 * Reads a batch of SendGrid's Event Webhook; kinds that say nothing about arrival are counted, not told.
 * Throws PayloadInvalid when it is no batch. https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
 */
export function readDeliveries(
  body: Uint8Array,
  settings: { address: string },
): { events: DeliveryEvent[]; passedOver: number } {
  const items = readBatch(body)
  const events = items.flatMap((candidate) => {
    const read = item.safeParse(candidate)
    return read.success ? deliveryOf(read.data, settings) : []
  })
  return { events, passedOver: items.length - events.length }
}

function deliveryOf(told: z.infer<typeof item>, settings: { address: string }): DeliveryEvent[] {
  const state =
    told.event === 'delivered'
      ? 'delivered'
      : told.event === 'bounce' || told.event === 'dropped'
        ? 'failed'
        : undefined
  if (state === undefined) return []
  const email = told.email.trim().toLowerCase()
  const reason = told.reason ?? (state === 'failed' ? (told.response ?? told.status) : undefined)
  return [
    {
      type: 'delivery',
      id: told.sg_event_id ?? createHash('sha256').update(JSON.stringify(told)).digest('hex'),
      place: placeOf(settings, email),
      at: new Date(told.timestamp * 1000).toISOString(),
      state,
      ...(told.lummy_id ? { outboxId: told.lummy_id } : {}),
      ...(told['smtp-id'] ? { platformId: told['smtp-id'] } : {}),
      ...(email ? { recipient: email } : {}),
      ...(reason ? { reason: `${email}: ${reason}`.slice(0, 500) } : {}),
    },
  ]
}

function readBatch(body: Uint8Array): unknown[] {
  try {
    const batch: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (Array.isArray(batch) && batch.every((entry) => typeof entry === 'object' && entry !== null)) return batch
  } catch {
    // Falls through: what is no JSON is no batch either.
  }
  throw new PayloadInvalid('not a batch of events')
}
