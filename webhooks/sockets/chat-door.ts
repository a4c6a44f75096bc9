import { showMessage } from '#connectors/webchat/render.ts'
import type { Integration } from '#core/domain/business.ts'
import type { Core } from '#core/door.ts'
import type { Live, Log } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'
import type { ChatDoor, ChatSite } from './chat.ts'

/** What the chat's sockets use of the house. */
export function makeChatDoor(house: {
  store: Store
  live: Live
  core: Pick<Core, 'inbound'>
  publicUrl: string
  now(): Date
  log: Log
}): ChatDoor {
  const { store, live, core } = house

  async function conversationId(site: ChatSite, session: string): Promise<string | undefined> {
    const place = { connector: 'webchat', account: site.account, thread: session }
    return (await store.of(site.businessId).conversations.byPlace(place))?.conversation.id
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
        ...(settings.disclosure === null ? {} : { disclosure: settings.disclosure }),
      }
    },

    keep: (site, event) => core.inbound.keep(site.businessId, 'webchat', site.account, [event]),

    async history(site, session, after) {
      const id = await conversationId(site, session)
      if (id === undefined) return []
      const scope = store.of(site.businessId)
      // What is held, stopped or in doubt is not said yet: a page shows what was sent.
      const sent = new Set(
        (await scope.outbox.list(id)).filter(({ state }) => state === 'sent').map(({ messageId }) => messageId),
      )
      const shown = (await scope.messages.list(id))
        .filter((message) => message.metadata.removedAt === undefined)
        .filter((message) => message.senderType === 'customer' || sent.has(message.id))
        .map(showMessage)
      const seen = after === undefined ? -1 : shown.findIndex((message) => message.id === after)
      return shown.slice(seen + 1)
    },

    subscribe(site, session, wake) {
      let known: string | undefined
      return live.subscribe(site.businessId, (event) => {
        if (event.type !== 'conversation') return
        if (known !== undefined) {
          if (event.id === known) wake()
          return
        }
        conversationId(site, session).then(
          (id) => {
            known = id
            if (id === event.id) wake()
          },
          (error) => house.log.warn({ error }, 'an open chat could not be told of a change'),
        )
      })
    },
  }
}

/** The installation's own chat: the first of a business that is no sample. */
async function firstChat(store: Store): Promise<{ businessId: string; integration: Integration } | undefined> {
  for (const found of await store.system.integrations('webchat')) {
    if (!(await store.of(found.businessId).business()).settings.isDemo) return found
  }
  return undefined
}

function siteOf({ account, settings, label }: Integration): Omit<ChatSite, 'businessId'> {
  const { name, greeting, allowedOrigins } = settings
  return {
    account,
    name: typeof name === 'string' ? name : label,
    ...(typeof greeting === 'string' ? { greeting } : {}),
    ...(Array.isArray(allowedOrigins) ? { allowedOrigins: allowedOrigins.map(String) } : {}),
  }
}
