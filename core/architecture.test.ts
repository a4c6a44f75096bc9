import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cruise, type ICruiseResult, type IFlattenedRuleSet } from 'dependency-cruiser'
import ts from 'typescript'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/** Who may import whom (core/README.md). Tests may use what they test with: real stores, SDKs, protocol servers. */
const tests = '\\.test\\.ts$|^core/testing/|^webhooks/tests/|^connectors/[^/]+/fixtures/|^connectors/contract\\.ts$'
/** The naive floor of the door bench is written against bare Koa, pg and BullMQ on purpose. */
const floor = '^webhooks/bench/floor\\.ts$'
const migrationsAndPersistence = '^(core/outside/persistence|migrations)/'

/** A package, wherever it is installed: as npm places it, or bare where it cannot be resolved. */
const named = (...names: string[]) => `(^|node_modules/)(${names.join('|')})(/|$)`

/** Packages with one home. */
const homes: Record<string, { packages: string; home: string }> = {
  koa: { packages: named('koa', '@koa/[^/]+'), home: '^webhooks/' },
  mikroorm: { packages: named('@mikro-orm/[^/]+'), home: migrationsAndPersistence },
  postgres: { packages: named('pg', 'pgvector', '@electric-sql/[^/]+'), home: migrationsAndPersistence },
  queue: { packages: named('bullmq', 'ioredis'), home: '^core/outside/jobs/' },
  slack: { packages: named('@slack/[^/]+'), home: '^connectors/slack/' },
  sendgrid: { packages: named('@sendgrid/[^/]+'), home: '^connectors/email/' },
  teams: { packages: named('botbuilder', 'botframework-[^/]+', '@microsoft/agents-[^/]+'), home: '^connectors/teams/' },
  discord: { packages: named('discord\\.js', '@discordjs/[^/]+'), home: '^connectors/discord/' },
  twilio: { packages: named('twilio'), home: '^connectors/(shared/twilio|sms|voice)/' },
  models: { packages: named('@anthropic-ai/[^/]+', 'openai'), home: '^core/outside/language/' },
}

const rules: NonNullable<IFlattenedRuleSet['forbidden']> = [
  { name: 'core-knows-no-platform', from: { path: '^core/' }, to: { path: '^(connectors|webhooks|admin|manifests)/' } },
  { name: 'domain-imports-itself', from: { path: '^core/domain/', pathNot: tests }, to: { pathNot: '^core/domain/' } },
  {
    name: 'outside-comes-through-wire',
    from: { pathNot: ['^core/outside/', '^webhooks/wire\\.ts$', '^migrations/', tests] },
    to: { path: '^core/outside/' },
  },
  {
    name: 'outside-knows-ports-only',
    from: { path: '^core/outside/', pathNot: tests },
    to: {
      path: '^(core|connectors|webhooks|admin)/',
      pathNot: '^core/(outside/|domain/|store/|ports\\.ts$|errors\\.ts$)',
    },
  },
  {
    name: 'connectors-know-the-contract',
    from: { path: '^connectors/([^/]+)/', pathNot: tests },
    to: {
      path: '^(core|connectors|webhooks|admin|migrations|manifests)/',
      pathNot: ['^core/(domain/|errors\\.ts$)', '^connectors/(connector\\.ts$|shared/|$1/)'],
    },
  },
  {
    name: 'connectors-know-no-sibling',
    from: { path: '^connectors/([^/]+)/' },
    to: { path: '^connectors/[^/]+/', pathNot: '^connectors/(shared|$1)/' },
  },
  ...Object.entries(homes).map(([name, { packages, home }]) => ({
    name: `${name}-stays-home`,
    from: { path: '^(core|connectors|webhooks|migrations|manifests)/', pathNot: [home, tests, floor] },
    to: { path: packages },
  })),
  { name: 'no-cycles', from: {}, to: { circular: true } },
  { name: 'no-orphans', from: { orphan: true, pathNot: tests }, to: {} },
  { name: 'resolves', from: {}, to: { couldNotResolve: true, pathNot: '^node:' } },
]

const root = fileURLToPath(new URL('..', import.meta.url))
const folders = ['core', 'connectors', 'webhooks', 'manifests', 'migrations']

describe('the tree', () => {
  let files: string[]
  let seen: ICruiseResult
  beforeAll(async () => {
    files = await sources(root)
    seen = await look(root, files)
  }, 60_000)

  test('keeps the import rules', () => {
    expect(violations(seen)).toEqual([])
  })

  test('was seen: every file of every folder, and an import that is known to stand there', () => {
    const modules = new Set(seen.modules.map((module) => module.source))
    for (const folder of folders) {
      expect(files.filter((file) => file.startsWith(`${folder}/`)).length, folder).toBeGreaterThan(0)
    }
    expect(files.filter((file) => !modules.has(file))).toEqual([])
    expect(importsOf(seen, 'connectors/connector.ts')).toContain('core/domain/place.ts')
    expect(importsOf(seen, 'core/outside/persistence/store.ts').join(' ')).toContain('@mikro-orm')
  })

  test('reads process.env in webhooks/main.ts alone', () => {
    const readers = files.filter((file) => readsEnvironment(readFileSync(join(root, file), 'utf8')))
    expect(readers).toEqual(['webhooks/main.ts'])
  })
})

