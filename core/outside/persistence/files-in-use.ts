import type { EntityManager } from '@mikro-orm/postgresql'

/** Where rows name files by their digest. */
const columns = [
  ['messages', 'metadata'],
  ['outbox', 'payload'],
  ['written_replies', 'attachments'],
  ['inbox', 'event'],
] as const

/** Those of these files that any row still names. Looks at every row: it is asked when somebody is erased. */
export async function filesInUse(em: EntityManager, digests: string[]): Promise<Set<string>> {
  const known = digests.filter((digest) => /^[0-9a-f]{64}$/.test(digest))
  if (known.length === 0) return new Set()
  const found = await em.execute<{ digest: string }[]>(
    `select d."digest" from jsonb_array_elements_text(?::jsonb) d("digest") where ${columns
      .map(
        ([table, column]) =>
          `exists (select from "lummy"."${table}" t where strpos(t."${column}"::text, d."digest") > 0)`,
      )
      .join(' or ')}`,
    [JSON.stringify(known)],
  )
  return new Set(found.map(({ digest }) => digest))
}
