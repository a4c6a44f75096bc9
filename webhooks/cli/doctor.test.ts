import { afterEach, describe, expect, test } from 'vitest'
import { email } from '#connectors/email/index.ts'
import { quietTools } from '#connectors/shared/quiet-tools.ts'
import { cleanUp, openHouse, run, serve } from '#webhooks/tests/cli-bench.ts'
import { doctorCommand } from './doctor.ts'
import { keysRotateCommand } from './keys.ts'
import { manifestCommand } from './manifest.ts'

afterEach(cleanUp)

describe('lummy doctor', () => {
  const settings = {
    address: 'help@shop.example',
    name: 'Shop',
    apiKey: 'SG.test-key-of-a-test',
    inboundDomain: 'in.shop.example',
  }

  /** SendGrid's API as far as the doctor goes; a mail that was accepted is handed to `deliver` by its Message-ID. */
  async function sendGrid(deliver: (messageId: string) => Promise<void>) {
    return serve(async (request, response) => {
      const parts: Buffer[] = []
      for await (const part of request) parts.push(part as Buffer)
      if (request.url === '/healthz') return void response.end('ok')
      if (request.url === '/v3/scopes')
        return void response.setHeader('content-type', 'application/json').end('{"scopes":["mail.send"]}')
      const mail = JSON.parse(Buffer.concat(parts).toString()) as { headers: Record<string, string> }
      response.writeHead(202).end()
      const [id] = Object.entries(mail.headers).flatMap(([name, value]) =>
        name.toLowerCase() === 'message-id' ? [value] : [],
      )
      await deliver(id!)
    })
  }

  async function shopWithMail(arrives: boolean) {
    const { house, businessId, agentId, scope } = await openHouse()
    const account = `help-${businessId}@shop.example`
    const base = await sendGrid(async (messageId) => {
      if (!arrives) return
      const place = { connector: 'email', account, thread: account, private: true }
      const author = {
        handle: { kind: 'email' as const, value: account },
        isUs: true,
        isMachine: false,
        isOutsider: false,
        isVerified: true,
      }
      const event = {
        type: 'message' as const,
        id: messageId,
        messageId,
        place,
        at: new Date().toISOString(),
        author,
        text: 'x',
        attachments: [],
      }
      await house.store.system.keep([
        { businessId, lane: 'doctor', connector: 'email', account, platformId: messageId, event },
      ])
    })
    await scope.integrations.add({
      agentId,
      connector: 'email',
      account,
      label: account,
      settings: { ...settings, address: account },
    })
    house.connect = (integration) =>
      email.open(
        email.settings.parse(integration.settings),
        quietTools(() => new Date(), { environment: { SENDGRID_API_URL: base } }),
      )
    return { house, base, scope, account }
  }

  test('says ok for each thing that works, a mail there and back among them', async () => {
    const { house, base } = await shopWithMail(true)
    const { code, stdout } = await run(doctorCommand, ['--mail-wait', '5'], { house, publicUrl: base })
    expect(stdout).toMatch(/ok +database: answers/)
    expect(stdout).toMatch(/ok +queue: PostgreSQL/)
    expect(stdout).toMatch(/ok +keys: open the credentials of all 1 integrations/)
    expect(stdout).toMatch(/ok +email help-.*credentials are good/)
    expect(stdout).toMatch(/ok +mail to help-.*came back in/)
    expect(code).toBe(0)
  })

  test('a mail that does not come back is a failure that says what to look at', async () => {
    const { house, base } = await shopWithMail(false)
    const { code, stdout } = await run(doctorCommand, ['--mail-wait', '0.3'], { house, publicUrl: base })
    expect(code).toBe(1)
    expect(stdout).toMatch(/fail +mail to .*did not come back[\s\S]*→ See that the MX record of in\.shop\.example/)
  })

  test('an account that a person has to mend is a failure, with what to grant and how many messages wait', async () => {
    const { house, base, scope, account } = await shopWithMail(true)
    await scope.integrations.note('email', account, { status: 'failing', lastError: 'It needs a valid API key.' })
    const { code, stdout } = await run(doctorCommand, ['--no-mail'], { house, publicUrl: base })
    expect(code).toBe(1)
    expect(stdout).toMatch(/fail +messages to email help-.*: It needs a valid API key\.\n +→ .*Try again now/)
  })

  test('without a database it says so, with what to do, and does not fall over', async () => {
    const { code, stdout } = await run(doctorCommand, [])
    expect(code).toBe(1)
    expect(stdout).toMatch(/fail +database: no database here\n +→ /)
    expect(stdout).toMatch(/warn +PUBLIC_URL/)
  })
})

test('lummy keys rotate goes through all batches', async () => {
  const { house } = await openHouse()
  const { code, stdout } = await run(keysRotateCommand, [], { house })
  expect(code).toBe(0)
  expect(stdout).toMatch(/0 of \d+ integrations were sealed anew/)
})

test('lummy manifest slack prints the manifest for an address, and refuses other platforms and addresses', async () => {
  const { code, stdout } = await run(manifestCommand, ['slack', '--url', 'https://desk.example/'])
  expect(code).toBe(0)
  expect(stdout).toContain('https://desk.example/webhooks/slack')
  expect(await run(manifestCommand, ['teams'])).toMatchObject({ code: 2 })
  expect(await run(manifestCommand, ['slack', '--url', 'desk'])).toMatchObject({ code: 2 })
})
