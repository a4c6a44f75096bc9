import type { Person } from '../domain/conversation.ts'
import type { Handle } from '../domain/place.ts'
import { Refused } from '../errors.ts'
import type { Scope } from '../store/store.ts'

/** Whether these words are a person's name or one of their addresses, as somebody types them. */
export function isNamed({ name, handles }: Person & { handles: Handle[] }, words: string): boolean {
  const typed = plain(words)
  return typed !== '' && [name ?? '', ...handles.map(({ value }) => value)].some((known) => plain(known) === typed)
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
