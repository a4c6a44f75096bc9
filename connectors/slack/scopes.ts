/** Web API methods that we call, each with the scopes it needs. The client calls no other. */
export const methodScopes = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
  'files.completeUploadExternal': ['files:write'],
  'files.getUploadURLExternal': ['files:write'],
  'oauth.v2.access': [],
  'views.open': [],
  'views.publish': [],
  'users.info': ['users:read', 'users:read.email'],
} as const satisfies Record<string, readonly string[]>

export type SlackMethod = keyof typeof methodScopes

/** Events that we subscribe to, each with the scopes it needs. */
export const eventScopes = {
  'message.channels': ['channels:history'],
  'message.groups': ['groups:history'],
  'message.im': ['im:history'],
  message_metadata_posted: ['metadata.message:read'],
  message_metadata_updated: ['metadata.message:read'],
  member_joined_channel: ['channels:read', 'groups:read'],
  channel_left: ['channels:read'],
  channel_archive: ['channels:read'],
  channel_deleted: ['channels:read'],
  group_left: ['groups:read'],
  group_archive: ['groups:read'],
  group_deleted: ['groups:read'],
  app_home_opened: [],
  app_uninstalled: [],
  tokens_revoked: [],
} as const satisfies Record<string, readonly string[]>

/** The slash command needs one, too. */
export const commandScopes = ['commands'] as const

/** Teammates' files are fetched from their addresses, which no method serves. */
export const fileScopes = ['files:read'] as const

/** Every bot scope that the code needs, sorted; the manifest asks for these and no other. */
export function botScopes(): string[] {
  const all = [...Object.values(methodScopes), ...Object.values(eventScopes), commandScopes, fileScopes].flat()
  return [...new Set<string>(all)].sort()
}
