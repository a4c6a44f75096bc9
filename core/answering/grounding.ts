import { factsOf } from '../understanding/facts.ts'

/**
 * Lists the numbers, dates, prices, links, addresses, references and promises of a text that stand neither in the
 * lessons it was made from nor in this conversation. Empty means grounded.
 */
export function ungrounded(
  text: string,
  lessonTexts: readonly string[],
  conversationTexts: readonly string[],
  /** Who may buy is told no price that no lesson states, even if they named it themselves. */
  { isSales = false }: { isSales?: boolean } = {},
): string[] {
  const facts = factsOf(text)
  if (facts.values.size === 0 && facts.promises.size === 0) return []
  const sources = [...lessonTexts, ...conversationTexts].map(factsOf)
  // A customer's wish is no promise of ours: promises and percentages stand in lessons alone.
  const ours = sources.slice(0, lessonTexts.length)
  const isOurs = (value: string) => value.startsWith('percent:') || (isSales && value.startsWith('money:'))
  const missing = [...facts.values].filter(
    (value) => !(isOurs(value) ? ours : sources).some((source) => source.values.has(value)),
  )
  const promised = [...facts.promises].filter((promise) => !ours.some((source) => source.promises.has(promise)))
  return [
    ...missing.map((value) => value.slice(value.indexOf(':') + 1) + (value.startsWith('percent:') ? ' %' : '')),
    ...promised.map((promise) => `promise: ${promise}`),
  ]
}
