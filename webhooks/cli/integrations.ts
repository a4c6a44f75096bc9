import { z } from 'zod'
import type { Connector } from '#connectors/connector.ts'
import { connectors } from '#connectors/index.ts'
import { webhookUrl } from '../inbound/route.ts'
import { whatIsNext } from '../inbound/set-up.ts'
import { ask } from './ask.ts'
import { type CliCommand, type CliContext, chooseBusiness, exitCodes, type House, WrongUsage } from './command.ts'
import { ownerOf } from './owner.ts'

export const integrationsListCommand: CliCommand = {
  name: 'integrations list',
  summary: 'Show the connected accounts and their webhook addresses.',
  configure(command) {
    command.option('--business <id or address>', 'which business, where there are several')
  },
  async run(_args, options, context) {
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, options.business as string | undefined)
      const all = await house.core.integrations.list(await ownerOf(house.store, businessId))
      for (const one of all) {
        context.stdout.write(`${one.connector.padEnd(8)} ${one.label}  ${one.health.sentence}\n`)
        context.stdout.write(`         ${webhookUrl(context.config.publicUrl, one.connector, one.id)}\n`)
      }
      if (all.length === 0) context.stdout.write('Nothing is connected yet: lummy integrations add --help\n')
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}

export const integrationsAddCommand: CliCommand = {
  name: 'integrations add',
  summary: 'Connect an account: prints its webhook address and the next steps.',
  configure(command) {
    command
      .argument('<connector>', connectors.map(({ id }) => id).join(', '))
      .argument('[settings...]', 'settings as name=value; name=@file reads the value from a file')
      .option('--business <id or address>', 'which business, where there are several')
      .addHelpText('after', `\nSettings:\n${connectors.map(settingsHelp).join('\n')}`)
  },
  async run([id = '', ...pairs], options, context) {
    const connector = connectors.find((one) => one.id === id)
    if (connector === undefined)
      throw new WrongUsage(`There is no connector "${id}": choose ${connectors.map((one) => one.id).join(', ')}.`)
    const given = readSettings(connector, await askForMissing(connector, await readPairs(pairs), context))
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, options.business as string | undefined)
      const { opened, settings } = await add(house, connector, given, businessId)
      const url = webhookUrl(context.config.publicUrl, connector.id, opened.id)
      const steps = await whatIsNext(connector, settings, url, house.tools(connector.id))
      report(connector, opened.label, url, steps, context)
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}

export const integrationsSetUpCommand: CliCommand = {
  name: 'integrations setup',
  summary: 'Enter our addresses and commands at the platform once more.',
  configure(command) {
    command
      .argument('<connector>', connectors.flatMap(({ id, setUp }) => (setUp === undefined ? [] : [id])).join(', '))
      .option('--business <id or address>', 'which business, where there are several')
  },
  async run([id = ''], options, context) {
    const connector = connectors.find((one) => one.id === id)
    if (connector?.setUp === undefined) throw new WrongUsage(`There is nothing to set up for "${id}".`)
    const house = await context.openHouse()
    try {
      const businessId = await chooseBusiness(house.store, options.business as string | undefined)
      const all = (await house.store.of(businessId).integrations.list()).filter(
        (one) => one.connector === id && one.status !== 'removed',
      )
      if (all.length === 0) throw new WrongUsage(`No ${connector.name} is connected: lummy integrations add ${id}`)
      for (const one of all) {
        const url = webhookUrl(context.config.publicUrl, id, one.id)
        report(connector, one.label, url, await whatIsNext(connector, one.settings, url, house.tools(id)), context)
      }
      return exitCodes.done
    } finally {
      await house.close()
    }
  },
}

/** On a terminal, asks for what was not given; Enter leaves an optional setting out. */
async function askForMissing(
  connector: Connector,
  given: Record<string, string>,
  context: CliContext,
): Promise<Record<string, string>> {
  if (!context.isTerminal) return given
  const settings = { ...given }
  for (const { name, description, isRequired } of settingsOf(connector)) {
    if (name in settings || !(isRequired || Object.keys(given).length === 0)) continue
    const said = (await ask(`${description}${isRequired ? '' : ' (optional)'}\n  ${name} = `, context)).trim()
    if (said !== '') settings[name] = said
  }
  return settings
}

async function add(house: House, connector: Connector, given: Record<string, unknown>, businessId: string) {
  const { found, ...named } = await connector.identify(given, house.tools(connector.id))
  const actor = await ownerOf(house.store, businessId)
  const settings = { ...given, ...found }
  return {
    opened: await house.core.integrations.add(actor, { connector: connector.id, ...named, settings }),
    settings,
  }
}

function report(connector: Connector, label: string, url: string, next: string[], context: CliContext): void {
  const steps = next.map((step, i) => `  ${i + 1}. ${step}`)
  context.stdout.write(
    `${connector.name} is connected as ${label}.\nWebhook address: ${url}\nNext:\n${steps.join('\n')}\n`,
  )
}

function readSettings(connector: Connector, given: Record<string, string>): Record<string, unknown> {
  const read = connector.settings.safeParse(given)
  if (read.success) return read.data as Record<string, unknown>
  const problems = read.error.issues.map((issue) => `  ${issue.path.join('.') || 'settings'}: ${issue.message}`)
  throw new WrongUsage(`${connector.name} needs other settings:\n${problems.join('\n')}\n${settingsHelp(connector)}`)
}

async function readPairs(pairs: readonly string[]): Promise<Record<string, string>> {
  const { readFile } = await import('node:fs/promises')
  const settings: Record<string, string> = {}
  for (const pair of pairs) {
    const [name = '', ...rest] = pair.split('=')
    const value = rest.join('=')
    if (rest.length === 0) throw new WrongUsage(`"${pair}" is not name=value.`)
    settings[name] = value.startsWith('@') ? (await readFile(value.slice(1), 'utf8')).trim() : value
  }
  return settings
}

function settingsHelp(connector: Connector): string {
  const lines = settingsOf(connector).map(
    ({ name, description, isRequired }) => `    ${name.padEnd(16)} ${description}${isRequired ? '' : ' (optional)'}`,
  )
  return `  ${connector.id}\n${lines.join('\n')}`
}

function settingsOf(connector: Connector): { name: string; description: string; isRequired: boolean }[] {
  const schema = z.toJSONSchema(connector.settings, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { description?: string }>
    required?: string[]
  }
  return Object.entries(schema.properties ?? {}).map(([name, { description }]) => ({
    name,
    description: description ?? name,
    isRequired: schema.required?.includes(name) ?? false,
  }))
}
