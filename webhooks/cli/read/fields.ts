import { createHash } from 'node:crypto'
import type { PastItem } from '#core/learning/import/past-message.ts'

/** One row of a table or log, under the names that it was found by. */
export type Field =
  | 'conversation'
  | 'at'
  | 'from'
  | 'author'
  | 'email'
  | 'to'
  | 'channel'
  | 'subject'
  | 'text'
  | 'id'
  | 'question'
  | 'answer'

/** Which field a column's name means; undefined = none that we use. "Ticket ID", "ticket_id" and "ticketId" are one name. */
export function fieldOf(column: string): Field | undefined {
  const name = column
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  return fieldNames.get(name)
}

/** Makes messages of one row: one with `text`, or a question and its answer. */
export function messagesOf(row: Partial<Record<Field, string>>, line: number): PastItem[] {
  const problem = (sentence: string): PastItem[] => [{ problem: sentence, line }]
  const question = row.question?.trim()
  const answer = row.answer?.trim()
  const at = row.at === undefined || row.at.trim() === '' ? undefined : readTime(row.at)
  if (row.text === undefined && (question || answer)) {
    if (!question || !answer) return problem('question or answer is empty')
    if (row.at?.trim() && at === undefined) return problem(`"${row.at.slice(0, 40)}" is no time`)
    const conversation = row.conversation?.trim() || `line ${line}`
    const asked = at ?? new Date(line * 1000).toISOString()
    const answered = new Date(Date.parse(asked) + 1).toISOString()
    return [
      ...messageOf({ ...row, conversation, from: 'customer', text: question, at: asked, author: '' }, asked, line),
      ...messageOf({ ...row, conversation, from: 'staff', text: answer, at: answered, email: '' }, answered, line),
    ]
  }
  if (row.text === undefined) return problem('has no text')
  if (at === undefined) return problem(row.at?.trim() ? `"${row.at.slice(0, 40)}" is no time` : 'has no time')
  return messageOf(row, at, line)
}

function messageOf(row: Partial<Record<Field, string>>, at: string, line: number): PastItem[] {
  const from = row.from?.trim() ?? ''
  const side = sides.get(from.toLowerCase())
  const address = (/[^\s<>"]+@[^\s<>"]+/.exec(row.email?.trim() || from)?.[0] ?? '').toLowerCase()
  if (side === undefined && address === '') {
    return [
      {
        problem: from === '' ? 'does not say who wrote it' : `"${from.slice(0, 40)}" is neither customer nor staff`,
        line,
      },
    ]
  }
  if (!row.conversation?.trim()) return [{ problem: 'names no conversation', line }]
  const author = row.author?.trim()
  const text = row.text ?? ''
  const conversation = row.conversation.trim()
  const id = row.id?.trim() || hashOf([conversation, at, side ?? address, text])
  const name = author || (side === 'staff' ? 'staff' : undefined)
  return [
    {
      message: {
        externalId: row.question === undefined ? id : hashOf([id, side ?? '']),
        conversation,
        references: [],
        subject: row.subject?.trim() ?? '',
        at,
        from: name === undefined ? { address } : { address, name },
        to: (row.to ?? '').toLowerCase().match(/[^\s<>",;]+@[^\s<>",;]+/g) ?? [],
        cc: [],
        ...(side === undefined ? {} : { side }),
        channel: row.channel?.trim().toLowerCase() || 'import',
        isMachine: false,
        isList: false,
        text,
      },
    },
  ]
}

/** A time as files write it: ISO 8601, RFC 2822, or seconds or milliseconds since 1970; ISO 8601 UTC, or undefined. */
export function readTime(text: string): string | undefined {
  const trimmed = text.trim()
  const ms = /^\d{9,10}(?:\.\d+)?$/.test(trimmed)
    ? Number(trimmed) * 1000
    : /^\d{12,13}$/.test(trimmed)
      ? Number(trimmed)
      : parsed(trimmed)
  return Number.isFinite(ms) && Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : undefined
}

/** A time without a zone is UTC, so that a file means the same on every machine. */
function parsed(text: string): number {
  if (/^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(text))
    return Date.parse(`${text.replace(' ', 'T')}Z`)
  if (!/\d{4}/.test(text)) return Number.NaN
  return /(?:Z|[+-]\d{2}:?\d{2}|GMT|UTC|[ECMP][SD]T)\s*(?:\(.*\))?$/i.test(text)
    ? Date.parse(text)
    : Date.parse(`${text} UTC`)
}

/** A short name that the same content always has. */
export function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)
}

const fieldNames = new Map<string, Field>()
function name(field: Field, names: string) {
  for (const one of names.split(',')) fieldNames.set(one.trim(), field)
}
name(
  'conversation',
  'conversation, conversation id, thread, thread id, ticket, ticket id, ticket number, case, case id, case number, chat, chat id, session, session id, dialog id, dialogue id, request id',
)
name(
  'at',
  'at, date, time, timestamp, created, created at, sent, sent at, sent on, datetime, date time, received at, message date, posted at, zeit, datum',
)
name(
  'from',
  'from, side, role, sender, sender type, sender role, author type, author role, direction, party, speaker, who, from type, inbound, von',
)
name('author', 'author, author name, agent, agent name, name, sender name, from name, written by, user name, employee')
name('email', 'email, e mail, from email, sender email, author email, address, from address, customer email')
name('to', 'to, to email, to address, recipient, recipients, cc')
name('channel', 'channel, source, medium, via')
name('subject', 'subject, title, ticket subject, betreff')
name('text', 'text, message, body, content, comment, message body, message text, plain body, utterance, msg, nachricht')
name('id', 'id, message id, comment id, external id, event id, uuid')
name('question', 'question, customer message, customer question, query, instruction, frage, ask')
name('answer', 'answer, reply, response, staff reply, agent reply, agent response, antwort, resolution')

const sides = new Map<string, 'customer' | 'staff'>()
for (const word of 'customer,client,user,end user,end-user,visitor,guest,consumer,requester,contact,buyer,inbound,incoming,in,true,kunde'.split(
  ',',
))
  sides.set(word, 'customer')
for (const word of 'staff,agent,support,human,admin,operator,teammate,employee,representative,rep,assistant,outbound,outgoing,out,false,mitarbeiter'.split(
  ',',
))
  sides.set(word, 'staff')
