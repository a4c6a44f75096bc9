/** Who speaks for the business. */
export interface Voice {
  teammate: string
  company: string
}

/**
 * What stands under a teammate's words: the business's template with the names filled in, or '' where there is none and
 * where the words end with the name or the signature already. Pure.
 */
export function signatureFor(words: string, template: string | null, { teammate, company }: Voice): string {
  const signature = (template ?? '').replaceAll('{teammate}', teammate).replaceAll('{company}', company).trim()
  if (signature === '') return ''
  const end = plain(words)
  const [first = ''] = teammate.trim().split(/\s+/)
  const isSigned = [signature, teammate, first].some((name) => endsWith(end, plain(name)))
  // "Best, Maya" over "Shop Support": the name stands in the last lines, and what follows is the company.
  const lines = words.trim().split('\n').filter(Boolean).slice(-4).map(plain)
  const hasNameLine = lines.slice(1).some((line) => line === plain(teammate) || line === plain(first))
  return isSigned || hasNameLine ? '' : signature
}

/** The words as they go out. */
export function withSignature(words: string, signature: string): string {
  if (signature === '') return words
  return words.trim() === '' ? signature : `${words}\n\n${signature}`
}

/** "Maya at Shop", as a mail program shows who wrote; never twice the same name. */
export function displayName(name: string, company: string): string {
  const speaker = name.trim()
  return speaker === '' || speaker.toLowerCase() === company.trim().toLowerCase() ? company : `${speaker} at ${company}`
}

function endsWith(text: string, end: string): boolean {
  if (end === '' || !text.endsWith(end)) return false
  const before = text[text.length - end.length - 1]
  return before === undefined || before === ' '
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
