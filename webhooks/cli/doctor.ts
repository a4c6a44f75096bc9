import { randomUUID } from 'node:crypto'
import { constants } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import type { Integration } from '#core/domain/business.ts'
import { countedDays, withHealth } from '#core/integrations/health.ts'
import { type CliCommand, type CliContext, exitCodes, type House } from './command.ts'

/** One thing that was looked at; `advice` says what to do. */
interface Finding {
  state: 'ok' | 'warn' | 'fail'
  name: string
  said: string
  advice?: string
}

export const doctorCommand: CliCommand = {
  name: 'doctor',
  summary: 'check configuration, database, queue, keys, addresses and integrations, and say what to do',
  configure: (command) =>
    void command
      .option('--no-mail', 'send no test mail')
      .option('--mail-wait <seconds>', 'how long the test mail may take', '60'),
  async run(_args, options, context) {
    let failures = 0
    const tell = (finding: Finding) => {
      if (finding.state === 'fail') failures += 1
      const advice = finding.advice === undefined ? '' : `\n        → ${finding.advice}`
      context.stdout.write(`${finding.state.padEnd(5)} ${finding.name}: ${finding.said}${advice}\n`)
    }
    const waitMs = Number(options.mailWait ?? 60) * 1000
    for await (const finding of findings(context, { withMail: options.mail !== false, waitMs })) tell(finding)
    context.stdout.write(
      failures === 0 ? '\nNothing is broken.\n' : `\n${failures} broken: see the lines that begin with "fail".\n`,
    )
    return failures === 0 ? exitCodes.done : exitCodes.failed
  },
}

async function* findings(context: CliContext, mail: { withMail: boolean; waitMs: number }): AsyncGenerator<Finding> {
  yield* configuration(context)
  yield await dataFolder(context.config.dataFolder)
  let house: House
  try {
    house = await context.openHouse()
  } catch (error) {
    const where =
      context.config.databaseUrl === undefined ? 'the data folder’s own database' : 'the database at DATABASE_URL'
    yield {
      state: 'fail',
      name: 'database',
      said: sentence(error),
      advice: `See that ${where} can be opened, then run this again.`,
    }
    return
  }
  try {
    yield await attempt(
      'database',
      async () => {
        await house.store.system.ping()
        return context.config.databaseUrl === undefined ? 'answers (embedded, in the data folder)' : 'answers'
      },
      'Start PostgreSQL, or correct DATABASE_URL.',
    )
    yield await attempt(
      'queue',
      () => house.pingQueue(),
      'Start Redis, or correct REDIS_URL; without it the queue lives in the database.',
    )
    const { finding, all } = await keys(house)
    yield finding
    yield await owner(house)
    const address = await publicAddress(context.config.publicUrl)
    yield address
    for (const { businessId, integration } of all) {
      yield await credentials(house, integration)
      yield* await health(house, businessId, integration)
      if (integration.connector === 'email' && mail.withMail) {
        if (address.state === 'ok') yield await roundTrip(house, businessId, integration, mail.waitMs)
        else
          yield {
            state: 'warn',
            name: `mail to ${integration.account}`,
            said: 'not tried: the hub is not reached at its public address',
            advice: 'Start the hub and run this again.',
          }
      }
    }
    if (all.length === 0) {
      yield {
        state: 'warn',
        name: 'integrations',
        said: 'none is connected',
        advice: 'Connect one: lummy integrations add email (or slack, teams).',
      }
    }
  } finally {
    await house.close()
  }
}

function* configuration({ config }: CliContext): Generator<Finding> {
  yield {
    state: 'ok',
    name: 'configuration',
    said: `${config.isProduction ? 'production' : 'development'}, ${config.publicUrl}`,
  }
  const { protocol, hostname } = new URL(config.publicUrl)
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) {
    yield {
      state: 'warn',
      name: 'PUBLIC_URL',
      said: 'is this machine alone: no platform can reach it',
      advice: 'Set PUBLIC_URL to the address that the internet sees; Slack’s Socket Mode works without.',
    }
  } else if (protocol === 'http:') {
    yield {
      state: 'warn',
      name: 'PUBLIC_URL',
      said: 'is not https: passwords and messages travel in the open',
      advice: 'Put a proxy with a certificate in front, and set PUBLIC_URL to its https address.',
    }
  }
  if (config.isProduction && config.databaseUrl === undefined) {
    yield {
      state: 'warn',
      name: 'DATABASE_URL',
      said: 'is not set: the embedded database serves one process',
      advice: 'For more than one machine set DATABASE_URL and REDIS_URL.',
    }
  }
  if (config.secretKey === undefined) {
    yield {
      state: config.isProduction ? 'fail' : 'ok',
      name: 'LUMMY_SECRET_KEY',
      said: 'is not set: the key file of the data folder is used',
      ...(config.isProduction ? { advice: 'Set it: openssl rand -base64 32' } : {}),
    }
  }
}

async function dataFolder(folder: string): Promise<Finding> {
  return attempt(
    'data folder',
    async () => {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await access(folder, constants.R_OK | constants.W_OK)
      return `${folder} can be written`
    },
    'Give this user the right to write there, or set LUMMY_DATA to another folder.',
  )
}

