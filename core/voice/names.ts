/** Fits one part of a person's name, and nothing that could be more than a name. */
const namePart = /^\p{L}[\p{L}\p{M}'’.-]{0,29}$/u

/** The parts of a name as it may stand in a greeting; empty for what is no name (an address, a link, a sentence). */
export function nameParts(name: string | undefined): string[] {
  const parts = (name ?? '').trim().split(/\s+/)
  return parts.length <= 4 && parts.every((part) => namePart.test(part)) ? parts : []
}

/** First name and the rest; undefined where that is not known. */
export function splitName(name: string | undefined): { first: string | undefined; rest: string | undefined } {
  const [first, ...rest] = nameParts(name)
  return { first, rest: rest.length > 0 ? rest.join(' ') : undefined }
}

/** The name that an author of the learning log goes by: imports say it, live rows name a teammate by id. */
export function authorName(author: string): string | undefined {
  return isId.test(author) || author.includes('@') || nameParts(author).length === 0 ? undefined : author
}

const isId = /^[0-9a-f]{8}-[0-9a-f-]{27}$/i
