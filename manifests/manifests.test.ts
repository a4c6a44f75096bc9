import { readdirSync, readFileSync } from 'node:fs'
import { inflateSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { discordCommands, help as discordHelp, readCommand } from '#connectors/discord/commands.ts'
import { discordManifest } from '#connectors/discord/manifest.ts'
import { slackManifest } from '#connectors/slack/manifest.ts'
import { botScopes, eventScopes, methodScopes } from '#connectors/slack/scopes.ts'
import { drawIcons } from '#connectors/teams/icons.ts'
import { iconNames, teamsManifest } from '#connectors/teams/manifest.ts'
import { teamsPackage } from '#connectors/teams/package.ts'
import { commands, usageOf } from '#core/domain/commands.ts'
import { manifestCommand } from '#webhooks/cli/manifest.ts'
import { readRoute, returnEndpoint, returnUrl } from '#webhooks/inbound/route.ts'
import { cleanUp, file, run } from '#webhooks/tests/cli-bench.ts'

const source = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
const urls = (manifest: string) => [...manifest.matchAll(/url: "(.*)"/g)].map((match) => match[1])

describe('manifests/slack.yaml', () => {
  test('is what "lummy manifest slack" prints', () => {
    expect(source('manifests/slack.yaml')).toBe(slackManifest({ url: '<PUBLIC_URL>' }))
  })

  test('its addresses are our routes', () => {
    expect(urls(slackManifest({ url: 'https://desk.example/' }))).toEqual(
      Array(3).fill('https://desk.example/webhooks/slack'),
    )
    expect(urls(slackManifest({ url: 'https://desk.example', integration: 'x1' }))).toEqual([
      'https://desk.example/webhooks/slack/x1/commands',
      'https://desk.example/webhooks/slack/x1/events',
      'https://desk.example/webhooks/slack/x1/interactivity',
    ])
  })

  test('its redirect address is where the hub takes people back from Slack, and only the app of all has one', () => {
    const redirects = (manifest: string) => parse(manifest).oauth_config.redirect_urls
    expect(redirects(slackManifest({ url: 'https://desk.example/' }))).toEqual([
      returnUrl('https://desk.example', 'slack'),
    ])
    const { pathname } = new URL(returnUrl('https://desk.example', 'slack'))
    expect(readRoute(pathname)).toEqual({ connector: 'slack', endpoint: returnEndpoint })
    expect(redirects(slackManifest({ url: 'https://desk.example', integration: 'x1' }))).toBeUndefined()
    expect(redirects(slackManifest({ url: 'https://desk.example', socketMode: true }))).toBeUndefined()
  })

  test('for Socket Mode it has no address at all', () => {
    const manifest = slackManifest({ url: 'https://desk.example', socketMode: true })
    expect(urls(manifest)).toEqual([])
    expect(manifest).toContain('socket_mode_enabled: true')
  })

  test('its scopes are those that our calls and events need, and no other', () => {
    const asked = [...source('manifests/slack.yaml').matchAll(/^ {6}- "([a-z:._]+)"$/gm)].map((match) => match[1])
    const events = Object.keys(eventScopes)
    expect(asked.filter((name) => !events.includes(name!))).toEqual(botScopes())
    expect(asked.filter((name) => events.includes(name!)).sort()).toEqual(events.sort())
  })

  test('every method of the table is called somewhere, and every call is in the table', () => {
    const folder = new URL('../connectors/slack/', import.meta.url)
    const files = readdirSync(folder).filter(
      (name) => name.endsWith('.ts') && !/\.test\.ts$|loopback|samples|scopes/.test(name),
    )
    const called = files.flatMap((name) =>
      [...source(`connectors/slack/${name}`).matchAll(/(?:call|openApi\([^)]*\))\(\s*'([a-zA-Z0-9.]+)'/g)].map(
        (match) => match[1]!,
      ),
    )
    expect(new Set(called)).toEqual(new Set(Object.keys(methodScopes)))
  })
})

/** What Microsoft's schema for version 1.19 says of the fields that we use, in our words; it allows no others. */
const guid = z.string().regex(/^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i)
const address = z
  .string()
  .max(2048)
  .regex(/^https:\/\//)
const teamsSchema = z.strictObject({
  $schema: z.literal('https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json'),
  manifestVersion: z.literal('1.19'),
  version: z.string().regex(/^\d+\.\d+\.\d+$/),
  id: guid,
  name: z.strictObject({ short: z.string().min(1).max(30), full: z.string().min(1).max(100) }),
  description: z.strictObject({ short: z.string().min(1).max(80), full: z.string().min(1).max(4000) }),
  developer: z.strictObject({
    ...{ name: z.string().min(1).max(32), websiteUrl: address, privacyUrl: address, termsOfUseUrl: address },
  }),
  icons: z.strictObject({ color: z.string().max(2048), outline: z.string().max(2048) }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  bots: z
    .array(
      z.strictObject({
        botId: guid,
        scopes: z.array(z.enum(['team', 'personal', 'groupChat'])).max(3),
        supportsFiles: z.boolean(),
        isNotificationOnly: z.literal(false),
        commandLists: z
          .array(
            z.strictObject({
              scopes: z.array(z.enum(['team', 'personal', 'groupChat'])).max(3),
              commands: z
                .array(z.strictObject({ title: z.string().max(32), description: z.string().max(128) }))
                .max(10),
            }),
          )
          .max(3),
      }),
    )
    .length(1),
  defaultInstallScope: z.enum(['personal', 'team', 'groupChat', 'meetings']),
  defaultGroupCapability: z.strictObject({ team: z.enum(['tab', 'bot', 'connector']) }),
  validDomains: z
    .array(
      z
        .string()
        .max(2048)
        .regex(/^[^/]+$/),
    )
    .max(16),
  webApplicationInfo: z.strictObject({ id: guid, resource: z.string().max(2048) }),
  authorization: z.strictObject({
    permissions: z.strictObject({
      resourceSpecific: z
        .array(z.strictObject({ name: z.string().max(128), type: z.enum(['Application', 'Delegated']) }))
        .max(16),
    }),
  }),
})

describe('manifests/teams', () => {
  afterAll(cleanUp)
  const app = '00000000-1111-2222-3333-444444444444'

  test('holds what "lummy manifest teams" packs, with places to fill in', () => {
    const template = teamsManifest({ url: '<PUBLIC_URL>', appId: '<APP_ID>' })
    expect(JSON.parse(source('manifests/teams/manifest.json'))).toEqual(template)
    const drawn = drawIcons()
    for (const name of ['color', 'outline'] as const) {
      const kept = readFileSync(new URL(`teams/${iconNames[name]}`, import.meta.url))
      expect(pixels(kept)).toEqual(pixels(drawn[name]))
    }
  })

  test('the manifest keeps the rules of its schema', () => {
    expect(teamsSchema.safeParse(teamsManifest({ url: 'https://desk.example/', appId: app })).error).toBeUndefined()
    const manifest = teamsSchema.parse(teamsManifest({ url: 'https://desk.example/', appId: app }))
    expect(manifest.bots[0]?.botId).toBe(manifest.webApplicationInfo.id)
    expect(manifest.validDomains).toEqual(['desk.example'])
  })

  test('the icons have the sizes that Teams wants, the outline white on nothing', () => {
    const { color, outline } = drawIcons()
    expect([pixels(color).width, pixels(color).height]).toEqual([192, 192])
    expect([pixels(outline).width, pixels(outline).height]).toEqual([32, 32])
    const dots = pixels(outline).dots
    expect(dots.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true)
    const shown = dots.filter(([, , , alpha]) => alpha! > 127).length
    expect([shown > 50, shown < 400]).toEqual([true, true])
    expect(pixels(color).dots.every(([, , , alpha]) => alpha === 255)).toBe(true)
  })

  test('the command writes a zip of the three, the same each time', async () => {
    const out = file('lummy.zip', '')
    const words = ['teams', '--url', 'https://desk.example', '--app', app, '--out', out]
    expect(await run(manifestCommand, words)).toMatchObject({ code: 0, stdout: expect.stringContaining(out) })
    const bytes = readFileSync(out)
    expect(bytes).toEqual(teamsPackage({ url: 'https://desk.example', appId: app }))
    const files = unzipped(bytes)
    expect([...files.keys()]).toEqual(['manifest.json', 'color.png', 'outline.png'])
    expect(teamsSchema.safeParse(JSON.parse(String(files.get('manifest.json')))).success).toBe(true)
    expect(pixels(files.get('color.png')!).width).toBe(192)
  })

  test('a package for a bot that is not made yet keeps the rules, and says what is missing', async () => {
    const out = file('no-app.zip', '')
    const { code, stdout } = await run(manifestCommand, ['teams', '--url', 'https://desk.example', '--out', out])
    expect([code, stdout]).toEqual([0, expect.stringContaining('names no bot yet')])
    const manifest = JSON.parse(String(unzipped(readFileSync(out)).get('manifest.json')))
    expect(teamsSchema.safeParse(manifest).success).toBe(true)
  })

  test.each([
    [['teams', '--url', 'https://desk.example', '--app', 'lummy'], '--app is the Microsoft App ID'],
    [['teams', '--url', 'http://desk.example', '--app', app], 'https alone'],
    [['discourse'], 'There is no manifest for discourse'],
  ])('%j is told what is missing', async (words, sentence) => {
    expect(await run(manifestCommand, words)).toMatchObject({ code: 2, stderr: expect.stringContaining(sentence) })
  })
})

/** Reads a zip of stored files by its directory, as every reader does. */
function unzipped(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  const files = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let index = 0; index < bytes.readUInt16LE(end + 10); index++) {
    const [size, name] = [bytes.readUInt32LE(at + 24), bytes.readUInt16LE(at + 28)]
    const local = bytes.readUInt32LE(at + 42)
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    files.set(bytes.toString('utf8', at + 46, at + 46 + name), bytes.subarray(from, from + size))
    at += 46 + name
  }
  return files
}

/** Reads an RGBA PNG without filters, as we write them. */
function pixels(given: Uint8Array): { width: number; height: number; dots: number[][] } {
  const png = Buffer.from(given)
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const length = png.readUInt32BE(33)
  const rows = inflateSync(png.subarray(41, 41 + length))
  const dots = Array.from({ length: width * height }, (_, index) => {
    const from = Math.floor(index / width) * (width * 4 + 1) + 1 + (index % width) * 4
    return [...rows.subarray(from, from + 4)]
  })
  return { width, height, dots }
}

describe('the words of commands', () => {
  const words = commands.map(({ word }) => word)

  test('are the same on every platform', () => {
    const [lummy] = JSON.parse(source('manifests/discord-commands.json')) as { options: { name: string }[] }[]
    expect(lummy?.options.map(({ name }) => name)).toEqual([...words, 'channel'])
    const [slash] = parse(source('manifests/slack.yaml')).features.slash_commands as { usage_hint: string }[]
    expect(slash?.usage_hint.split(' | ').map((usage) => usage.split(' ')[0])).toEqual(words)
    const [list] = JSON.parse(source('manifests/teams/manifest.json')).bots[0].commandLists
    expect(list.commands.map(({ title }: { title: string }) => title)).toEqual([...words.slice(0, 9), 'help'])
  })

  test('are each told in the help, which Discord shows whole', () => {
    for (const command of commands) expect(discordHelp).toContain(`/lummy ${usageOf(command)}\``)
    expect(discordHelp.length).toBeLessThanOrEqual(2_000)
    expect(new Set(words).size).toBe(commands.length)
  })
})

describe('manifests/discord-commands.json', () => {
  interface Option {
    type: number
    name: string
    description: string
    required?: boolean
    options?: Option[]
  }
  const [lummy, ...others] = JSON.parse(source('manifests/discord-commands.json')) as (Option & { options: Option[] })[]

  test('is what "lummy manifest discord" prints and "integrations add" registers', () => {
    expect(source('manifests/discord-commands.json')).toBe(discordManifest())
    expect([lummy, ...others]).toEqual(discordCommands())
  })

  test('every word of it is understood, with what follows it', () => {
    expect(others).toEqual([])
    expect(lummy?.options.length).toBeGreaterThan(10)
    for (const { name, options = [] } of lummy?.options ?? []) {
      const said = options.map((option) => ({ type: 3, name: option.name, value: `my ${option.name}` }))
      const read = readCommand({ name: 'lummy', options: [{ type: 1, name, options: said }] })
      const action = commands.find(({ word }) => word === name)?.action
      expect(read).toEqual({
        word: name,
        ...(action && { action, text: options.map((option) => `my ${option.name}`).join(' ') }),
      })
    }
    expect(readCommand({ name: 'lummy', options: [{ type: 1, name: 'tomorrow' }] })).toMatchObject({ action: 'help' })
  })

  test('keeps to what Discord takes: names, lengths, and what is required first', () => {
    const all = [lummy!, ...lummy!.options, ...lummy!.options.flatMap(({ options = [] }) => options)]
    for (const { name, description } of all) {
      expect(name).toMatch(/^[a-z]{1,32}$/)
      expect(description.length).toBeLessThanOrEqual(100)
    }
    for (const { options = [] } of lummy!.options) {
      const required = options.map((option) => option.required === true)
      expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)))
    }
  })
})
