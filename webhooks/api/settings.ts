import { settingsChange } from '#core/accounts/settings-schema.ts'
import { route } from './route.ts'
import { settings } from './schemas/accounts.ts'

export const settingsRoutes = [
  route({
    method: 'GET',
    path: '/api/settings',
    summary: "The business's settings.",
    who: 'teammate',
    reply: settings,
    handle: ({ core }, actor) => core.accounts.settings(actor),
  }),
  route({
    method: 'PUT',
    path: '/api/settings',
    summary: 'Changes the settings that are named; the others stay.',
    who: 'owner',
    body: settingsChange,
    reply: settings,
    handle: ({ core }, actor, { body }) => core.accounts.saveSettings(actor, body),
  }),
]
