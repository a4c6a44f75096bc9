import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { DeliveryEvent } from '#core/domain/event.ts'
import { PayloadInvalid } from '#core/errors.ts'
import { placeOf } from './place.ts'

/** One item of SendGrid's Event Webhook; custom arguments stand beside its own fields. */
const item = z.object({
  event: z.string().max(100),
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
  /** Of a bounce: `blocked` is one that may not happen again. */
  type: z.string().optional(),
  /** A mail program fetched the picture, not a person. */
  sg_machine_open: z.boolean().optional(),
})
type Item = z.infer<typeof item>

/** More than SendGrid puts into one request, by far. */
const mostItems = 10_000

/**
 * Reads a batch of SendGrid's Event Webhook; kinds that we do not know and items that are none are counted, not told.
 * Throws PayloadInvalid when it is no batch. https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event
 */
export function readDeliveries(
  body: Uint8Array,
  settings: { address: string },
): { events: DeliveryEvent[]; passedOver: number } {
  const items = readBatch(body)
  const events = new Map<string, DeliveryEvent>()
  let passedOver = 0
  for (const candidate of items) {
    const read = item.safeParse(candidate)
    const event = read.success ? deliveryOf(read.data, settings) : undefined
    if (event === undefined) passedOver++
    // SendGrid tells an event once or more: its id is what counts.
    else events.set(event.id, event)
  }
  return { events: [...events.values()], passedOver }
}

function deliveryOf(told: Item, settings: { address: string }): DeliveryEvent | undefined {
  const what = meaningOf(told)
  if (what === undefined) return undefined
  const email = told.email.trim().toLowerCase()
  const reason =
    told.reason ?? (what.state === 'failed' || what.state === 'delayed' ? (told.response ?? told.status) : undefined)
  return {
    type: 'delivery',
    id: told.sg_event_id ?? createHash('sha256').update(JSON.stringify(told)).digest('hex'),
    place: placeOf(settings, email),
    at: new Date(told.timestamp * 1000).toISOString(),
    ...what,
    ...(told.lummy_id ? { outboxId: told.lummy_id } : {}),
    ...(told['smtp-id'] ? { platformId: told['smtp-id'] } : {}),
    ...(email ? { recipient: email } : {}),
    ...(reason ? { reason: `${email}: ${reason}`.slice(0, 500) } : {}),
  }
}

/** What an event says of the mail; undefined where it says nothing. */
function meaningOf(told: Item): Pick<DeliveryEvent, 'state' | 'bounce' | 'isOptedOut'> | undefined {
  switch (told.event) {
    // SendGrid has it: what was cut off while it was sent did arrive there.
    case 'processed':
      return { state: 'sent' }
    case 'deferred':
      return { state: 'delayed' }
    case 'delivered':
      return { state: 'delivered' }
    case 'open':
      return told.sg_machine_open ? { state: 'delivered' } : { state: 'opened' }
    case 'click':
      return { state: 'clicked' }
    case 'bounce':
      return { state: 'failed', bounce: isSoft(told) ? 'soft' : 'hard' }
    case 'dropped':
      return dropped(told.reason ?? '')
    case 'spamreport':
      return { state: 'complained' }
    case 'unsubscribe':
    case 'group_unsubscribe':
      return { state: 'unsubscribed' }
    case 'group_resubscribe':
      return { state: 'resubscribed' }
    default:
      return undefined
  }
}

/** A full mailbox, a server that is away or does not trust ours: the address itself is there. RFC 3463. */
function isSoft({ type, status }: Item): boolean {
  return type === 'blocked' || /^4\./.test(status ?? '')
}

/** SendGrid keeps lists of its own, and sends nothing to who stands on them. */
function dropped(reason: string): Pick<DeliveryEvent, 'state' | 'bounce' | 'isOptedOut'> {
  if (/unsubscribed|spam reporting/i.test(reason)) return { state: 'failed', isOptedOut: true }
  return { state: 'failed', ...(/bounced|invalid/i.test(reason) ? { bounce: 'hard' as const } : {}) }
}

function readBatch(body: Uint8Array): unknown[] {
  try {
    const batch: unknown = JSON.parse(Buffer.from(body).toString('utf8'))
    if (
      Array.isArray(batch) &&
      batch.length <= mostItems &&
      batch.every((entry) => typeof entry === 'object' && entry !== null)
    )
      return batch
  } catch {
    // Falls through: what is no JSON is no batch either.
  }
  throw new PayloadInvalid('not a batch of events')
}
