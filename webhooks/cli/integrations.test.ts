import { afterEach, describe, expect, test } from 'vitest'
import { discord } from '#connectors/discord/index.ts'
import { sms } from '#connectors/sms/index.ts'
import { cleanUp, openHouse, run } from '#webhooks/tests/cli-bench.ts'
import { discordServer, openDiscord } from '../tests/platforms/discord-platform.ts'
import type { Platform } from '../tests/platforms/platform.ts'
import { openTwilio, twilioAccount } from '../tests/platforms/twilio-platform.ts'
import { doctorCommand } from './doctor.ts'
import { integrationsAddCommand, integrationsSetUpCommand } from './integrations.ts'

let twilio: Platform | undefined
afterEach(async () => {
  await twilio?.close()
  twilio = undefined
  await cleanUp()
})

/** A shop with a number at Twilio that no other test has, and a hub at this address. */
async function shopWithNumber() {
  const publicUrl = 'https://desk.example'
  const number = `+1555${String(Math.floor(Math.random() * 1e7)).padStart(7, '0')}`
  const account = twilioAccount(number)
  twilio = await openTwilio(account)
  const { house, scope } = await openHouse()
  const tools = {
    ...{ environment: { TWILIO_API_URL: twilio.url }, now: () => new Date(), log: { info() {}, warn() {} } },
    file: () => Promise.reject(new Error('no files')),
  }
  house.tools = () => tools
  house.connect = ({ id, settings }) =>
    sms.open(sms.settings.parse(settings), { ...tools, webhookUrl: `${publicUrl}/webhooks/sms/${id}` })
  const words = ['sms', `accountSid=${account.accountSid}`, `authToken=${account.authToken}`, `numbers=${number}`]
  return { house, scope, account, number, words, publicUrl }
}

describe('lummy integrations add sms', () => {
  test('enters the address at the number, says what was set, and doctor finds it there', async () => {
    const { house, scope, account, number, words, publicUrl } = await shopWithNumber()
    const { code, stdout } = await run(integrationsAddCommand, words, { house, publicUrl })
    expect(code).toBe(0)
    const [row] = await scope.integrations.list()
    expect(row).toMatchObject({ connector: 'sms', account: number, settings: { numbers: [number] } })
    const address = `${publicUrl}/webhooks/sms/${row?.id}`
    expect(account.numbers[0]?.smsUrl).toBe(address)
    expect(stdout).toContain(
      `Webhook address: ${address}\nNext:\n  1. Texts to ${number} come here.\n  2. Text ${number}`,
    )
    const good = await run(doctorCommand, [], { house, publicUrl })
    expect(good.stdout).toMatch(/ok +sms \+1555\d+: credentials are good/)
    account.numbers[0]!.smsUrl = 'https://elsewhere.example/'
    const bad = await run(doctorCommand, [], { house, publicUrl })
    expect(bad.stdout).toContain(`Texts to ${number} go to https://elsewhere.example/, not to ${address}.`)
    expect(bad.code).toBe(1)
    const again = await run(integrationsSetUpCommand, ['sms'], { house, publicUrl })
    expect(again.stdout).toContain(`1. Texts to ${number} come here, where`)
    expect(account.numbers[0]?.smsUrl).toBe(address)
    expect((await run(integrationsSetUpCommand, ['webchat'], { house, publicUrl })).stderr).toContain(
      'nothing to set up',
    )
  })

  test('connects also where Twilio would not take the address, and says what to do by hand', async () => {
    const { house, words, publicUrl } = await shopWithNumber()
    // The number is found once more, and cannot be changed.
    await twilio?.misbehave({ does: 'answer', status: 400, after: 'reading', on: '/IncomingPhoneNumbers/' })
    const { code, stdout } = await run(integrationsAddCommand, words, { house, publicUrl })
    expect(code).toBe(0)
    expect(stdout).toMatch(
      /1\. SMS and WhatsApp could not be set up: Twilio .*set "A message comes in" to .*\/webhooks\/sms\//,
    )
  })

  test('refuses wrong credentials before anything is stored', async () => {
    const { house, scope, words, publicUrl } = await shopWithNumber()
    const wrong = words.map((word) => (word.startsWith('authToken') ? `authToken=${'f'.repeat(32)}` : word))
    await expect(run(integrationsAddCommand, wrong, { house, publicUrl })).rejects.toThrow('credentials')
    expect(await scope.integrations.list()).toEqual([])
  })
})

describe('lummy integrations add discord', () => {
  test('finds what nobody has to type in, registers the commands, and doctor names the permission that is missing', async () => {
    const platform = await openDiscord()
    const { house, scope } = await openHouse()
    const tools = {
      ...{ environment: { DISCORD_API_URL: platform.url }, now: () => new Date(), log: { info() {}, warn() {} } },
      file: () => Promise.reject(new Error('no files')),
    }
    house.tools = () => tools
    house.connect = ({ settings }) => discord.open(discord.settings.parse(settings), tools)
    // Other tests connect the same server in the same database.
    for (const one of await house.store.system.integrations('discord'))
      await house.store.of(one.businessId).integrations.update(one.integration.id, { status: 'removed' })
    const publicUrl = 'https://desk.example'
    const { guild, botToken, desk, application, bot } = discordServer
    const words = ['discord', `botToken=${botToken}`, `channel=${desk}`]
    const { code, stdout } = await run(integrationsAddCommand, words, { house, publicUrl })
    expect(stdout).toContain('Discord is connected as The Shop.')
    expect(stdout).toContain('1. /lummy is registered in the server The Shop.')
    expect(stdout).toMatch(/Message Content Intent/)
    expect(code).toBe(0)
    const [row] = await scope.integrations.list()
    expect(row).toMatchObject({ connector: 'discord', account: guild })
    expect(row?.settings).toMatchObject({ guildId: guild, applicationId: application, botUserId: bot, channel: desk })
    expect(row?.settings.publicKey).toBe(platform.publicKey)
    const log = await platform.accepted()
    expect(log.map(({ id }) => id)).toEqual(['commands'])
    expect((await run(doctorCommand, [], { house, publicUrl })).stdout).toMatch(
      /ok +discord The Shop: credentials are good: The Shop as lummy, in #desk/,
    )
    platform.forbid(1n << 38n)
    const bad = await run(doctorCommand, [], { house, publicUrl })
    expect(bad.stdout).toContain('In #desk the bot lacks Send Messages in Threads')
    expect(bad.code).toBe(1)
    const wrong = ['discord', 'botToken=a.b.c', `channel=${desk}`]
    await expect(run(integrationsAddCommand, wrong, { house, publicUrl })).rejects.toThrow('new bot token')
    await platform.close()
  })
})
