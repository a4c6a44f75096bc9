import type { MailEnvelope, Outbound } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { correspondentOf } from './place.ts'
import type { EmailSettings } from './settings.ts'

/** What can go by mail. */
export type Mailed = Extract<Outbound, { kind: 'reply' | 'card' | 'direct' }>

/**
 * Completes how a mail is addressed. The hub gives an envelope; without one it goes to the person that `direct` names or
 * that the place stands for. An address stands in To or Cc once: SendGrid refuses repetitions.
 */
export function envelopeFor(place: Place, outbound: Mailed, settings: EmailSettings): MailEnvelope {
  const given = outbound.mail ?? addressed(place, outbound, settings)
  const to = unique(given.to)
  return { ...given, to, cc: unique(given.cc).filter((address) => !to.includes(address)) }
}

function addressed(place: Place, outbound: Mailed, settings: EmailSettings): MailEnvelope {
  const isPerson = outbound.kind === 'direct' && outbound.to.kind === 'email'
  return {
    from: { address: settings.address, name: settings.name },
    replyTo: settings.address,
    to: [isPerson ? outbound.to.value : correspondentOf(place)],
    cc: [],
    subject: outbound.kind === 'reply' ? settings.name : outbound.card.title,
    messageId: `<${encodeURIComponent(outbound.id)}@${settings.inboundDomain}>`,
    references: [],
  }
}

function unique(addresses: string[]): string[] {
  return [...new Set(addresses.map((address) => address.trim().toLowerCase()))]
}
