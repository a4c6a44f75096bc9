import type { Handle, Place } from '#core/domain/place.ts'
import { NotAllowed } from '#core/errors.ts'

/**
 * A conversation as Teams names it: `19:…@thread.tacv2;messageid=…` is a thread of a channel, without its end the channel
 * itself; `19:…@thread.v2` a group chat; `a:…` one with a person.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
 */
export function placeOf(account: string, conversation: { id: string; conversationType?: string | undefined }): Place {
  const kind = conversation.conversationType ?? (conversation.id.startsWith('a:') ? 'personal' : 'channel')
  return { connector: 'teams', account, thread: conversation.id, private: kind === 'personal' }
}

/** The channel or chat that a thread belongs to. */
export function channelOf(thread: string): string {
  return thread.split(';')[0] ?? thread
}

/** Whether a message there opens a thread: a channel, and no thread of one. */
export function opensThread(thread: string): boolean {
  return /@thread\.(?:tacv2|skype)$/.test(thread)
}

/** One message as one text; ids of conversations hold no slash. */
export function messageText(conversation: string, id: string): string {
  return `${conversation}/${id}`
}

/** Reads what messageText wrote. */
export function readMessage(text: string): { conversation: string; id: string } {
  const slash = text.lastIndexOf('/')
  return { conversation: text.slice(0, Math.max(slash, 0)), id: text.slice(slash + 1) }
}

/** The Teams id of a handle; ours are written tenant/user. */
export function userOf(handle: Handle): string {
  const slash = handle.value.indexOf('/')
  const user = handle.kind === 'teams' && slash > 0 ? handle.value.slice(slash + 1) : ''
  if (user === '') throw new NotAllowed(`a Teams user to write to, not ${handle.kind}`)
  return user
}
