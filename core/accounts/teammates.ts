import { atDesk } from '../answering/desk.ts'
import { showConversation } from '../answering/show.ts'
import type { Role, Teammate } from '../domain/business.ts'
import type { Handle } from '../domain/place.ts'
import type { Actor } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { release } from './away.ts'
import { ownerOnly } from './owner-only.ts'
import { tellBusiness } from './tell.ts'

/** Conversations that are given back in one write when their teammate leaves. */
const givenBackAtOnce = 100

/** Makes somebody an owner or a teammate. Owners only; a business keeps at least one owner. */
export async function changeRole(house: House, actor: Actor, id: string, role: Role): Promise<void> {
  ownerOnly(actor)
  await house.store.of(actor.businessId).write(async (tx) => {
    // Locked before they are counted: two owners who step down at once must not both succeed.
    const owners = await tx.teammates.owners()
    const teammate = await standing(tx, id)
    if (teammate.role === role) return
    if (role === 'owner' && teammate.confirmedAt === null)
      throw new Refused(409, `${teammate.name} has not accepted the invitation yet.`)
    if (role === 'teammate') refuseLastOwner(owners, id)
    await tx.teammates.update(id, { role })
    await tx.audit.add({ actor: actor.teammateId, action: 'role changed', subject: id, data: { role } })
  })
  tellBusiness(house, actor.businessId)
}

/**
 * Removes a teammate: no session, link or handle of theirs works any more, and their conversations return to everybody.
 * What they taught stays, under their name. Owners only.
 */
export async function removeTeammate(house: House, actor: Actor, id: string): Promise<void> {
  ownerOnly(actor)
  const scope = house.store.of(actor.businessId)
  const name = await scope.write(async (tx) => {
    const owners = await tx.teammates.owners()
    const teammate = await standing(tx, id)
    if (teammate.role === 'owner') refuseLastOwner(owners, id)
    await tx.teammates.remove(id)
    await tx.audit.add({
      ...{ actor: actor.teammateId, action: 'teammate removed', subject: id },
      data: { name: teammate.name, email: teammate.email },
    })
    return teammate.name
  })
  tellBusiness(house, actor.businessId)
  await giveBack(house, actor.businessId, id, name)
}

/** Takes a platform account off a teammate: themselves or an owner. It is linked again only by a one-time link. */
export async function unlinkHandle(house: House, actor: Actor, id: string, handle: Handle): Promise<void> {
  if (actor.teammateId !== id) ownerOnly(actor)
  await house.store.of(actor.businessId).write(async (tx) => {
    await standing(tx, id)
    const known = (await tx.teammates.handles(id)).some((one) => one.kind === handle.kind && one.value === handle.value)
    if (!known) throw new Refused(404, 'This account is not linked to them.')
    await tx.teammates.unlink(id, handle)
    await tx.audit.add({ actor: actor.teammateId, action: 'account unlinked', subject: id, data: { ...handle } })
  })
  tellBusiness(house, actor.businessId)
}

/** Each conversation under its own lock; whoever writes meanwhile finds no sender who may act. */
async function giveBack(house: House, businessId: string, id: string, name: string): Promise<void> {
  for (;;) {
    const theirs = await house.store.of(businessId).conversations.list({ assigneeId: id, limit: givenBackAtOnce })
    for (const { id: conversationId } of theirs) {
      await atDesk(house, businessId, async (desk) => {
        const conversation = await desk.tx.conversations.lock(conversationId)
        if (conversation.assigneeId !== id) return
        await release(desk, conversation, `${name} is no longer on the team`, 'removed')
        await showConversation(desk, conversationId)
      })
    }
    if (theirs.length < givenBackAtOnce) return
  }
}

async function standing(tx: Scope, id: string): Promise<Teammate> {
  const teammate = await tx.teammates.get(id)
  if (teammate === undefined || teammate.removedAt) throw new Refused(404, 'This teammate does not exist.')
  return teammate
}

function refuseLastOwner(owners: readonly Teammate[], id: string): void {
  // An owner who never accepted the invitation could not let anybody in again.
  if (!owners.some((owner) => owner.id !== id && owner.confirmedAt !== null))
    throw new Refused(409, 'A business needs an owner: make somebody else an owner first.')
}
