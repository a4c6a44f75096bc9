import { z } from 'zod'
import type { Connector } from '#connectors/connector.ts'
import { Platform, Refused } from '#core/errors.ts'
import { whatIsNext } from '../inbound/set-up.ts'
import { Invalid } from './invalid.ts'
import { type House, route } from './route.ts'
import { connector, integration, shownIntegration } from './schemas/integrations.ts'
import { id } from './schemas/shared.ts'

export const integrationRoutes = [
  route({
    method: 'GET',
    path: '/api/connectors',
    summary: 'The platforms that can be connected, with what each needs.',
    who: 'teammate',
    reply: z.array(connector),
    handle: async ({ connectors, tools }) =>
      connectors.map(({ id, name, settings, secrets, abilities, install, channelPlace }) => ({
        id,
        name,
        settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
        secrets: [...secrets],
        install:
          install === undefined || install.missing(tools(id).environment).length > 0
            ? null
            : z.toJSONSchema(install.settings, { io: 'input', unrepresentable: 'any' }),
        customers: abilities.customers,
        staff: abilities.staff,
        channels: channelPlace !== undefined,
      })),
  }),
  route({
    method: 'POST',
    path: '/api/connectors/:id/install',
    summary: "Begins connecting on the platform's own consent page: the browser goes to `url`, and is sent back.",
    who: 'owner',
    params: id,
    body: z.object({ settings: z.record(z.string(), z.unknown()) }),
    reply: z.object({ url: z.string() }),
    handle: async (house, actor, { params, body }, call) => {
      const found = connectorOf(house, params.id)
      if (!found.install) throw new Refused(404, `${found.name} is connected by its credentials.`)
      const settings = found.install.settings.safeParse(body.settings)
      if (!settings.success) throw new Invalid(settings.error, 'settings')
      const { url, cookie } = await house.beginInstall(actor, found, settings.data)
      call.keepJourney(cookie)
      return { url }
    },
  }),
  route({
    method: 'GET',
    path: '/api/integrations',
    summary: 'Connected accounts and how each does; their secrets are never shown again.',
    who: 'teammate',
    reply: z.array(shownIntegration),
    handle: async (house, actor) => (await house.core.integrations.list(actor)).map((row) => addressed(house, row)),
  }),
  route({
    method: 'POST',
    path: '/api/integrations',
    summary: 'Connects an account: checks the settings, asks the platform who it is, seals the secrets.',
    who: 'owner',
    body: z.object({ connector: z.string().max(40), settings: z.record(z.string(), z.unknown()) }),
    reply: z.object({ integration, nextSteps: z.array(z.string()) }),
    status: 201,
    handle: async (house, actor, { body }) => {
      const found = connectorOf(house, body.connector)
      const settings = found.settings.safeParse(body.settings)
      if (!settings.success) throw new Invalid(settings.error, 'settings')
      const tools = house.tools(found.id)
      const { found: more, ...named } = await found.identify(settings.data, tools).catch(sayWhatIsWrong)
      const all = { ...z.record(z.string(), z.unknown()).parse(settings.data), ...more }
      const row = await house.core.integrations.add(actor, { connector: found.id, ...named, settings: all })
      const shown = addressed(house, row)
      return { integration: shown, nextSteps: await whatIsNext(found, all, shown.webhookUrl, tools) }
    },
  }),
  route({
    method: 'POST',
    path: '/api/integrations/:id/try-again',
    summary: 'Tries what waits there now: somebody granted what was missing.',
    who: 'owner',
    params: id,
    handle: ({ core }, actor, { params }) => core.integrations.tryAgain(actor, params.id),
  }),
  route({
    method: 'DELETE',
    path: '/api/integrations/:id',
    summary: 'Disconnects an account and forgets its credentials.',
    who: 'owner',
    params: id,
    handle: ({ core }, actor, { params }) => core.integrations.remove(actor, params.id),
  }),
  route({
    method: 'DELETE',
    path: '/api/integrations/:id/confirmation',
    summary: 'Says that a forwarding was confirmed: its code and link are shown no more.',
    who: 'owner',
    params: id,
    handle: ({ core }, actor, { params }) => core.integrations.dismissConfirmation(actor, params.id),
  }),
]

function connectorOf({ connectors }: House, id: string): Connector {
  const found = connectors.find((one) => one.id === id)
  if (!found) throw new Refused(404, `There is no connector called "${id}".`)
  return found
}

function addressed<T extends { id: string; connector: string }>(house: House, row: T) {
  return { ...row, webhookUrl: house.webhookUrl(row.connector, row.id) }
}

/** What the platform says of wrong credentials is for the person who entered them. */
function sayWhatIsWrong(error: unknown): never {
  if (error instanceof Platform) throw new Refused(422, `The platform did not accept these settings: ${error.message}.`)
  throw error
}