/** Every sealed credential is opened once: a key that is missing shows here, not at the first customer. */
async function keys(
  house: House,
): Promise<{ finding: Finding; all: { businessId: string; integration: Integration }[] }> {
  try {
    const all = await house.store.system.integrations()
    return {
      finding: { state: 'ok', name: 'keys', said: `open the credentials of all ${all.length} integrations` },
      all,
    }
  } catch (error) {
    return {
      finding: {
        state: 'fail',
        name: 'keys',
        said: sentence(error),
        advice:
          'Put the key that sealed them back into LUMMY_SECRET_KEY (after the newest), or connect the integration again.',
      },
      all: [],
    }
  }
}

async function owner(house: House): Promise<Finding> {
  return attempt(
    'accounts',
    async () => {
      const businesses = await house.store.system.businesses()
      if (businesses.length === 0) throw new Error('there is no business yet')
      return businesses.map((business) => `${business.companyName} (${business.email})`).join(', ')
    },
    'Run npm start and open the link that it prints.',
    'warn',
  )
}

async function publicAddress(publicUrl: string): Promise<Finding> {
  return attempt(
    'hub',
    async () => {
      const response = await fetch(`${publicUrl}/healthz`, { signal: AbortSignal.timeout(5000), redirect: 'manual' })
      if (response.status !== 200) throw new Error(`${publicUrl}/healthz answers ${response.status}`)
      return `answers at ${publicUrl}`
    },
    'Start it with npm start; if it runs, see that the proxy passes this address on to its PORT.',
    'warn',
  )
}

async function credentials(house: House, integration: Integration): Promise<Finding> {
  const name = `${integration.connector} ${integration.label || integration.account}`
  return attempt(
    name,
    async () => {
      const connection = house.connect(integration)
      if (!connection.check) return 'is connected; it has nothing to check'
      const checked = await connection.check()
      if (!checked.ok) throw new Error(checked.problem)
      return `credentials are good: ${checked.label}`
    },
    `Correct the credentials: lummy integrations add ${integration.connector}`,
  )
}

/** What stands in the way of what is to be sent there; nothing where all is well. */
async function health(
  house: House,
  businessId: string,
  { id, connector, label, account }: Integration,
): Promise<Finding[]> {
  const known = (await withHealth({ store: house.store, now: () => new Date() }, businessId)).find(
    ({ integration }) => integration.id === id,
  )
  if (known === undefined) return []
  const { state, sentence, failed, inDoubt } = known.health
  const name = `messages to ${connector} ${label || account}`
  const late = failed + inDoubt
  const lost = late === 0 ? '' : ` In the last ${countedDays} days ${late} did not arrive, or may not have.`
  if (state === 'works')
    return late === 0 ? [] : [{ state: 'warn', name, said: lost.trim(), advice: 'See Waiting in the admin.' }]
  const advice = 'Do that at the platform, then press Try again now under Integrations.'
  return [
    {
      state: state === 'failing' ? 'fail' : 'warn',
      name,
      said: sentence + lost,
      ...(state === 'failing' ? { advice } : {}),
    },
  ]
}

/** Sends a mail to the integration's own inbound address and waits until the hub has stored it. */
async function roundTrip(house: House, businessId: string, integration: Integration, waitMs: number): Promise<Finding> {
  const domain = String(integration.settings.inboundDomain)
  const to = `doctor@${domain}`
  const messageId = `<doctor-${randomUUID()}@${domain}>`
  const startedMs = Date.now()
  return attempt(
    `mail to ${integration.account}`,
    async () => {
      const from = { address: integration.account, name: 'Lummy doctor' }
      await house.connect(integration).send(
        { connector: integration.connector, account: integration.account, thread: to, private: true },
        {
          kind: 'reply',
          id: randomUUID(),
          text: 'This mail was sent by `lummy doctor` to see whether mail arrives. It needs no answer.',
          attachments: [],
          mail: { from, replyTo: to, to: [to], cc: [], subject: 'Does mail arrive?', messageId, references: [] },
        },
      )
      const { inbox } = house.store.of(businessId)
      while (Date.now() - startedMs < waitMs) {
        if (await inbox.byPlatformId(integration.connector, integration.account, messageId)) {
          return `went out and came back in ${((Date.now() - startedMs) / 1000).toFixed(1)} s`
        }
        await new Promise((resume) => setTimeout(resume, Math.min(1000, waitMs / 10)))
      }
      throw new Error(`went out, and did not come back within ${Math.round(waitMs / 1000)} s`)
    },
    `See that the MX record of ${domain} is mx.sendgrid.net and that Inbound Parse posts it to the address that \`lummy integrations add email\` printed.`,
  )
}

async function attempt(
  name: string,
  look: () => Promise<string>,
  advice: string,
  worst: 'warn' | 'fail' = 'fail',
): Promise<Finding> {
  try {
    return { state: 'ok', name, said: await look() }
  } catch (error) {
    return { state: worst, name, said: sentence(error), advice }
  }
}

function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.split('\n')[0] ?? ''
}