describe('the rules catch', () => {
  const planted: Record<string, Record<string, string>> = {
    'core-knows-no-platform': { 'core/a.ts': "import '#connectors/x/index.ts'", 'connectors/x/index.ts': '' },
    'domain-imports-itself': { 'core/domain/a.ts': "import type { P } from '../ports.ts'", 'core/ports.ts': '' },
    'outside-comes-through-wire': { 'webhooks/api/a.ts': "import '#core/outside/b.ts'", 'core/outside/b.ts': '' },
    'outside-knows-ports-only': { 'core/outside/b.ts': "import '../intake/c.ts'", 'core/intake/c.ts': '' },
    'connectors-know-the-contract': { 'connectors/x/a.ts': "import '#core/ports.ts'", 'core/ports.ts': '' },
    'connectors-know-no-sibling': { 'connectors/x/a.test.ts': "import '../y/b.ts'", 'connectors/y/b.ts': '' },
    'koa-stays-home': { 'core/a.ts': "import Koa from 'koa'" },
    'mikroorm-stays-home': { 'webhooks/api/a.ts': "import type { EntityManager } from '@mikro-orm/core'" },
    'postgres-stays-home': { 'core/intake/a.ts': "import pg from 'pg'" },
    'queue-stays-home': { 'webhooks/a.ts': "import { Queue } from 'bullmq'" },
    'slack-stays-home': { 'connectors/email/a.ts': "import { WebClient } from '@slack/web-api'" },
    'sendgrid-stays-home': { 'webhooks/a.ts': "import mail from '@sendgrid/mail'" },
    'teams-stays-home': { 'core/a.ts': "import { CloudAdapter } from 'botbuilder'" },
    'discord-stays-home': { 'connectors/slack/a.ts': "import { Client } from 'discord.js'" },
    'twilio-stays-home': { 'connectors/slack/a.ts': "import twilio from 'twilio'" },
    'models-stays-home': { 'core/answering/a.ts': "import OpenAI from 'openai'" },
    'no-cycles': { 'core/a.ts': "import type { B } from './b.ts'", 'core/b.ts': "import type { A } from './a.ts'" },
    'no-orphans': { 'core/a.ts': 'export const a = 1' },
    resolves: { 'core/a.ts': "import './absent.ts'" },
  }
  const folder = mkdtempSync(join(tmpdir(), 'lummy-architecture-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('each of them, so none is untried', () => {
    expect(Object.keys(planted).sort()).toEqual(rules.map((rule) => rule.name!).sort())
  })

  test.each(Object.entries(planted))('%s', async (name, files) => {
    const tree = join(folder, name)
    plant(tree, { ...files, 'package.json': readFileSync(join(root, 'package.json'), 'utf8') })
    const found = await look(tree, Object.keys(files))
    expect(found.summary.violations.map((violation) => violation.rule.name)).toContain(name)
  })

  test.each([
    ['process.env.PORT', true],
    ["process['env'].PORT", true],
    ['globalThis.process.env', true],
    ['const { env } = process', true],
    ["import { env } from 'node:process'", true],
    ["import * as process from 'process'; process.env", true],
    ['process.exit(0) // process.env', false],
    ["const words = 'process.env'", false],
    ['tools.env.PORT', false],
  ])('a reader of the environment in "%s": %s', (text, reads) => {
    expect(readsEnvironment(text)).toBe(reads)
  })
})

async function look(baseDir: string, files: string[]): Promise<ICruiseResult> {
  const { output } = await cruise(
    files,
    {
      baseDir,
      validate: true,
      ruleSet: { forbidden: rules },
      // Type-only imports count: a type is knowledge too.
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
    },
    { conditionNames: ['import', 'require', 'node', 'default', 'types'], exportsFields: ['exports'] },
  )
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with text: ${output}`)
  return output
}

function violations(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).sort()
}

function importsOf(result: ICruiseResult, source: string): string[] {
  const found = result.modules.find((module) => module.source === source)
  return found?.dependencies.map((dependency) => dependency.resolved) ?? []
}

async function sources(base: string): Promise<string[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(base, folder), { recursive: true }).catch(() => [])
      return entries.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`)
    }),
  )
  return found.flat().sort()
}

function plant(tree: string, files: Record<string, string>) {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, name)), { recursive: true })
    writeFileSync(join(tree, name), text)
  }
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'))
}

/** Tells whether a program reads the environment, by its syntax tree: words in comments and strings do not count. */
function readsEnvironment(text: string): boolean {
  let reads = false
  const isProcess = (node: ts.Node) => /(^|\.)process$/.test(node.getText())
  const visit = (node: ts.Node) => {
    if (ts.isPropertyAccessExpression(node) && node.name.text === 'env' && isProcess(node.expression)) reads = true
    if (ts.isElementAccessExpression(node) && isProcess(node.expression)) reads = true
    if (ts.isVariableDeclaration(node) && node.initializer && isProcess(node.initializer)) reads = true
    if (ts.isImportDeclaration(node) && /^['"](node:)?process['"]$/.test(node.moduleSpecifier.getText())) {
      reads ||= /\benv\b/.test(node.importClause?.getText() ?? '')
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest, true))
  return reads
}
