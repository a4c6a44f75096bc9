import { fileURLToPath } from 'node:url'
import { collectDefaultMetrics } from 'prom-client'
import { connectors } from '#connectors/index.ts'
import { routes } from './api/routes.ts'
import { type HttpServer, makeServer } from './http/server.ts'
import { makeInstalls } from './inbound/install.ts'
import { journeyCookie } from './inbound/landing.ts'
import { receiveWebhooks } from './inbound/receive.ts'
import { webhookUrl } from './inbound/route.ts'
import { openChat } from './sockets/chat.ts'
import { makeChatDoor } from './sockets/chat-door.ts'
import { receiveChatFiles } from './sockets/chat-files.ts'
import { openLines } from './sockets/lines.ts'
import type { House } from './wire.ts'

/** Makes the hub of a house: webhooks, API, pages and sockets behind one address. */
export function makeHub(house: House): HttpServer {
  const { config, core, live, store, connections, log } = house
  collectDefaultMetrics({ register: house.metrics })
  const now = () => new Date()
  const installs = makeInstalls({
    ...{ store, core, log, now },
    keys: house.ports.keys,
    tools: house.tools,
    publicUrl: config.publicUrl,
  })
  const { count, touched } = house.counts
  const { files, keys } = house.ports
  const { sentences } = house
  const { publicUrl } = config
  const door = makeChatDoor({ store, live, core, files, keys, sentences, publicUrl, now, log, counts: house.counts })
  return makeServer({
    house: {
      core,
      live,
      connectors,
      tools: house.tools,
      webhookUrl: (connector, id) => webhookUrl(config.publicUrl, connector, id),
      async beginInstall(actor, connector, settings) {
        const { url, state } = await installs.begin(actor, connector, settings)
        return { url, cookie: journeyCookie(config.publicUrl, connector.id, state) }
      },
    },
    routes,
    inbound: receiveWebhooks({
      connectors,
      connections,
      core,
      installs,
      tools: house.tools,
      publicUrl: config.publicUrl,
      count,
      touched,
    }),
    chatFiles: receiveChatFiles(door),
    sockets: { '/api/chat': openChat(door) },
    lines: openLines({ connections, core, live, publicUrl: config.publicUrl, count, touched, now, log }),
    pages: {
      siteFolder: fileURLToPath(new URL('../admin/site', import.meta.url)),
      adminFolder: fileURLToPath(new URL('../admin/build', import.meta.url)),
      chatOrigins: async (publicId) => (await door.findSite(publicId))?.allowedOrigins,
    },
    health: { ping: async () => void (await Promise.all([house.ping(), house.pingQueue()])), metrics: house.metrics },
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    now: () => new Date(),
    log,
  })
}
