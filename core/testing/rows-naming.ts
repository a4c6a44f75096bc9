import { testDatabase } from './test-database.ts'

/** Every row of every table that names it, as text. */
export async function rowsNaming(words: string): Promise<string[]> {
  const { orm } = await testDatabase()
  const em = orm.em.fork()
  const tables = await em.execute<{ name: string }[]>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await em.execute<{ row: string }[]>(`select t::text as row from ${name} t where t::text ilike ?`, [
      `%${words}%`,
    ])
    found.push(...rows.map(({ row }) => `${name}: ${row.slice(0, 300)}`))
  }
  return found
}
