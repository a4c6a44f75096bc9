import { largestFileBytes } from '#connectors/webchat/parse.ts'
import { showMessage } from '#connectors/webchat/render.ts'
import { uploadedFiles, uploadFile } from '#core/answering/files.ts'
import type { Sentences } from '#core/answering/sentences.ts'
import { shownFiles } from '#core/answering/show-files.ts'
import type { Integration } from '#core/domain/business.ts'
import type { Conversation, Message } from '#core/domain/conversation.ts'
import type { Core } from '#core/door.ts'
import type { FileStore, Keys, Live, Log } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'
import type { Counts } from '../counts.ts'
import type { ChatDoor, ChatSite } from './chat.ts'

/** What the chat's sockets use of the house. */
export function makeChatDoor(house: {
  store: Store
  live: Live
  core: Pick<Core, 'inbound'>
  files: FileStore
  keys: Keys
  sentences: Sentences
  publicUrl: string
  now(): Date
  log: Log
  counts: Pick<Counts, 'count' | 'touched'>
}): ChatDoor {
  const { store, live, core, sentences } = house

  /** The conversations that hold this session's words: the newest, what it goes on from, what they were merged into. */
  async function conversationIds(site: ChatSite, session: string): Promise<Set<string>> {
    const { conversations } = store.of(site.businessId)
    const place = { connector: 'webchat', account: site.account, thread: session }
    const newest = (await conversations.byPlace(place))?.conversation
    const found = new Set<string>()
    const next: (Conversation | undefined)[] = [newest]
    for (let one = next.pop(); one !== undefined && found.size < mostConversations; one = next.pop()) {
      found.add(one.id)
      for (const id of [one.followsId, one.mergedIntoId])
        if (id !== null && !found.has(id)) next.push(await conversations.get(id))
    }
    return found
  }

  return {
    publicUrl: house.publicUrl,
    now: house.now,
    log: house.log,

    async findSite(publicId) {
      const found =
        publicId === undefined ? await firstChat(store) : await store.system.integrationByAccount('webchat', publicId)
      if (found === undefined || found.integration.status === 'removed') return undefined
      const { settings } = await store.of(found.businessId).business()
      return {
        ...siteOf(found.integration),
        businessId: found.businessId,
        ...(settings.disclosure === null
          ? {}
          : { disclosure: sentences.translate('disclosure', settings.disclosure, [settings.language]) }),
        refusal(status, locale) {
          const name = status === 429 ? 'chatTooMuch' : status === 413 ? 'chatTooLong' : undefined
          return name && sentences.say(name, [locale?.slice(0, 2).toLowerCase() ?? '', settings.language])
        },
      }
    },

    upload: (site, session, file) =>
      uploadFile(house, { ...file, businessId: site.businessId, owner: session, mostBytes: largestFileBytes }),
    attachments: (site, session, tokens) =>
      uploadedFiles(house, { businessId: site.businessId, owner: session }, tokens),

    async keep({ businessId, account, integrationId }, event) {
      await core.inbound.keep(businessId, 'webchat', account, [event])
      house.counts.count('webchat', 'accepted')
      house.counts.touched({ businessId, integration: { id: integrationId } })
    },

    async history(site, session, after) {
      const scope = store.of(site.businessId)
      // What is held, stopped or in doubt is not said yet, and what went elsewhere was not said here: a page shows what was sent to it.
      const sent = new Set<string | null>()
      const messages: Message[] = []
      for (const id of await conversationIds(site, session)) {
        for (const { state, place, messageId } of await scope.outbox.list(id))
          if (state === 'sent' && place.thread === session) sent.add(messageId)
        messages.push(...(await scope.messages.list(id)))
      }
      const shown = messages
        .filter(({ metadata }) => metadata.removedAt === undefined)
        .filter(({ id, senderType, metadata }) =>
          senderType === 'customer' ? isSaidIn(session, metadata) : sent.has(id),
        )
        .sort((a, b) => (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.id < b.id ? -1 : 1))
        .map((message) => showMessage(message, shownFiles(house, site.businessId, message)))
      const seen = after === undefined ? -1 : shown.findIndex((message) => message.id === after)
      return shown.slice(seen + 1)
    },

    subscribe(site, session, wake) {
      let known = new Set<string>()
      return live.subscribe(site.businessId, (event) => {
        if (event.type !== 'conversation' || (known.size > 0 && !known.has(event.id))) return
        if (known.has(event.id)) wake()
        // Staff may have merged or split it, or it goes on in a new one: all of that is told of the one that was known.
        conversationIds(site, session).then(
          (ids) => {
            const isNew = !known.has(event.id) && ids.has(event.id)
            known = ids
            if (isNew) wake()
          },
          (error) => house.log.warn({ error }, 'an open chat could not be told of a change'),
        )
      })
    },
  }
}

/** Merges of merges are followed this far. */
const mostConversations = 20

/** Messages of a time that kept no thread were said where their conversation is. */
function isSaidIn(session: string, { connector = 'webchat', thread = session }: Message['metadata']): boolean {
  return connector === 'webchat' && thread === session
}

/** The installation's own chat: the first of a business that is no sample. */
async function firstChat(store: Store): Promise<{ businessId: string; integration: Integration } | undefined> {
  for (const found of await store.system.integrations('webchat')) {
    if (!(await store.of(found.businessId).business()).settings.isDemo) return found
  }
  return undefined
}

function siteOf({ id, account, settings, label }: Integration): Omit<ChatSite, 'businessId'> {
  const { name, greeting, allowedOrigins } = settings
  return {
    integrationId: id,
    account,
    name: typeof name === 'string' ? name : label,
    ...(typeof greeting === 'string' ? { greeting } : {}),
    ...(Array.isArray(allowedOrigins) ? { allowedOrigins: allowedOrigins.map(String) } : {}),
  }
}
