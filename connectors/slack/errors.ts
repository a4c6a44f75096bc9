import { WebAPIPlatformError } from '@slack/web-api'
import { platformError } from '#connectors/shared/http-errors.ts'
import { Gone, NotAllowed, Platform, RateLimited, Unreachable } from '#core/errors.ts'

/** Turns whatever the Slack client threw into a Platform error; keeps no request, since that holds the token. */
export function slackError(error: unknown, method: string, now: Date): Platform {
  if (error instanceof Platform) return error
  if (error instanceof WebAPIPlatformError) return refusal(error.data, method)
  // A 429 without a wait that the client understands ends as a bare Error.
  if (error instanceof Error && error.message.startsWith('Retry header')) return limited(30_000, method)
  const said = platformError(error, { platform: 'Slack', needs: 'a valid bot token', now })
  return said instanceof RateLimited ? limited(said.retryAfterMs, method) : said
}

/** Posting is counted by channel, all else by workspace: https://docs.slack.dev/apis/web-api/rate-limits */
function limited(retryAfterMs: number, method: string): RateLimited {
  const reach = method === 'chat.postMessage' || method === 'chat.update' ? 'place' : 'account'
  return new RateLimited(retryAfterMs, 'Slack asked us to slow down', reach)
}

/** Tells what Slack's `{ok: false, error}` means to us. https://docs.slack.dev/reference/methods/chat.postMessage#errors */
function refusal(data: WebAPIPlatformError['data'], method: string): Platform {
  const code = String(data.error)
  if (code === 'ratelimited' || code === 'rate_limited') {
    const seconds = data.response_metadata?.retryAfter
    return limited(seconds === undefined ? 30_000 : seconds * 1000, method)
  }
  if (maybeDone.has(code)) return new Unreachable(`Slack answered ${code} to ${method}`, { notSent: false })
  const gone = goneFor[code]
  if (gone !== undefined) return new Gone(gone, goneOf[code])
  if (code === 'missing_scope')
    return new NotAllowed(`the scope ${needed(data)} for the Slack app: reinstall it`, { waits: 'message' })
  const need = needFor[code]
  if (need !== undefined) return new NotAllowed(need, waitsFor(code))
  const details = data.response_metadata?.messages?.join('; ')
  return new Platform(`Slack refused ${method}: ${code}${details ? ` (${details})` : ''}`, {
    notSent: true,
    retry: false,
  })
}

/** Slack says of these that part of the call may have been done. */
const maybeDone = new Set(['fatal_error', 'internal_error', 'service_unavailable'])

const goneFor: Record<string, string> = {
  channel_not_found: 'the Slack channel does not exist, or the app was not invited to it',
  is_archived: 'the Slack channel is archived',
  message_not_found: 'the Slack message was deleted',
  thread_not_found: 'the Slack thread was deleted',
  cant_update_message: 'this Slack message is not ours to change',
  edit_window_closed: 'this Slack message can no longer be changed',
  user_not_found: 'the Slack user does not exist',
  users_not_found: 'the Slack user does not exist',
  user_disabled: 'the Slack user was deactivated',
  expired_trigger_id: 'the button was pressed too long ago: press it again',
  trigger_expired: 'the button was pressed too long ago: press it again',
  exchanged_trigger_id: 'the form was opened already: press the button again',
}

const goneOf: Record<string, 'place' | 'message'> = {
  ...{ channel_not_found: 'place', is_archived: 'place', thread_not_found: 'place', message_not_found: 'message' },
}

/** Who may post there is decided channel by channel; a bot never becomes a person. */
function waitsFor(code: string): { waits?: 'account' | 'place' } {
  if (code === 'cannot_dm_bot') return {}
  return { waits: code === 'not_in_channel' || code.startsWith('restricted_action') ? 'place' : 'account' }
}

const newToken = "a new bot token: reinstall the Slack app and enter it in the integration's settings"

const addAgain = 'a new consent of the workspace: press Add to Slack again'

const needFor: Record<string, string> = {
  not_in_channel: 'the app in the Slack channel: write /invite @Lummy there',
  restricted_action: "the workspace's permission to post in this Slack channel",
  restricted_action_read_only_channel: "the workspace's permission to post in this Slack channel",
  cannot_dm_bot: 'a person to write to: this Slack user is a bot',
  not_authed: newToken,
  invalid_auth: newToken,
  token_revoked: newToken,
  token_expired: newToken,
  account_inactive: newToken,
  no_permission: newToken,
  org_login_required: 'the end of a Slack organisation migration',
  ekm_access_denied: "the workspace's key management to allow it",
  access_denied: 'access to this Slack workspace',
  team_access_not_granted: 'the Slack app in this workspace',
  invalid_refresh_token: addAgain,
  invalid_grant: addAgain,
  invalid_code: 'a fresh consent: press Add to Slack again',
  code_already_used: 'a fresh consent: press Add to Slack again',
  bad_client_secret: 'the right SLACK_CLIENT_SECRET, from Basic Information of the Slack app',
  invalid_client_id: 'the right SLACK_CLIENT_ID, from Basic Information of the Slack app',
  bad_redirect_uri: 'our address among the Redirect URLs of the Slack app: see what "lummy manifest slack" prints',
  invalid_team_for_non_distributed_app: 'public distribution of the Slack app, since this is not its own workspace',
  not_distributed: 'public distribution of the Slack app, since this is not its own workspace',
}

function needed(data: WebAPIPlatformError['data']): string {
  return 'needed' in data && typeof data.needed === 'string' ? data.needed : '(see the manifest)'
}
