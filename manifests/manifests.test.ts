import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { slackManifest } from '#connectors/slack/manifest.ts'
import { botScopes, eventScopes, methodScopes } from '#connectors/slack/scopes.ts'
import { readRoute, returnEndpoint, returnUrl } from '#webhooks/inbound/route.ts'

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
