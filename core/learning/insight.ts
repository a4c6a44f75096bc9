import type { Agent, Business } from '../domain/business.ts'
import { dayOf } from '../domain/hours.ts'
import type { House } from '../house.ts'
import type { TrialRow } from '../store/insight.ts'
import type { Scope } from '../store/store.ts'
import { sketch } from '../understanding/sketch.ts'
import type { EvidenceView, InsightView, TopicView, TrialView } from '../views.ts'
import { contradictionOf } from './contradictions.ts'
import { type Disagreement, disagreement } from './disagreement.ts'
import { expectationOf } from './expectation.ts'
import { teammateNames, topics, topicViews } from './progress.ts'
import { topicGone } from './topic-gone.ts'
import { weeksOf } from './weeks.ts'

const dayMs = 86_400_000
/** Volumes and forecasts look at so many days. */
const lookedAtDays = 30
const lookedAtWeeks = 12
const trialRows = 50

/** The last drafts of a topic beside what staff sent, wrong ones first. */
export async function trial(house: House, businessId: string, topicId: string): Promise<TrialView> {
  const { scope, view, rows } = await look(house, businessId, topicId)
  const judged = (await rows({ limit: trialRows })).filter(({ said, err }) => said !== null || err !== null)
  return { topic: view, rows: await named(scope, wrongFirst(judged)) }
}

/** What the owner looks at before a topic is answered alone. */
export async function evidence(house: House, businessId: string, topicId: string): Promise<EvidenceView> {
  const { scope, agent, view, business, rows } = await look(house, businessId, topicId)
  const all = await rows({ limit: 200 })
  const daily = await asked(house, scope, agent, business)
  const own = daily.filter((one) => one.topicId === topicId)
  const vouched = await scope.vouchers.list(agent.id)
  const lessons = new Map((await scope.lessons.list({ topicId, limit: 200 })).map((lesson) => [lesson.id, lesson]))
  return {
    topic: view,
    daily: lately(house, own).map(({ day, count }) => ({ day, count })),
    weekly: weeksOf(own, today(house, business), lookedAtWeeks),
    last: await named(scope, all.filter(({ admitted, err }) => admitted && err !== null).slice(0, 10)),
    wrong: await named(scope, await rows({ onlyWrong: true, limit: 200 })),
    disagreement: disagreeing(all, view.eps ?? business.settings.eps),
    vouched: vouched.flatMap(({ lessonId, name, at, corrections }) => {
      const lesson = lessons.get(lessonId)
      return lesson === undefined ? [] : [{ lessonId, name, at, corrections, reply: lesson.reply }]
    }),
  }
}

/** How topics grow, what could be answered alone when, and what nothing answered. */
export async function insight(house: House, businessId: string): Promise<InsightView> {
  const scope = house.store.of(businessId)
  const { agent } = await house.learners.current(businessId)
  const business = await scope.business()
  const { settings } = business
  const all = await topics(house, businessId, agent.id)
  const counts = await asked(house, scope, agent, business)
  const daily = lately(house, counts)
  const ofTopic = Map.groupBy(counts, ({ topicId }) => topicId)
  const lastDay = today(house, business)
  const questions = await scope.insight.unanswered(before(house, lookedAtDays), settings.showFrom, 300)
  return {
    coverage: forecast(all, daily),
    daily: [
      ...daily.reduce((days, { day, count }) => days.set(day, (days.get(day) ?? 0) + count), new Map<string, number>()),
    ]
      .map(([day, count]) => ({ day, count }))
      .sort((a, b) => (a.day < b.day ? -1 : 1)),
    weekly: all.map(({ id }) => ({
      topicId: id,
      weeks: weeksOf(ofTopic.get(id) ?? [], lastDay, lookedAtWeeks),
    })),
    unanswered: gathered(questions),
  }
}

const before = (house: House, days: number) => new Date(house.now().getTime() - days * dayMs).toISOString()

function today(house: House, { settings }: Business): string {
  return new Date(dayOf(settings.zone, house.now().getTime()) * dayMs).toISOString().slice(0, 10)
}

