import type { Teammate } from '../domain/business.ts'
import { Refused } from '../errors.ts'

/** The one teammate whom these words mean: an id, an address, or a name that only one of them has. Refused otherwise. */
export function teammateNamed<T extends Pick<Teammate, 'id' | 'email' | 'name' | 'removedAt'>>(
  all: readonly T[],
  words: string,
): T {
  const said = words.trim().toLowerCase()
  const found = all.filter(
    ({ id, email, name, removedAt }) =>
      removedAt == null && [id, email, name.toLowerCase(), firstName(name)].includes(said),
  )
  const [one] = found
  if (one === undefined) throw new Refused(404, `Nobody here is called “${words.trim().slice(0, 60)}”.`)
  const exact = found.length === 1 ? one : found.find(({ id, name }) => id === said || name.toLowerCase() === said)
  if (exact === undefined)
    throw new Refused(409, `Several teammates are called ${one.name.split(' ')[0]}: say the whole name.`)
  return exact
}

function firstName(name: string): string {
  return name.toLowerCase().split(/\s+/)[0] ?? ''
}
