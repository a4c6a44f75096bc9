import { type Address, readAddresses } from './addresses.ts'
import { type Header, valuesOf } from './headers.ts'

/** What a mail may hold once. RFC 5322, section 3.6. A second one would be shown by one program and signed for another. */
const once = ['from', 'sender', 'reply-to', 'to', 'cc', 'subject', 'date', 'message-id', 'in-reply-to', 'references']

/**
 * The one address that a mail says it is from, read as strictly as somebody who vouches for it has to: one From header, in one
 * of the two forms that every program understands alike. Undefined for two senders, for groups, for addresses in comments, and
 * for mail that says anything twice.
 */
export function soleSender(headers: readonly Header[]): Address | undefined {
  if (once.some((name) => valuesOf(headers, name).length > 1)) return undefined
  const [value = ''] = valuesOf(headers, 'from')
  if (!isPlain(value)) return undefined
  const found = readAddresses(value)
  return found.length === 1 ? found[0] : undefined
}

/** `a@b.example`, with a comment or without, or `Name <a@b.example>`, where a name with any sign but letters is quoted or encoded. */
function isPlain(value: string): boolean {
  const text = value.trim()
  return text.length <= 1000 && (bare.test(text) || named.test(text))
}

const address = String.raw`[^\s<>()[\]\\,;:"@]{1,64}@[^\s<>()[\]\\,;:"@]{1,255}`
const bare = new RegExp(String.raw`^${address}(?:\s+\([^()<>@\\]{0,200}\))?$`, 'u')
const quoted = String.raw`"(?:[^"\\]|\\.){0,400}"`
/** An unquoted "@" in a name is against the rules, but some phones write the address there. */
const words = String.raw`[^\s<>()[\]\\,;:"][^<>()[\]\\,;:"]{0,400}`
const named = new RegExp(String.raw`^(?:${quoted}|${words})?\s*<\s*${address}\s*>(?:\s+\([^()<>@\\]{0,200}\))?$`, 'u')
