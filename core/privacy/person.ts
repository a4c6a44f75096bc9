import type { Person } from '../domain/conversation.ts'
import type { Handle } from '../domain/place.ts'
import { Refused } from '../errors.ts'
import type { Scope } from '../store/store.ts'

/** What somebody from the web chat is called who has neither a name nor an address. */
export const visitor = 'Visitor'

/**
 * Whether these words are a person's name or one of their addresses, as somebody types them. Who is known by a chat key
 * alone is *Visitor*, as the pages call them: the key is a secret, and nobody could type it.
 */
export function isNamed({ name, handles }: Person & { handles: Handle[] }, words: string): boolean {
  const typed = plain(words)
  const isVisitor = name === null && handles.every(({ kind }) => kind === 'chat')
  const known = [name ?? '', ...handles.map(({ value }) => value), ...(isVisitor ? [visitor] : [])]
  return typed !== '' && known.some((one) => plain(one) === typed)
}

/** The one person with this address; refused where nobody has it. */
export async function personWith(scope: Scope, address: string): Promise<Person & { handles: Handle[] }> {
  const typed = address.trim()
  for (const kind of ['email', 'phone', 'chat', 'slack', 'teams', 'discord'] as const)
    for (const value of [typed, typed.toLowerCase()]) {
      const known = await scope.people.byHandle({ kind, value })
      const person = known?.personId ? await scope.people.get(known.personId) : undefined
      if (person !== undefined) return person
    }
  throw new Refused(404, `Nobody is known by ${typed}: take the address as the conversation shows it.`)
}

function plain(words: string): string {
  return words.trim().replace(/\s+/g, ' ').toLowerCase()
}
