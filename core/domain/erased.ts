import type { MessageMetadata, Receipt } from './conversation.ts'
import { namesPattern } from './names.ts'

/** What stands where a person's address stood in somebody else's words. */
export const erasedWord = '[erased]'

/** A message's facts without words, names, addresses and files: whose turn it was can still be told. */
export function erasedMetadata(metadata: MessageMetadata, at: string): MessageMetadata {
  const { isMachine, isSystem, isThanks, teammateId, outboxId, draftId, movedFrom, heard } = metadata
  const kept = { isMachine, isSystem, isThanks, teammateId, outboxId, draftId, movedFrom, heard, erasedAt: at }
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
}

/** What an event says, without words: ids, numbers, times and what is one of a few names. */
export function erasedData(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => isBare(value)))
}

/** What an outbox row was for, without what it said and to whom. */
export function erasedPayload(payload: Record<string, unknown>, at: string): Record<string, unknown> {
  const { kind, isSystem, live, draftId, writtenId, outboxId, about, filesOf } = payload
  const kept = { kind, isSystem, live, draftId, writtenId, outboxId, about, filesOf, erasedAt: at }
  return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined))
}

/** Gates whose sentences quote nothing of a conversation. */
const bareGates = new Set([
  ...[
    'lesson',
    'confidence',
    'language',
    'subject',
    'person',
    'thanks',
    'files',
    'source',
    'sender',
    'machine',
    'address',
  ],
  ...['take-over', 'certificate', 'stage', 'loop', 'urgency', 'sentiment', 'hours'],
])

/** Inputs that name rows, versions and hashes alone. */
const bareInputs = new Set(['seq', 'engine', 'embedder', 'hits', 'question', 'reply', 'used', 'proposedBy', 'gone'])

/** A receipt whose conversation is gone: its reasons, scores and hashes stay, what they quoted does not. */
export function erasedReceipt<R extends Pick<Receipt, 'reasons' | 'gates' | 'inputs'>>(receipt: R, at: string): R {
  const quoting = new Set(receipt.gates.filter(({ name }) => !bareGates.has(name)).map(({ detail }) => detail))
  const gates = receipt.gates.map((gate) => (bareGates.has(gate.name) ? gate : { ...gate, detail: '' }))
  const inputs = Object.fromEntries(Object.entries(receipt.inputs).filter(([name]) => bareInputs.has(name)))
  const reasons = receipt.reasons.filter((reason) => !quoting.has(reason))
  return { ...receipt, gates, reasons, inputs: withGone(inputs, { what: 'the conversation', at }) }
}

/** A receipt that rested on lessons which are gone: which they were, and their scores stay. */
export function receiptWithout<R extends Pick<Receipt, 'lessons' | 'inputs'>>(
  receipt: R,
  lessonIds: ReadonlySet<string>,
  at: string,
): R {
  const lessons = receipt.lessons.map((lesson) =>
    lessonIds.has(lesson.lessonId) ? { ...lesson, question: '', why: '', author: '' } : lesson,
  )
  const count = receipt.lessons.filter(({ lessonId }) => lessonIds.has(lessonId)).length
  const what = count === 1 ? 'a lesson' : `${count} lessons`
  return count === 0 ? receipt : { ...receipt, lessons, inputs: withGone(receipt.inputs, { what, at }) }
}

/** A copy in which none of these addresses and numbers stands, wherever it was written; `word` stands there instead. */
export function withoutAddresses<T>(value: T, addresses: readonly string[], word = erasedWord): T {
  const patterns = addresses.map((address) => new RegExp(namesPattern(address), 'gi'))
  const clear = (part: unknown): unknown => {
    if (typeof part === 'string') return patterns.reduce((text, pattern) => text.replace(pattern, `$1${word}`), part)
    if (Array.isArray(part)) return part.map(clear)
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, clear(inner)]))
  }
  return clear(value) as T
}

/** What is gone of a receipt, and since when: its page says so. */
export interface Gone {
  what: string
  at: string
}

function withGone(inputs: Record<string, unknown>, gone: Gone): Record<string, unknown> {
  const known = Array.isArray(inputs.gone) ? (inputs.gone as Gone[]) : []
  return { ...inputs, gone: [...known, gone] }
}

const id = /^[0-9a-f-]{36}$/i
const time = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const fewNames = /^[a-z_]{1,24}$/

function isBare(value: unknown): boolean {
  if (typeof value === 'string') return id.test(value) || time.test(value) || fewNames.test(value)
  return Array.isArray(value) ? value.every(isBare) : value === null || typeof value !== 'object'
}
