import type { Handle } from '../domain/place.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'

/** Whether a teammate said that what comes from here is spam; also where its sender was erased since. */
export async function isBlocked({ keys }: Pick<House, 'keys'>, scope: Scope, handle: Handle): Promise<boolean> {
  const known = await Promise.all(writtenAs({ keys }, handle).map((one) => scope.people.byHandle(one)))
  return known.some((one) => one !== undefined && one.blockedAt !== null)
}

/** How a handle may be kept: as it is, or as what stands for it once its owner was erased. */
export function writtenAs({ keys }: Pick<House, 'keys'>, handle: Handle): Handle[] {
  return [handle.value, ...codesOf(keys, handle)].map((value) => ({ kind: handle.kind, value }))
}

/** What stands for the handle of somebody who was erased and stays blocked: without our key it names nobody. */
export function blockedAs(keys: House['keys'], { kind, value }: Handle): string {
  return codeOf(keys.mac(label, bytesOf({ kind, value })))
}

/** *Not spam*, said of somebody who had been blocked before they were erased. */
export async function unblockErased({ keys }: Pick<House, 'keys'>, tx: Scope, handle: Handle): Promise<void> {
  for (const value of codesOf(keys, handle)) {
    const known = { kind: handle.kind, value }
    if ((await tx.people.byHandle(known)) !== undefined) await tx.people.block(known, null)
  }
}

const label = 'blocked handle'

function codesOf(keys: House['keys'], handle: Handle): string[] {
  return keys.macs(label, bytesOf(handle)).map(codeOf)
}

function codeOf(mac: Uint8Array): string {
  return `erased-${Buffer.from(mac).toString('hex')}`
}

function bytesOf({ kind, value }: Handle): Uint8Array {
  return Buffer.from(`${kind} ${value}`)
}
