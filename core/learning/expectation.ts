import type { Expectation, TopicView } from '../views.ts'

/** When the evidence that is still missing can be there at the pace of these days; undefined where nothing comes. Pure. */
export function expectationOf(
  topic: Pick<TopicView, 'certificate' | 'liveMissing' | 'eligible' | 'switchedOn' | 'perDay' | 'cap'>,
): Expectation | undefined {
  const { certificate, liveMissing, eligible, switchedOn, perDay, cap } = topic
  if (switchedOn || eligible || (cap !== null && cap !== 'automatic')) return undefined
  const missing = liveMissing > 0 ? liveMissing : certificate.missing
  if (perDay <= 0 || missing <= 0) return undefined
  const days = Math.ceil(missing / perDay)
  return { missing, days, sentence: `about ${daysText(days)} at ${rateText(perDay)}` }
}

function daysText(days: number): string {
  if (days === 1) return 'a day'
  return days > 365 ? 'more than a year' : `${days} days`
}

function rateText(perDay: number): string {
  return perDay >= 1 ? `${Math.round(perDay)} a day` : `${Math.max(1, Math.round(perDay * 7))} a week`
}
