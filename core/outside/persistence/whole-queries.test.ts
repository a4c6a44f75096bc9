import { Client } from 'pg'
import { expect, test } from 'vitest'
import { openPglite, serve } from './pglite.ts'

test('queries of many connections at once each get their own answer, beside a transaction too', async () => {
  const served = await serve(await openPglite())
  const clients = Array.from({ length: 6 }, () => new Client({ connectionString: served.url }))
  try {
    await Promise.all(clients.map((client) => client.connect()))
    // The number of parameters differs from connection to connection: a borrowed statement could not be bound.
    const answers = clients.map(async (client, i) => {
      const names = Array.from({ length: i + 1 }, (_, k) => `$${k + 1}::text`)
      for (let round = 0; round < 10; round++) {
        // Behind a transaction the others' messages pile up, and would then be taken one from each.
        if (i === 0) await client.query('begin')
        const values = names.map((_, k) => `${i}/${round}/${k}`)
        const { rows } = await client.query(`select array[${names.join(', ')}] as got`, values)
        expect(rows).toEqual([{ got: values }])
        if (i === 0) await new Promise((resolve) => setTimeout(resolve, 10))
        if (i === 0) await client.query('commit')
      }
    })
    await Promise.all(answers)
  } finally {
    await Promise.all(clients.map((client) => client.end()))
    await served.close()
  }
}, 60_000)
