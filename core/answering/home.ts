import type { Home } from '../domain/outbound.ts'
import type { Handle, Place } from '../domain/place.ts'
import type { Homes } from '../house.ts'
import type { LiveEvent, Ports } from '../ports.ts'
import { waitingFor } from './waiting.ts'
import { sectionTitles, type WaitingView, waitingCard } from './waiting-view.ts'

interface Opened {
  businessId: string
  teammateId: string
  place: Place
  to: Handle
  /** When it was opened last and published last, by the process's own clock, ms. */
  openedAt: number
  publishedAt: number
  /** What stands there, so that the same is not published twice. */
  shown: string
  timer: NodeJS.Timeout | undefined
}

const matters = new Set<LiveEvent['type']>(['conversation', 'draft', 'outbox'])
/** A page that was opened this long ago is looked at no more. */
const lookedAtMs = 12 * 3_600_000
const mostOpened = 2_000
/** Rows of one section; a platform's page has an end. */
const mostCards = 8

/**
 * Keeps the pages that were opened in this process. Changes that come in a bunch are shown together after `gatherMs`; a
 * person's page is published at most once in `pauseMs`, and in `shareMs` for each page that is open: Slack takes about 100
 * a minute of one workspace. A page that cannot be published is tried again with the next change.
 */
export function makeHomes(
  ports: Ports & { publicUrl: string },
  { gatherMs = 150, pauseMs = 800, shareMs = 600 }: { gatherMs?: number; pauseMs?: number; shareMs?: number } = {},
): Homes {
  const opened = new Map<string, Opened>()
  const listening = new Map<string, () => void>()
  const clock = () => performance.now()

  function soon(key: string, one: Opened): void {
    if (one.timer !== undefined) return
    const others = [...opened.values()].filter(({ businessId }) => businessId === one.businessId).length
    const waitMs = Math.max(gatherMs, one.publishedAt + Math.max(pauseMs, others * shareMs) - clock())
    one.timer = setTimeout(() => {
      one.timer = undefined
      if (clock() - one.openedAt > lookedAtMs) forget(key)
      else void publish(one)
    }, waitMs)
    one.timer.unref()
  }

  function forget(key: string): void {
    const one = opened.get(key)
    clearTimeout(one?.timer)
    opened.delete(key)
    if (one === undefined || [...opened.values()].some(({ businessId }) => businessId === one.businessId)) return
    listening.get(one.businessId)?.()
    listening.delete(one.businessId)
  }

  function listen(businessId: string): void {
    if (listening.has(businessId)) return
    const end = ports.live.subscribe(businessId, ({ type }) => {
      if (!matters.has(type)) return
      for (const [key, one] of opened) if (one.businessId === businessId) soon(key, one)
    })
    listening.set(businessId, end)
  }

  async function publish(one: Opened): Promise<void> {
    one.publishedAt = clock()
    try {
      const home = homeOf(await waitingFor(ports, one), ports.publicUrl, ports.now())
      const said = JSON.stringify(home)
      if (said === one.shown) return
      await send(one, home)
      one.shown = said
    } catch (error) {
      ports.log.warn({ businessId: one.businessId, error }, 'a page of what waits could not be shown')
    }
  }

  async function send({ businessId, place, to }: Pick<Opened, 'businessId' | 'place' | 'to'>, home: Home) {
    await ports.messenger.send(businessId, place, { kind: 'home', id: crypto.randomUUID(), to, home })
  }

  return {
    async open(businessId, { teammateId, place, to }) {
      if (teammateId === undefined) {
        await send({ businessId, place, to }, strangersHome(ports.publicUrl)).catch((error: unknown) =>
          ports.log.warn({ businessId, error }, 'a page for somebody unknown could not be shown'),
        )
        return
      }
      const key = `${businessId} ${to.kind} ${to.value}`
      const known = opened.get(key)
      if (known !== undefined && clock() - known.publishedAt < pauseMs) {
        known.openedAt = clock()
        return soon(key, known)
      }
      forget(key)
      if (opened.size >= mostOpened) forget(opened.keys().next().value ?? '')
      const now = clock()
      const fresh: Opened = {
        ...{ businessId, teammateId, place, to, openedAt: now, publishedAt: now, shown: '', timer: undefined },
      }
      opened.set(key, fresh)
      listen(businessId)
      await publish(fresh)
    },
  }
}

/** Pure: the page of what waits. */
export function homeOf(view: WaitingView, publicUrl: string, now: Date): Home {
  return {
    title: 'Waiting for you',
    status:
      view.count === 0
        ? 'Nothing waits for you.'
        : `${view.count} ${view.count === 1 ? 'thing waits' : 'things wait'}, oldest first.`,
    sections: view.sections.map(({ name, rows }) => ({
      title: sectionTitles[name],
      cards: rows.slice(0, mostCards).map((row) => waitingCard(row, publicUrl, now)),
      more: Math.max(0, rows.length - mostCards),
    })),
    link: { label: 'Open the list', url: `${publicUrl}/admin/waiting` },
  }
}

function strangersHome(publicUrl: string): Home {
  return {
    title: 'Lummy',
    status: 'This account is not linked to a teammate yet. Ask the owner to add your e-mail address under Teammates.',
    sections: [],
    link: { label: 'Open Lummy', url: `${publicUrl}/admin` },
  }
}
