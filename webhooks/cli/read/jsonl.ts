import { z } from 'zod'
import type { PastItem } from '#core/learning/import/past-message.ts'
import { type Field, fieldOf, messagesOf } from './fields.ts'
import { linesOf } from './lines.ts'

/** Reads past messages from JSON lines `{conversation, at, from, author?, channel?, subject?, text}`; other spellings of the names are understood. */
export async function* readJsonl(chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<PastItem> {
  for await (const { text, line, isCut } of linesOf(chunks)) {
    if (text.trim() === '') continue
    if (isCut) yield { problem: 'is longer than a message can be', line }
    else yield* itemsOf(text, line)
  }
}

function itemsOf(text: string, line: number): PastItem[] {
  const row = rowSchema.safeParse(parsed(text))
  if (!row.success) return [{ problem: 'is no JSON object', line }]
  const fields: Partial<Record<Field, string>> = {}
  for (const [name, value] of Object.entries(row.data)) {
    const field = fieldOf(name)
    if (field === undefined || fields[field] !== undefined) continue
    if (typeof value === 'string') fields[field] = value
    else if (typeof value === 'number') fields[field] = String(value)
    else if (value !== null && value !== undefined) return [{ problem: `"${name}" is no text`, line }]
  }
  return messagesOf(fields, line)
}

const rowSchema = z.record(z.string(), z.unknown())

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
