import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { quietLog, testSeal } from '#core/testing/test-database.ts'
import { migrations } from '#migrations/index.ts'
import { isDatabaseAway } from './away.ts'
import { openDatabase } from './embedded.ts'
import { FolderTaken, lockFolder } from './lock.ts'
import { openStore } from './open.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lummy-data-'))
})
afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

test('an embedded database keeps what was written, and its folder has one user at a time', async () => {
  const log = quietLog()
  const first = await openDatabase({ dataFolder: folder, log })
  const one = openStore({ url: first.url, isEmbedded: true, seal: testSeal(), log })
  expect(await one.migrate()).toEqual(migrations.map(({ name }) => name))
  await one.orm.em
    .fork()
    .execute(`insert into lummy.users (id, email, password_hash, company_name, industry, settings, created_at, updated_at)
    values (gen_random_uuid(), 'kept@shop.example', 'x', 'Kept', 'x', '{}', now(), now())`)
  await expect(openDatabase({ dataFolder: folder, log })).rejects.toThrow(
    new RegExp(`in use by process ${process.pid} on .* since 20\\d\\d-.*LUMMY_DATA`),
  )
  await one.close()
  await first.close()
  await expect(readFile(join(folder, 'lummy.lock'))).rejects.toThrow(/ENOENT/)

  const second = await openDatabase({ dataFolder: folder, log })
  const two = openStore({ url: second.url, isEmbedded: true, seal: testSeal(), log })
  expect(await two.migrate()).toEqual([])
  expect((await two.store.system.businesses()).map((business) => business.companyName)).toEqual(['Kept'])
  await two.close()
  await second.close()
}, 60_000)

test('files that are no database are refused, and whoever puts them right can start', async () => {
  const dataFolder = join(folder, 'broken')
  await mkdir(dataFolder)
  await writeFile(join(dataFolder, 'database'), 'no folder')
  await expect(openDatabase({ dataFolder, log: quietLog() })).rejects.toThrow()
  await rm(join(dataFolder, 'database'))
  await (await openDatabase({ dataFolder, log: quietLog() })).close()
}, 60_000)

test('the lock of a dead process is taken over, that of a live one or another machine is not', async () => {
  const path = join(folder, 'a.lock')
  const holder = (pid: number, host = hostname()) => JSON.stringify({ pid, host, started: '2026-01-01T00:00:00.000Z' })
  await writeFile(path, holder(2 ** 22 + 1))
  const release = await lockFolder(path)
  await expect(lockFolder(path)).rejects.toBeInstanceOf(FolderTaken)
  await release()
  await writeFile(path, holder(process.ppid))
  await expect(lockFolder(path)).rejects.toThrow(`process ${process.ppid}`)
  await writeFile(path, holder(1, 'another-machine'))
  await expect(lockFolder(path)).rejects.toThrow('another-machine')
  // A container restarts under the pid it had.
  await writeFile(path, holder(process.pid))
  await (await lockFolder(path))()
  await writeFile(path, 'half a lo')
  await (await lockFolder(path))()
})

test('of many who find a stale lock at once, one gets it', async () => {
  const path = join(folder, 'b.lock')
  await writeFile(path, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), started: 'x' }))
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(path)))
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1)
})

test('a database that is away is told from a question that is wrong', async () => {
  const away = openStore({
    url: 'postgres://nobody@127.0.0.1:1/x',
    isEmbedded: false,
    seal: testSeal(),
    log: quietLog(),
  })
  const error = await away.store.system.ping().catch((error: unknown) => error)
  expect(isDatabaseAway(error)).toBe(true)
  const kept = await away.store.system.keep([]).catch((error: unknown) => error)
  expect(kept).toEqual([])
  await away.close()
  expect(isDatabaseAway(new Error('duplicate key value'))).toBe(false)
  expect(isDatabaseAway(new Error('outer', { cause: Object.assign(new Error('x'), { code: '57P01' }) }))).toBe(true)
  expect(isDatabaseAway('no error at all')).toBe(false)
})
