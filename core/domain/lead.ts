/** What a business wants to know of somebody who may buy, in the order in which it is asked for. */
export const leadSlots = ['need', 'product', 'size', 'time', 'budget', 'company'] as const
export type LeadSlot = (typeof leadSlots)[number]

/** How near somebody is to buying. */
export const warmths = ['hot', 'warm', 'cold'] as const
export type Warmth = (typeof warmths)[number]

/** What is known of somebody who may buy. */
export interface Lead {
  /** `by` is `customer`, or the teammate who corrected it: their word stays. A null value = a teammate emptied it. */
  slots: Partial<Record<LeadSlot, { value: string | null; by: string }>>
  warmth: Warmth
  /** Short phrases, the weightiest first. */
  reasons: string[]
  /** What the agent's drafts asked for already. */
  asked: LeadSlot[]
}

/** "hot: asks for a price, names a budget", for cards. */
export function leadSentence({ warmth, reasons }: Pick<Lead, 'warmth' | 'reasons'>): string {
  return reasons.length === 0 ? warmth : `${warmth}: ${reasons.slice(0, 3).join(', ')}`
}

/** "need: 40 chairs · budget: 3,000 €", for cards; empty when nothing is known. */
export function leadFacts({ slots }: Pick<Lead, 'slots'>): string {
  return leadSlots.flatMap((slot) => (slots[slot]?.value ? [`${slot}: ${slots[slot].value}`] : [])).join(' · ')
}
