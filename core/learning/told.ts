import { compose } from '../answering/compose.ts'
import type { Conversation, Draft } from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Lesson } from '../domain/learning.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { Told, ToldView } from '../views.ts'
import { contradictionOf } from './contradictions.ts'
import { judge } from './judge.ts'
import { lessonIdOf } from './lesson-id.ts'

const dayMs = 86_400_000
/** How far back is looked where nobody says otherwise, and at most. */
const usualDays = 30
const mostDays = 365

/** Which customers were given an answer, and what is right by now. */
export async function whoWasTold(
  house: House,
  businessId: string,
  lessonId: string,
  days = usualDays,
): Promise<ToldView> {
  const scope = house.store.of(businessId)
  const lesson = await scope.lessons.get(lessonId)
  const replacement = lesson && (await replacementOf(scope, lesson))
  const told = await toldOf(scope, { lessonId, lesson, replacementId: replacement?.id }, house.now(), days)
  if (lesson === undefined && told.length === 0) throw new Refused(404, 'This lesson does not exist.')
  return { days, told, replacement: replacement ?? null }
}

/** The lesson that stands where this one stood; undefined where none does. */
export async function replacementOf(scope: Scope, lesson: Lesson): Promise<Lesson | undefined> {
  let found: Lesson | undefined = lesson
  for (let step = 0; step < 20 && found?.supersededBy !== undefined; step++)
    found = await scope.lessons.get(found.supersededBy)
  return found === undefined || found.id === lesson.id || found.standing === 'superseded' ? undefined : found
}

/**
 * Everybody who was given a lesson: drafts of it that were sent (as they were, or edited with every fact kept), answers of
 * the agent alone, and the words that taught it. What was undone reached nobody; what is in doubt may have.
 */
export async function toldOf(tx: Scope, of: Whom, now: Date, days = usualDays): Promise<Told[]> {
  return (await heardOf(tx, of, now, days)).map(({ rowId: _, ...told }) => told)
}

interface Whom {
  lessonId: string
  lesson?: Lesson | undefined
  replacementId?: string | undefined
}

/** The same, each with the outbox row that told them. */
export async function heardOf(tx: Scope, of: Whom, now: Date, days = usualDays): Promise<(Told & { rowId: string })[]> {
  if (!(days >= 1 && days <= mostDays)) throw new Refused(422, `Between 1 and ${mostDays} days.`)
  const since = new Date(now.getTime() - days * dayMs).toISOString()
  const drafts = (await tx.drafts.given(of.lessonId, since)).filter(({ draft, row }) => keptFacts(draft, row))
  const own = await ownWords(tx, of.lesson, since)
  const found: (Told & { rowId: string })[] = []
  for (const { row, draft } of [...drafts, ...own.map((row) => ({ row, draft: undefined }))]) {
    const conversation = await conversationOf(tx, row)
    if (conversation === undefined || conversation.kind === 'test') continue
    const person = await tx.people.get(conversation.personId)
    found.push({
      ...{ conversationId: conversation.id, rowId: row.id },
      personName: person?.name ?? conversation.customerEmail,
      ...{ channel: conversation.channel, at: row.createdAt, text: String(row.payload.text ?? '') },
      how:
        draft === undefined
          ? 'own words'
          : row.teammateId === null
            ? 'automatic'
            : draft.state === 'edited'
              ? 'edited'
              : 'approved',
      isInDoubt: row.state !== 'sent',
      isCorrected: await isCorrected(tx, conversation, row, of),
      hasDraft: (await tx.drafts.pending(conversation.id)) !== undefined,
    })
  }
  const newestFirst = found.toSorted((a, b) => (a.at < b.at ? 1 : -1))
  return [...new Map(newestFirst.toReversed().map((one) => [one.conversationId, one])).values()].reverse()
}

/** A draft that was changed before it was sent was told only where no fact of it was taken out. */
function keptFacts(draft: Draft, row: OutboxRow): boolean {
  if (draft.state !== 'edited') return true
  const said = { did: 'edited' as const, text: String(row.payload.text ?? '') }
  const verdict = judge({ text: draft.text, topicId: '', lessonId: '' }, said, () => '')
  return verdict.counts && verdict.err === 0
}

/** The words that taught it, as they went out. */
async function ownWords(tx: Scope, lesson: Lesson | undefined, since: string): Promise<OutboxRow[]> {
  if (lesson?.conversationId === undefined) return []
  const rows = await tx.outbox.list(lesson.conversationId)
  return rows.filter(
    (row) =>
      row.audience === 'customer' &&
      ['sending', 'sent', 'in_doubt'].includes(row.state) &&
      row.createdAt >= since &&
      lessonIdOf(row.id) === lesson.id,
  )
}

/** Where it is carried on by now: its message may have been merged into another conversation. */
async function conversationOf(tx: Scope, row: OutboxRow): Promise<Conversation | undefined> {
  const message = row.messageId === null ? undefined : await tx.messages.get(row.messageId)
  const id = message?.conversationId ?? row.conversationId
  return id === null ? undefined : tx.conversations.get(id)
}

async function isCorrected(
  tx: Scope,
  conversation: Conversation,
  old: OutboxRow,
  { lesson, replacementId }: { lesson?: Lesson | undefined; replacementId?: string | undefined },
): Promise<boolean> {
  const question = lesson?.question ?? ''
  const reply =
    lesson === undefined ? String(old.payload.text ?? '') : compose(lesson, { text: '', context: [] }, []).text
  for (const row of await tx.outbox.list(conversation.id)) {
    if (row.audience !== 'customer' || row.createdAt <= old.createdAt || ['cancelled', 'failed'].includes(row.state))
      continue
    const draft = row.draftId === null ? undefined : await tx.drafts.get(row.draftId)
    if (replacementId !== undefined && [draft?.lessonId, lessonIdOf(row.id)].includes(replacementId)) return true
    if (row.payload.corrects === old.id) return true
    if (contradictionOf({ question, reply }, { question, reply: String(row.payload.text ?? '') }) !== undefined)
      return true
  }
  return false
}
