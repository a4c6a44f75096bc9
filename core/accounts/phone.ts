import type { Actor } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { ownerOnly } from './owner-only.ts'
import { tellBusiness } from './tell.ts'

/**
 * Says at which number a teammate takes calls; null = none. Themselves or an owner; audited. A number proves nothing: who
 * calls or texts from it is a customer like any other, and teaches nothing.
 */
export async function setPhone(house: House, actor: Actor, id: string, number: string | null): Promise<void> {
  if (actor.teammateId !== id) ownerOnly(actor)
  const value = number === null ? null : e164(number)
  if (value === undefined)
    throw new Refused(
      422,
      'A number with its country, please: +49 30 1234567. Spaces, dashes and brackets do not matter.',
    )
  await house.store.of(actor.businessId).write(async (tx) => {
    const teammate = await tx.teammates.get(id)
    if (teammate === undefined || teammate.removedAt) throw new Refused(404, 'This teammate does not exist.')
    if (value !== null) {
      const known = await tx.people.byHandle({ kind: 'phone', value })
      if (known?.teammateId && known.teammateId !== id) throw new Refused(409, 'This is another teammate’s number.')
    }
    for (const handle of await tx.teammates.handles(id))
      if (handle.kind === 'phone' && handle.value !== value) await tx.teammates.unlink(id, handle)
    if (value !== null) await tx.teammates.link(id, { kind: 'phone', value })
    await tx.audit.add({
      ...{ actor: actor.teammateId, action: 'phone for calls changed', subject: id },
      data: { number: value },
    })
  })
  tellBusiness(house, actor.businessId)
}

/** The number as E.164, or undefined where it is none. */
function e164(number: string): string | undefined {
  const bare = number
    .trim()
    .replace(/^00/, '+')
    .replaceAll(/[\s().\-/]/g, '')
  return /^\+[1-9]\d{6,14}$/.test(bare) ? bare : undefined
}
