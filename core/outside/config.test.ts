import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ZodType, z } from 'zod'
import { ConfigInvalid } from '#core/errors.ts'
import { environmentExample, readConfig } from './config.ts'

const key = Buffer.alloc(32, 1).toString('base64')
const connector = { SAMPLE_API_URL: z.url().default('https://api.sample.example').describe('Where Sample is.') }

function problemsOf(environment: Record<string, string>): string[] {
  try {
    readConfig(environment, connector)
    return []
  } catch (error) {
    if (!(error instanceof ConfigInvalid)) throw error
    return error.problems.map((problem) => problem.variable)
  }
}

test('an empty environment is a whole configuration', () => {
  expect(readConfig({}, connector)).toEqual({
    isProduction: false,
    port: 3000,
    publicUrl: 'http://localhost:3000',
    dataFolder: resolve('.lummy'),
    logLevel: 'info',
    trustedProxies: 0,
    language: {},
    connectors: { SAMPLE_API_URL: 'https://api.sample.example' },
  })
})

test('what is set is read', () => {
  const config = readConfig({
    PORT: '8080',
    PUBLIC_URL: 'https://desk.example.com/',
    LUMMY_DATA: '/var/lummy',
    DATABASE_URL: 'postgres://lummy:pw@db:5432/lummy',
    REDIS_URL: 'rediss://cache:6380',
    LUMMY_SECRET_KEY: `${key}, ${key}`,
    OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1',
    LUMMY_MODEL_TIMEOUT_MS: '9000',
    LUMMY_MODEL_PRICES: 'qwen3*=0/0, claude-next=2/10/0.1/2.5',
  })
  const modelPrices = [
    { model: 'qwen3*', input: 0, output: 0 },
    { model: 'claude-next', input: 2, output: 10, cachedRead: 0.1, cacheWrite: 2.5 },
  ]
  expect(config).toMatchObject({
    port: 8080,
    publicUrl: 'https://desk.example.com',
    dataFolder: '/var/lummy',
    databaseUrl: 'postgres://lummy:pw@db:5432/lummy',
    redisUrl: 'rediss://cache:6380',
    secretKey: `${key}, ${key}`,
    language: { openaiBaseUrl: 'http://127.0.0.1:11434/v1', timeoutMs: 9000, modelPrices },
  })
})

test('every problem is told at once, each with its variable, and no value is repeated', () => {
  const environment = {
    NODE_ENV: 'production',
    PORT: 'http',
    DATABASE_URL: 'mysql://secret-password@db/lummy',
    LUMMY_SECRET_KEY: 'c2hvcnQ=',
    LOG_LEVEL: 'loud',
    SAMPLE_API_URL: 'not an address',
  }
  expect(problemsOf(environment).sort()).toEqual(
    ['DATABASE_URL', 'LOG_LEVEL', 'LUMMY_SECRET_KEY', 'PORT', 'PUBLIC_URL', 'SAMPLE_API_URL'].sort(),
  )
  expect(() => readConfig(environment, connector)).toThrow(/PORT: /)
  try {
    readConfig(environment, connector)
  } catch (error) {
    expect(String(error)).not.toMatch(/secret-password|c2hvcnQ=/)
  }
})

test('a price that cannot be read stops the boot with its place and form', () => {
  expect(() => readConfig({ LUMMY_MODEL_PRICES: 'qwen3=0/0, gpt=cheap' })).toThrow(
    /LUMMY_MODEL_PRICES: entry 2 is not model=input\/output\[/,
  )
})

test('production asks for a key and an address, and says so', () => {
  expect(problemsOf({ NODE_ENV: 'production' }).sort()).toEqual(['LUMMY_SECRET_KEY', 'PUBLIC_URL'])
  expect(problemsOf({ NODE_ENV: 'production', LUMMY_SECRET_KEY: key, PUBLIC_URL: 'https://desk.example.com' })).toEqual(
    [],
  )
})

test('an empty or blank value is an unset one', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('', ' ', '\t'),
      fc.constantFrom('PORT', 'DATABASE_URL', 'ANTHROPIC_API_KEY'),
      (blank, name) => {
        expect(readConfig({ [name]: blank })).toEqual(readConfig({}))
      },
    ),
  )
})

test('the committed .env.example is what the schemas say', async () => {
  await expect(environmentExample(await declared())).toMatchFileSnapshot('../../.env.example')
})

/** The variables of every connector, found by folder, so that none is forgotten; core names no connector. */
async function declared(): Promise<Record<string, ZodType>> {
  const root = new URL('../../connectors/', import.meta.url)
  const folders = (await readdir(root, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((e) => e.name)
  const all: Record<string, ZodType> = {}
  for (const folder of folders.sort()) {
    const index = new URL(`${folder}/index.ts`, root)
    if (!existsSync(index)) continue
    for (const exported of Object.values(await import(index.href)))
      if (isConnector(exported)) Object.assign(all, exported.environment)
  }
  expect(Object.keys(all).length).toBeGreaterThan(0)
  return all
}

function isConnector(value: unknown): value is { environment: Record<string, ZodType> } {
  return typeof value === 'object' && value !== null && 'environment' in value && 'abilities' in value
}