/** Questions by day, each counted for the topic that it is part of by now. */
async function asked(house: House, scope: Scope, agent: Agent, { settings }: Business) {
  const { engine } = await house.learners.current(scope.businessId, agent.id)
  const daily = await scope.insight.daily(agent.id, before(house, 7 * lookedAtWeeks), settings.zone)
  const byTopic = new Map<string, { topicId: string; day: string; count: number }>()
  for (const { topicId, day, count } of daily) {
    const now = engine.topicNow(topicId)
    const known = byTopic.get(`${now} ${day}`)
    byTopic.set(`${now} ${day}`, { topicId: now, day, count: count + (known?.count ?? 0) })
  }
  return [...byTopic.values()].sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

/** How often each topic was asked about in the last so many days, by the topic that it is part of by now. */
export async function askedInDays(house: House, businessId: string, days: number): Promise<Map<string, number>> {
  const scope = house.store.of(businessId)
  const { agent } = await house.learners.current(businessId)
  const since = before(house, days).slice(0, 10)
  const counts = new Map<string, number>()
  for (const { topicId, day, count } of await asked(house, scope, agent, await scope.business()))
    if (day >= since) counts.set(topicId, (counts.get(topicId) ?? 0) + count)
  return counts
}

function lately<T extends { day: string }>(house: House, daily: readonly T[]): T[] {
  const since = before(house, lookedAtDays).slice(0, 10)
  return daily.filter(({ day }) => day >= since)
}

async function look(house: House, businessId: string, topicId: string) {
  const scope = house.store.of(businessId)
  const { agent, engine } = await house.learners.current(businessId)
  const business: Business = await scope.business()
  const topic = await scope.topics.get(topicId)
  if (topic === undefined || topic.volume === 0) throw topicGone(engine, topicId)
  const view = await (await topicViews(house, scope, agent, business))(topic)
  const rows = (filter: { onlyWrong?: boolean; limit: number }) => rowsOf(scope, agent, business, topicId, filter)
  return { scope, agent, business, view, rows }
}

/** Live rows and those of history that would have been sent, newest first. */
async function rowsOf(
  scope: Scope,
  agent: Agent,
  { settings }: Business,
  topicId: string,
  { onlyWrong = false, limit }: { onlyWrong?: boolean; limit: number },
): Promise<TrialRow[]> {
  const live = await scope.insight.drafts(topicId, { onlyWrong, onlyAdmitted: onlyWrong, limit })
  const past = await scope.insight.history(agent.id, topicId, { onlyWrong, sendFrom: settings.sendFrom, limit })
  return [...live, ...past].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)).slice(0, limit)
}

function wrongFirst(rows: TrialRow[]): TrialRow[] {
  return [...rows.filter(({ err }) => err === 1), ...rows.filter(({ err }) => err !== 1)]
}

/** Says teammates by their names. */
async function named(scope: Scope, rows: TrialRow[]): Promise<TrialRow[]> {
  const names = await teammateNames(scope)
  return rows.map((row) => ({ ...row, saidBy: row.saidBy === null ? null : (names.get(row.saidBy) ?? row.saidBy) }))
}

/** How often a teammate contradicted what another had taught; null where no two have spoken about it. */
function disagreeing(rows: readonly TrialRow[], eps: number): Disagreement | null {
  const opinions = rows.flatMap(({ question, draft, said, saidBy, draftFrom }) => {
    if (said === null || saidBy === null || draftFrom === null) return []
    const contradicts = contradictionOf({ question, reply: draft }, { question, reply: said }) !== undefined
    return [{ by: saidBy, draftFrom, contradicts }]
  })
  const found = disagreement(opinions, eps)
  return found.rows === 0 ? null : found
}

/** What share of the questions of these days is answered alone now, and would be once what is on its way has arrived. Pure. */
export function forecast(
  all: readonly TopicView[],
  daily: readonly { topicId: string; count: number }[],
): InsightView['coverage'] {
  const asked = new Map<string, number>()
  for (const { topicId, count } of daily) asked.set(topicId, (asked.get(topicId) ?? 0) + count)
  const total = [...asked.values()].reduce((sum, count) => sum + count, 0)
  const within = (days: number) => {
    if (total === 0) return 0
    return all.reduce((sum, topic) => {
      const arrives = topic.stage === 'automatic' ? 0 : (expectationOf(topic)?.days ?? Number.POSITIVE_INFINITY)
      const isReached = topic.stage === 'automatic' || (days > 0 && arrives <= days)
      return isReached ? sum + ((asked.get(topic.id) ?? 0) / total) * topic.admittedShare : sum
    }, 0)
  }
  return { now: within(0), in7Days: within(7), in30Days: within(30), in90Days: within(90) }
}

/** As near as two ways of asking the same usually are. */
const sameFrom = 0.5
const mostGroups = 20

/** Groups questions that are asked alike, the largest first; what has no words, or lost them by an erasure, is left out. */
export function gathered(
  questions: readonly { conversationId: string; at: string; question: string }[],
): InsightView['unanswered'] {
  const groups: { vector: Float32Array; rows: (typeof questions)[number][] }[] = []
  for (const row of questions) {
    if (row.question.trim() === '') continue
    const vector = sketch(row.question)
    const near = groups.find((group) => dot(group.vector, vector) >= sameFrom)
    if (near) near.rows.push(row)
    else groups.push({ vector, rows: [row] })
  }
  return groups
    .sort((a, b) => b.rows.length - a.rows.length)
    .slice(0, mostGroups)
    .map(({ rows }) => ({
      question: rows[0]!.question,
      count: rows.length,
      latest: rows[0]!.at,
      conversationIds: rows.slice(0, 5).map(({ conversationId }) => conversationId),
    }))
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}
