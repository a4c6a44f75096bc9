import type { Role, Teammate } from '../domain/business.ts'
import type { Actor } from '../door.ts'
import { Refused } from '../errors.ts'
import type { Ports } from '../ports.ts'
import { makeLink } from './links.ts'
import { ownerOnly } from './owner-only.ts'
import { tellBusiness } from './tell.ts'

export interface Invited {
  email: string
  name: string
  role?: Role
}

/**
 * Makes somebody a teammate who has to accept, and a link to do so, good once and for a week. Whoever was removed comes
 * back as who they were; whoever has not accepted yet gets another link. Owners only; refused where they are here already.
 */
export async function inviteTeammate(
  ports: Pick<Ports, 'store' | 'now' | 'live'> & { publicUrl: string },
  actor: Actor,
  input: Invited,
): Promise<{ teammate: Teammate; link: string }> {
  ownerOnly(actor)
  const { store, now, publicUrl } = ports
  const scope = store.of(actor.businessId)
  const email = input.email.trim().toLowerCase()
  const known = await scope.teammates.byEmail(email)
  if (known?.confirmedAt) throw new Refused(409, `${email} is a teammate already.`)
  if (known?.removedAt) {
    const back = { removedAt: null, role: input.role ?? 'teammate', name: input.name.trim() || known.name }
    await scope.teammates.update(known.id, back)
  }
  const teammate =
    (known && (await scope.teammates.get(known.id))) ??
    (await scope.teammates.create({
      email,
      name: input.name.trim() || email,
      role: input.role ?? 'teammate',
      passwordHash: null,
      confirmedAt: null,
    }))
  const link = makeLink('invite', now())
  await store.system.saveLink({
    hash: link.hash,
    purpose: 'invite',
    businessId: actor.businessId,
    teammateId: teammate.id,
    data: {},
    expiresAt: link.expiresAt,
  })
  await scope.audit.add({ actor: actor.teammateId, action: 'teammate invited', subject: teammate.id })
  tellBusiness(ports, actor.businessId)
  return { teammate, link: `${publicUrl}/admin/accept?token=${link.token}` }
}
