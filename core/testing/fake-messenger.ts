import type { Card, Outbound } from '#core/domain/outbound.ts'
import type { Place } from '#core/domain/place.ts'
import { Gone, NotAllowed, Platform as PlatformError, RateLimited, Unreachable } from '#core/errors.ts'
import type { Messenger } from '#core/ports.ts'

/** How a platform treats one send. */
export type Treatment =
  | 'accepts'
  /** Accepts, and the answer is lost on its way. */
  | 'accepts, hangs up'
  /** The connection never stood. */
  | 'is away'
  | 'slows down'
  | 'refuses'

/** What a platform accepted, in its own log; nothing in it is ours to change. */
export interface Accepted {
  place: Place
  outbound: Outbound
  platformId: string
  at: number
}

/** All platforms of one test. They keep no idempotency keys: what is sent twice is shown twice. */
export interface FakePlatforms {
  log: Accepted[]
  messenger: Messenger
  /** Decides each send before it is made; accepts everything unless told otherwise. */
  treat(choose: (place: Place, outbound: Outbound) => Treatment | PlatformError): void
  /** Who people are by their platform's own profile. */
  profiles: Map<string, { email?: string; name: string; isOutsider: boolean; isMachine: boolean }>
  /** What channels are called, by the thread of their root. */
  channelNames: Map<string, string>
  surfaces: { slack: boolean; mail: boolean; texts?: boolean; textEveryMs?: number; holds?(place: Place): boolean }
  /** The business's mailboxes beside the first. */
  siblings: (typeof mailbox)[]
  /** Files that the platforms keep, by address. */
  kept: Map<string, Uint8Array>
  /** What a customer can read in this place, oldest first. */
  heardIn(place: Pick<Place, 'connector' | 'thread'>): string[]
  /** Cards that staff can read, as they stand after their updates. */
  cards(): (Accepted & { card: Card })[]
}

export const slackRoot: Place = { connector: 'slack', account: 'T1', thread: 'C1/', private: false }
export const mailbox = {
  account: 'help@shop.example',
  address: 'help@shop.example',
  name: 'Shop',
  inboundDomain: 'in.shop.example',
}

const abilities: Record<string, ReturnType<Messenger['abilities']>> = {
  webchat: { channel: 'chat', undoMs: 5_000, burstMs: 1_500, updates: false, staff: false, customers: true },
  slack: { channel: 'slack', undoMs: 5_000, burstMs: 1_500, updates: true, staff: true, customers: false },
  email: { channel: 'email', undoMs: 30_000, burstMs: 0, updates: false, staff: true, customers: true },
  sms: { channel: 'sms', undoMs: 5_000, burstMs: 8_000, updates: false, staff: false, customers: true },
  voice: { channel: 'phone', undoMs: 0, burstMs: 0, updates: false, staff: false, customers: true, calls: true },
}

function abilitiesOf(connector: string) {
  const known = abilities[connector]
  if (known === undefined) throw new Error(`no such connector: ${connector}`)
  return known
}

/** Makes platforms that have seen nothing. */
export function makeFakePlatforms(clock: { at(): number }, surfaces: FakePlatforms['surfaces']): FakePlatforms {
  const log: Accepted[] = []
  const profiles: FakePlatforms['profiles'] = new Map()
  const channelNames: FakePlatforms['channelNames'] = new Map()
  const kept: FakePlatforms['kept'] = new Map()
  const siblings: (typeof mailbox)[] = []
  let choose: Parameters<FakePlatforms['treat']>[0] = () => 'accepts'
  let count = 0

  async function send(_businessId: string, place: Place, outbound: Outbound) {
    const treatment = choose(place, outbound)
    if (treatment instanceof PlatformError) throw treatment
    if (treatment === 'is away') throw new Unreachable('nobody listens', { notSent: true })
    if (treatment === 'slows down') throw new RateLimited(3_000)
    if (treatment === 'refuses') throw new NotAllowed('another address')
    const replaced = outbound.kind === 'card' ? outbound.replaces : undefined
    const platformId = replaced ?? idFor(place, outbound, ++count)
    log.push({ place, outbound, platformId, at: clock.at() })
    if (treatment === 'accepts, hangs up') throw new Unreachable('the connection broke', { notSent: false })
    const opens =
      place.connector === 'slack' && place.thread.endsWith('/') && outbound.kind === 'card' && replaced === undefined
    return opens ? { platformId, thread: platformId } : { platformId }
  }

  return {
    log,
    channelNames,
    profiles,
    surfaces,
    kept,
    siblings,
    treat(how) {
      choose = how
    },
    messenger: {
      send,
      profile: async (_businessId, _place, handle) => profiles.get(handle.value),
      async download(_businessId, _place, file, mostBytes) {
        const bytes = kept.get(file.url ?? '')
        if (bytes === undefined) throw new Gone('the file does not exist')
        if (bytes.length > mostBytes) throw new NotAllowed('a smaller file')
        return bytes
      },
      staffRoots: async () => (surfaces.slack ? [{ ...slackRoot, isFailing: true }] : []),
      mailIdentity: async () => (surfaces.mail ? { ...mailbox, siblings } : undefined),
      channelPlace: ({ connector, account, channel }) =>
        connector === 'slack' ? { connector, account, thread: `${channel}/`, private: false } : undefined,
      channelName: async (_businessId, place) => channelNames.get(place.thread),
      holds: async (_businessId, place) => surfaces.holds?.(place) ?? true,
      texter: async () => (to) => (surfaces.texts ? textsTo(to) : undefined),
      costOf: ({ connector }, text) =>
        connector === 'sms' && text.length > 459 ? `${Math.ceil(text.length / 153)} segments` : undefined,
      filesNote: ({ connector }, files) =>
        connector === 'sms' && files.length > 0 ? `${files[0]?.name} goes as a link` : undefined,
      pace: async (_businessId, place) =>
        place.connector === 'sms' && surfaces.textEveryMs !== undefined
          ? { sender: place.account, everyMs: surfaces.textEveryMs }
          : undefined,
      abilities: abilitiesOf,
      describe(place) {
        // As connectors/sms names its places: `<channel>/<ours>/<theirs>`.
        const [channel, , value] = place.thread.split('/')
        if (place.connector !== 'sms' || value === undefined) return { channel: abilitiesOf(place.connector).channel }
        const recipient = { kind: 'phone' as const, value }
        return channel === 'whatsapp'
          ? { channel, recipient, answerWithinMs: 24 * 3_600_000 }
          : { channel: 'sms', recipient }
      },
    },
    heardIn: ({ connector, thread }) =>
      log.flatMap(({ place, outbound }) =>
        outbound.kind === 'reply' && place.connector === connector && place.thread === thread ? [outbound.text] : [],
      ),
    cards() {
      const shown = new Map<string, Accepted & { card: Card }>()
      for (const one of log) if ('card' in one.outbound) shown.set(one.platformId, { ...one, card: one.outbound.card })
      return [...shown.values()]
    },
  }
}

/** Our number and theirs. */
function textsTo({ number, ours }: { number: string; ours: string }): Place {
  return { connector: 'sms', account: ours, thread: `sms/${ours}/${number}`, private: true }
}

/** A mail is known by its Message-ID, a Slack message by channel and time. */
function idFor(place: Place, outbound: Outbound, count: number): string {
  if ('mail' in outbound && outbound.mail !== undefined) return outbound.mail.messageId
  if (place.connector === 'slack') return `${place.thread.split('/')[0]}/${1_700_000_000 + count}.000100`
  return `${place.connector}-${count}`
}
