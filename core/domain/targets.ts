import type { BusinessSettings } from './business.ts'
import type { Conversation } from './conversation.ts'
import { type HoursSettings, openingHours } from './hours.ts'

type Waiting = Pick<
  Conversation,
  'kind' | 'status' | 'waitingFor' | 'waitingSince' | 'answeredAt' | 'snoozedUntil' | 'lateToldAt'
>
type TargetSettings = Pick<BusinessSettings, 'zone' | 'hours' | 'holidays' | 'targets'>

/** The first answer of a conversation, or a later one. */
export type TargetKind = 'first' | 'next'

/** By when a customer who waits should have an answer. */
export interface Target {
  kind: TargetKind
  /** Minutes of opening hours that were promised. */
  minutes: number
  /** ISO. */
  dueAt: string
}

/** The target of the answer that a customer waits for; undefined where nobody waits or none is set. */
export function targetOf(
  conversation: Pick<Conversation, 'waitingSince' | 'answeredAt'>,
  settings: TargetSettings,
): Target | undefined {
  const { waitingSince, answeredAt } = conversation
  const kind = answeredAt === null ? 'first' : 'next'
  const minutes = kind === 'first' ? settings.targets.firstMinutes : settings.targets.nextMinutes
  if (waitingSince === null || minutes === null) return undefined
  const due = openingHours(settings).addMinutes(new Date(waitingSince), minutes)
  return due === undefined ? undefined : { kind, minutes, dueAt: due.toISOString() }
}

/** Minutes of opening hours that are left until the target, negative when it was missed; rounded to whole ones. */
export function minutesLeft(target: Target, settings: HoursSettings, now: Date): number {
  return Math.round(openingHours(settings).minutesBetween(now, new Date(target.dueAt)))
}

/** What is to be told of a target that was missed: in the thread, then, after the same time again, in the hand-over channel. */
export interface LateStep {
  step: 'thread' | 'channel'
  target: Target
  /** When it is to be told, ISO. */
  at: string
}

/** The steps that nobody was told yet, whether or not their time has come; none for what does not wait for staff. */
export function lateSteps(conversation: Waiting, settings: TargetSettings): LateStep[] {
  const { waitingFor, waitingSince, snoozedUntil, kind, lateToldAt } = conversation
  if (waitingFor !== 'staff' || waitingSince === null || snoozedUntil !== null || kind === 'test') return []
  const target = targetOf(conversation, settings)
  if (target === undefined) return []
  const steps: LateStep[] = [{ step: 'thread', target, at: target.dueAt }]
  const again = openingHours(settings).addMinutes(new Date(target.dueAt), target.minutes)
  if (again !== undefined) steps.push({ step: 'channel', target, at: again.toISOString() })
  // Told for an earlier message of theirs is not told for this one.
  return steps.filter(({ at }) => lateToldAt === null || lateToldAt < at)
}

/** When staff are to be told next that a target was missed, ISO; a rule of core/domain/due.ts. */
export function lateAt(conversation: Waiting, settings: TargetSettings): string | null {
  return lateSteps(conversation, settings)[0]?.at ?? null
}
