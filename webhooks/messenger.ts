import type { Connector } from '#connectors/connector.ts'
import { Gone, NotAllowed, Platform, Unreachable } from '#core/errors.ts'
import type { Messenger } from '#core/ports.ts'
import type { Connections } from './connections.ts'
import { textPlaceOf } from './text-place.ts'

/** A platform that says nothing for this long has not answered; whether it took the message is then in doubt. */
const sendLimitMs = 20_000

/** Sends through whichever integration serves the place, and only for the business that it belongs to. */
export function makeMessenger(connections: Connections, connectors: readonly Connector[]): Messenger {
  function known(id: string): Connector {
    const connector = connectors.find((one) => one.id === id)
    if (connector === undefined) throw new Platform(`there is no connector ${id}`, { notSent: true, retry: false })
    return connector
  }

  return {
    async send(businessId, place, outbound) {
      const opened = await connections.byAccount(place.connector, place.account)
      if (opened === undefined || opened.businessId !== businessId)
        throw new Gone(`${known(place.connector).name} is not connected any more: connect it again under Integrations`)
      return inTime(opened.connection.send(place, outbound))
    },

    async profile(businessId, place, handle) {
      const opened = await connections.byAccount(place.connector, place.account)
      if (opened?.businessId !== businessId || opened.connection.profile === undefined) return undefined
      const { email, name, isBot, isGuest, isForeign } = await opened.connection.profile(handle, place)
      return { ...(email === undefined ? {} : { email }), name, isMachine: isBot, isOutsider: isGuest || isForeign }
    },

    async download(businessId, place, file, mostBytes) {
      const opened = await connections.byAccount(place.connector, place.account)
      if (opened?.businessId !== businessId || opened.connection.download === undefined)
        throw new NotAllowed(`a connection to ${place.connector} that files can be fetched from`)
      return inTime(opened.connection.download(file, mostBytes))
    },

    async staffRoots(businessId) {
      const all = await connections.ofBusiness(businessId)
      return all.flatMap(({ connection, integration }) => {
        const root = connection.staffRoot?.()
        if (root === undefined) return []
        const isFailing = integration.status === 'failing' ? { isFailing: true as const } : {}
        return [{ ...root, account: integration.account, ...isFailing }]
      })
    },

    async mailIdentity(businessId) {
      const [first, ...siblings] = (await connections.ofBusiness(businessId)).flatMap(({ connection, integration }) => {
        const identity = connection.mailIdentity?.()
        return identity === undefined ? [] : [{ ...identity, account: integration.account }]
      })
      return first && { ...first, siblings }
    },

    channelPlace: ({ connector, account, channel }) =>
      connectors.find(({ id }) => id === connector)?.channelPlace?.(account, channel),

    async channelName(businessId, place) {
      const opened = await connections.byAccount(place.connector, place.account)
      if (opened?.businessId !== businessId) return undefined
      try {
        return await opened.connection.channelName?.(place)
      } catch (error) {
        // A name is for people's comfort: the channel is known by its id all the same.
        if (error instanceof Platform) return undefined
        throw error
      }
    },

    async holds(businessId, place) {
      const opened = await connections.byAccount(place.connector, place.account)
      return opened?.businessId === businessId && opened.connection.holds?.(place) !== false
    },

    async texter(businessId) {
      const all = await connections.ofBusiness(businessId)
      return (to) => textPlaceOf(all, to)
    },

    costOf: (place, markdown) => connectors.find(({ id }) => id === place.connector)?.costOf?.(place, markdown),

    filesNote: (place, files) => connectors.find(({ id }) => id === place.connector)?.filesNote?.(place, files),

    async pace(businessId, place) {
      const opened = await connections.byAccount(place.connector, place.account)
      return opened?.businessId === businessId ? opened.connection.pace?.(place) : undefined
    },

    abilities: (id) => known(id).abilities,

    describe(place) {
      const connector = known(place.connector)
      return connector.describe?.(place) ?? { channel: connector.abilities.channel }
    },
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Unreachable(`no answer within ${sendLimitMs / 1000} s`, { notSent: false })),
      sendLimitMs,
    )
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
