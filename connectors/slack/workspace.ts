import { z } from 'zod'
import { id, type Known, maybe } from './payload.ts'

/** Whose payload this is, and which ids are our own and at home in it. */
export interface Workspace {
  /** The workspace of the installation: `account` of every place. */
  account: string
  /** Workspaces and organisations whose people are no strangers. */
  homes: ReadonlySet<string>
  /** User ids of our bot. */
  us: ReadonlySet<string>
  /** Our app's id. */
  app: string | undefined
  /** The channel is shared with another organisation. */
  isShared: boolean
}

const envelope = z.object({
  team_id: maybe(id),
  context_team_id: maybe(id),
  enterprise_id: maybe(id),
  context_enterprise_id: maybe(id),
  api_app_id: maybe(id),
  is_ext_shared_channel: maybe(z.boolean()),
  authorizations: maybe(
    z.array(
      z.object({
        team_id: maybe(id),
        enterprise_id: maybe(id),
        user_id: maybe(id),
        is_bot: maybe(z.boolean()),
      }),
    ),
  ),
  // Interactions name the workspace differently.
  team: maybe(z.object({ id: maybe(id), enterprise_id: maybe(id) })),
  enterprise: maybe(z.object({ id: maybe(id) })),
  view: maybe(z.object({ app_installed_team_id: maybe(id) })),
})

/** The workspace that a payload says it is for, before anything is proved; undefined when it names none. */
export function claimedAccount(body: unknown): string | undefined {
  const said = envelope.safeParse(body).data
  if (!said) return undefined
  const granted = said.authorizations?.find((authorization) => authorization.team_id)?.team_id
  return granted ?? said.view?.app_installed_team_id ?? said.context_team_id ?? said.team_id ?? said.team?.id
}

/** Finds whose payload it is; undefined when it names no workspace, or another one than ours. */
export function workspaceOf(body: unknown, known: Known): Workspace | undefined {
  const said = envelope.safeParse(body).data
  const account = known.account ?? claimedAccount(body)
  if (!said || account === undefined) return undefined
  const granted = said.authorizations ?? []
  const teams = [
    ...granted.flatMap((authorization) => [authorization.team_id, authorization.enterprise_id]),
    said.context_team_id,
    said.context_enterprise_id,
    said.team_id,
    said.enterprise_id,
    said.team?.id,
    said.team?.enterprise_id,
    said.enterprise?.id,
    said.view?.app_installed_team_id,
  ].filter((team) => team !== undefined)
  if (!teams.includes(account)) return undefined

  const isShared = said.is_ext_shared_channel === true
  const ownOrganisations = granted.map((authorization) => authorization.enterprise_id)
  const homes = [account, ...ownOrganisations, said.context_enterprise_id, ...(isShared ? [] : [said.enterprise_id])]
  const bots = granted.filter((authorization) => authorization.is_bot).map((authorization) => authorization.user_id)
  return {
    account,
    homes: defined(homes),
    us: defined([known.botUserId, ...bots]),
    app: said.api_app_id,
    isShared,
  }
}

function defined(values: (string | undefined)[]): Set<string> {
  return new Set(values.filter((value) => value !== undefined))
}
