import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { connectors } from '#connectors/index.ts'
import { commands, usageOf } from '#core/domain/commands.ts'

const at = (path: string) => new URL(`../../${path}`, import.meta.url)
const read = (path: string) => readFileSync(at(path), 'utf8')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'core/README.md',
  'connectors/README.md',
  ...connectors.map(({ id }) => `connectors/${id}/README.md`),
]

describe('the pages', () => {
  test.each(pages)('every link of %s leads to something', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g)].map(([, link]) => link ?? '')
    const broken = links.filter((link) => !existsSync(new URL(link, at(page))))
    expect(broken).toEqual([])
  })

  test('the README begins with the two commands', () => {
    const firstScreen = read('README.md').split('\n').slice(0, 12).join('\n')
    expect(firstScreen).toContain('npm ci && npm start')
    expect(firstScreen).toContain('npm ci && npm test')
  })

  test('every npm script that a page names exists', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
    const named = pages.flatMap((page) => [...read(page).matchAll(/npm run ([a-z:]+)/g)].map(([, name]) => name ?? ''))
    expect(named).toContain('lummy')
    expect(named.filter((name) => !(name in scripts))).toEqual([])
  })

  test('every variable of the README is one that we read', () => {
    const example = read('.env.example')
    const settings = read('README.md').split('## Settings')[1]?.split('In production')[0] ?? ''
    const named = [...settings.matchAll(/`([A-Z][A-Z_]+)`/g)].map(([, name]) => name ?? '')
    expect(named.length).toBeGreaterThan(5)
    for (const name of named) expect(example).toMatch(new RegExp(`^#?\\s?${name}=`, 'm'))
  })
})

describe('the tables', () => {
  test('connectors/README.md lists what staff can say', () => {
    const rows = rowsOf(read('connectors/README.md'), 'word')
    expect(rows).toEqual(commands.map((command) => [`\`${usageOf(command)}\``, command.help]))
  })

  test('connectors/README.md lists the registry, with its abilities', () => {
    const rows = rowsOf(read('connectors/README.md'), 'connector').map(([name = '', channel, ...can]) => ({
      id: /\[(.+?)\]/.exec(name)?.[1],
      channel,
      customers: can[0] === 'yes',
      staff: can[1] === 'yes',
      updates: can[2] === 'yes',
    }))
    const registered = connectors.map(({ id, abilities: { channel, customers, staff, updates } }) => ({
      id,
      channel,
      customers,
      staff,
      updates,
    }))
    const byId = (a: { id?: string | undefined }, b: { id?: string | undefined }) =>
      String(a.id).localeCompare(String(b.id))
    expect(rows.sort(byId)).toEqual(registered.sort(byId))
  })

  test('the README names every channel that can be connected', () => {
    const manuals = rowsOf(read('README.md'), 'channel').map((row) => /\((connectors\/[^)]+)\)/.exec(row[3] ?? '')?.[1])
    expect(manuals.sort()).toEqual(connectors.map(({ id }) => `connectors/${id}/README.md`).sort())
  })

  test('the README lists the commands that there are, and no other', () => {
    const sources = readdirSync(at('webhooks/cli')).filter((name) => name.endsWith('.ts') && !name.includes('.test.'))
    const commands = sources.flatMap((name) =>
      [...read(`webhooks/cli/${name}`).matchAll(/^ {2}name: '([a-z ]+)',$/gm)].map(([, command]) => command ?? ''),
    )
    const told = rowsOf(read('README.md'), 'command').flatMap(([cell = '']) =>
      [...cell.matchAll(/`([^`]+)`/g)].map(([, words]) => words ?? ''),
    )
    const isOf = (words: string, command: string) => words === command || words.startsWith(`${command} `)
    expect(commands).toContain('start')
    expect(commands.filter((command) => !told.some((words) => isOf(words, command)))).toEqual([])
    expect(told.filter((words) => !commands.some((command) => isOf(words, command)))).toEqual([])
  })

  test('core/README.md describes every folder of core', () => {
    const told = rowsOf(read('core/README.md'), 'folder').flatMap(([names = '']) =>
      [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? ''),
    )
    expect(told.length).toBeGreaterThan(10)
    expect(told.filter((name) => !existsSync(at(`core/${name}`)))).toEqual([])
  })
})

/** The cells of the table whose first head is `head`. */
function rowsOf(page: string, head: string): string[][] {
  const lines = page.split('\n')
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`))
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'))
  return lines.slice(start + 2, end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}
