import { z } from 'zod'
import { Platform, Refused } from '#core/errors.ts'
import { Invalid } from './invalid.ts'
import { type House, route } from './route.ts'
import { connector, id, integration } from './schemas.ts'

export const integrationRoutes = [
  route({
    method: 'GET',
    path: '/api/connectors',
    summary: 'The platforms that can be connected, with what each needs.',
    who: 'teammate',
    reply: z.array(connector),
    handle: async ({ connectors }) =>
      connectors.map(({ id, name, settings, secrets, abilities }) => ({
        id,
        name,
        settings: z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' }),
        secrets: [...secrets],
        customers: abilities.customers,
        staff: abilities.staff,
      })),
  }),
  route({
    method: 'GET',
    path: '/api/integrations',
    summary: 'Connected accounts; their secrets are never shown again.',
    who: 'teammate',
    reply: z.array(integration),
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
      const found = house.connectors.find(({ id }) => id === body.connector)
      if (!found) throw new Refused(404, `There is no connector called "${body.connector}".`)
      const settings = found.settings.safeParse(body.settings)
      if (!settings.success) throw new Invalid(settings.error, 'settings')
      const named = await found.identify(settings.data, house.tools(found.id)).catch(sayWhatIsWrong)
      const row = await house.core.integrations.add(actor, {
        connector: found.id,
        ...named,
        settings: z.record(z.string(), z.unknown()).parse(settings.data),
      })
      const shown = addressed(house, row)
      return { integration: shown, nextSteps: found.nextSteps(settings.data, shown.webhookUrl) }
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/integrations/:id',
    summary: 'Disconnects an account and forgets its credentials.',
    who: 'owner',
    params: id,
    handle: async ({ core }, actor, { params }) => {
      await core.integrations.remove(actor, params.id)
      return undefined
    },
  }),
]

function addressed<T extends { id: string; connector: string }>(house: House, row: T) {
  return { ...row, webhookUrl: house.webhookUrl(row.connector, row.id) }
}

/** What the platform says of wrong credentials is for the person who entered them. */
function sayWhatIsWrong(error: unknown): never {
  if (error instanceof Platform) throw new Refused(422, `The platform did not accept these settings: ${error.message}.`)
  throw error
}
