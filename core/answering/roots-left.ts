import type { Hold } from '../domain/delivery.ts'
import type { Place } from '../domain/place.ts'
import type { House } from '../house.ts'
import type { StaffRoot } from '../ports.ts'
import type { Scope } from '../store/store.ts'

/** How long a channel that was not there is left alone before it is tried again, ms; twice as long each time. */
const firstLeftMs = 10 * 60_000
const longestLeftMs = 6 * 3_600_000

/**
 * Where staff are shown conversations now: an account's own channel that turned out to be gone gives way to the first other
 * that is used for something; without one, the account has none, as if it were not connected.
 */
export async function rootsLeft(
  { messenger, now }: Pick<House, 'messenger' | 'now'>,
  scope: Pick<Scope, 'holds' | 'staffChannels'>,
  roots: readonly StaffRoot[],
): Promise<Place[]> {
  if (!roots.some(({ isFailing }) => isFailing)) return roots.map(bare)
  const gone = (await scope.holds.list()).filter(({ until }) => until > now().toISOString())
  const channels = (await scope.staffChannels.list()).filter(({ purpose }) => purpose !== 'nothing')
  return roots.map(bare).flatMap((root) => {
    if (!gone.some((hold) => isOf(hold, root))) return root
    const next = channels.find(({ connector, account }) => connector === root.connector && account === root.account)
    return (next && messenger.channelPlace(next)) ?? []
  })
}

/** Inside a write: leaves a channel alone that is not there. */
export async function leaveAlone({ holds }: Scope, root: Place, why: string, now: Date): Promise<void> {
  const { connector, account } = root
  const known = (await holds.list()).find((hold) => isOf(hold, root))
  const tries = (known?.tries ?? 0) + 1
  const leftMs = Math.min(longestLeftMs, firstLeftMs * 2 ** (tries - 1))
  const until = new Date(now.getTime() + leftMs).toISOString()
  await holds.put({ connector, account, sender: senderOf(root), kind: 'permission', why, until, tries })
}

/** Inside a write: it is there again. */
export async function foundAgain({ holds, integrations }: Scope, root: Place): Promise<void> {
  const { connector, account } = root
  if ((await holds.lift(connector, account, [senderOf(root)])).length === 0) return
  const others = (await holds.list()).filter((one) => one.connector === connector && one.account === account)
  if (!others.some(({ kind }) => kind === 'permission'))
    await integrations.note(connector, account, { status: 'connected' })
}

/** Nothing is sent by it, so that what is on its way to threads there does not wait. */
function senderOf({ thread }: Place): string {
  return `channel ${thread}`
}

function isOf({ connector, account, sender }: Hold, root: Place): boolean {
  return connector === root.connector && account === root.account && sender === senderOf(root)
}

function bare({ connector, account, thread, private: isPrivate }: StaffRoot): Place {
  return { connector, account, thread, private: isPrivate }
}
