import { makePace, type Pace } from '../answering/pace.ts'
import { waitingFor } from '../answering/waiting.ts'
import { firstLook, type Look } from '../domain/look.ts'
import type { Home } from '../domain/outbound.ts'
import type { Handle, Place } from '../domain/place.ts'
import { RateLimited } from '../errors.ts'
import type { Homes, House } from '../house.ts'
import type { LiveEvent, Ports } from '../ports.ts'
import { homeOf, strangersHome } from './page.ts'
import { makeRests } from './rests.ts'

interface Opened {
  businessId: string
  teammateId: string
  place: Place
  to: Handle
  /** When it was opened last and drawn last, by the process's own clock, ms. */
  openedAt: number
  drawnAt: number
  /** What stands there, so that the same is not published twice. */
  shown: string
  look: Look
  /** Waits for more changes or for its turn; `changed` = something happened while it was drawn. */
  state: 'still' | 'waits' | 'is drawn' | 'changed'
  timer: NodeJS.Timeout | undefined
}

export interface HomesPace {
  /** Changes that come in a bunch are shown together after this. */
  gatherMs?: number
  /** One page is drawn at most so often. */
  pauseMs?: number
  /** Pages of one workspace that may be drawn at once, and how long one more takes: 100 in any minute. */
  burst?: number
  refillMs?: number
}

const matters = new Set<LiveEvent['type']>(['conversation', 'draft', 'outbox'])
/** After these the rest is read afresh, too. */
const mattersForRest = new Set<LiveEvent['type']>(['topic', 'agent', 'integration', 'business', 'import'])
/** A page that was opened this long ago is looked at no more. */
const lookedAtMs = 12 * 3_600_000
const mostOpened = 2_000

/**
 * Keeps the pages that were opened in this process. After a change every open page of the workspace is drawn again, several
 * changes of ten pages at once; what changes while a page waits or is drawn is in its next drawing. In a storm they take turns:
 * Slack takes about 100 a minute of one workspace (https://docs.slack.dev/apis/web-api/rate-limits, tier 4). A page that
 * cannot be published is tried again with the next change, or when the platform said that it may.
 */
export function makeHomes(
  ports: Ports & Pick<House, 'learners' | 'publicUrl'>,
  { gatherMs = 150, pauseMs = 400, burst = 60, refillMs = 1_500 }: HomesPace = {},
): Homes {
  const clock = () => performance.now()
  const opened = new Map<string, Opened>()
  const listening = new Map<string, () => void>()
  const paces = new Map<string, Pace>()
  const rests = makeRests(ports, clock)
  /** Tells this process's pages from those of others. */
  const self = crypto.randomUUID()

  function soon(key: string, one: Opened): void {
    if (one.state === 'is drawn') one.state = 'changed'
    if (one.state !== 'still') return
    one.state = 'waits'
    one.timer = setTimeout(() => takeTurn(key, one), Math.max(gatherMs, one.drawnAt + pauseMs - clock()))
    one.timer.unref()
  }

  function takeTurn(key: string, one: Opened): Promise<void> {
    one.timer = undefined
    return new Promise((done) =>
      paceOf(one).turn(() => {
        const isOpen = opened.get(key) === one && clock() - one.openedAt <= lookedAtMs
        if (isOpen) return void draw(key, one).then(done)
        paceOf(one).giveBack()
        if (opened.get(key) === one) forget(key)
        done()
      }),
    )
  }

  function paceOf({ businessId, place }: Opened): Pace {
    const key = `${businessId} ${place.connector} ${place.account}`
    const pace = paces.get(key) ?? makePace({ burst, refillMs })
    paces.set(key, pace)
    return pace
  }

  async function draw(key: string, one: Opened): Promise<void> {
    one.state = 'is drawn'
    one.drawnAt = clock()
    let again = false
    try {
      const home = homeOf(await waitingFor(ports, one), ports.publicUrl, ports.now(), await rests.of(one))
      const said = JSON.stringify(home)
      if (said === one.shown) paceOf(one).giveBack()
      else await send(one, home)
      one.shown = said
    } catch (error) {
      ports.log.warn({ businessId: one.businessId, error }, 'a page of what waits could not be shown')
      again = error instanceof RateLimited
      if (error instanceof RateLimited) paceOf(one).close(error.retryAfterMs)
    }
    const isStale = again || (one.state as Opened['state']) === 'changed'
    one.state = 'still'
    if (isStale && opened.get(key) === one) soon(key, one)
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
    const end = ports.live.subscribe(businessId, ({ type, id }) => {
      // It was opened in another process since: two that draw one page would turn each other's pages.
      if (type === 'home') return void (id.startsWith(self) || forget(id.slice(self.length + 1)))
      const isRest = mattersForRest.has(type)
      if (!isRest && !matters.has(type)) return
      if (isRest) rests.forget(businessId)
      for (const [key, one] of opened) if (one.businessId === businessId) soon(key, one)
    })
    listening.set(businessId, end)
  }

  async function send({ businessId, place, to }: Pick<Opened, 'businessId' | 'place' | 'to'>, home: Home) {
    await ports.messenger.send(businessId, place, { kind: 'home', id: crypto.randomUUID(), to, home })
  }

  return {
    async open(businessId, { teammateId, place, to, look }) {
      if (teammateId === undefined) {
        await send({ businessId, place, to }, strangersHome(ports.publicUrl)).catch((error: unknown) =>
          ports.log.warn({ businessId, error }, 'a page for somebody unknown could not be shown'),
        )
        return
      }
      const key = `${businessId} ${to.kind} ${to.value}`
      const known = opened.get(key)
      if (known !== undefined && look !== undefined) known.look = look
      if (known !== undefined && clock() - known.drawnAt < pauseMs) {
        known.openedAt = clock()
        return soon(key, known)
      }
      forget(key)
      if (opened.size >= mostOpened) forget(opened.keys().next().value ?? '')
      const now = clock()
      const fresh: Opened = {
        ...{ businessId, teammateId, place, to, openedAt: now, drawnAt: now, shown: '', state: 'waits' },
        ...{ timer: undefined, look: look ?? known?.look ?? firstLook },
      }
      opened.set(key, fresh)
      ports.live.publish(businessId, { type: 'home', id: `${self} ${key}`, version: ports.now().getTime() })
      listen(businessId)
      const drawn = takeTurn(key, fresh)
      // In a storm it is drawn when its turn comes; whoever opened it waits for nothing else.
      if ((fresh.state as Opened['state']) === 'is drawn') await drawn
    },
  }
}
