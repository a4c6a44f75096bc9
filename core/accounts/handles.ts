import type { Author } from '../domain/event.ts'
import type { Handle } from '../domain/place.ts'
import type { Actor } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Ports } from '../ports.ts'
import type { HandleOffer } from '../views.ts'
import { judgeLink, linkHash, makeLink } from './links.ts'
import { tellBusiness } from './tell.ts'

/**
 * Makes the one-time link by which somebody proves that this account is theirs: they sign in behind it. Undefined where no
 * link may help: bots, guests, people of other workspaces, unverified senders, and mail, where an address proves itself.
 */
export async function offerLink(
  house: Pick<Ports, 'store' | 'now'> & { publicUrl: string },
  businessId: string,
  author: Author,
): Promise<{ label: string; url: string } | undefined> {
  if (author.isUs || author.isMachine || author.isOutsider || !author.isVerified) return undefined
  if (author.handle.kind === 'email') return undefined
  const { token, ...row } = makeLink('handle', house.now())
  const data = { ...author.handle, name: author.name ?? null }
  await house.store.system.saveLink({ ...row, businessId, teammateId: null, data })
  return { label: 'This is me', url: `${house.publicUrl}/admin/link?token=${token}` }
}

/** What a link would tie to whoever is signed in. */
export async function readOffer(house: House, actor: Actor, token: string): Promise<HandleOffer> {
  return (await goodOffer(house, actor, token)).offer
}

/** Ties the account to the teammate who is signed in; the link works once. */
export async function acceptOffer(house: House, actor: Actor, token: string): Promise<HandleOffer> {
  const { hash, offer } = await goodOffer(house, actor, token)
  const scope = house.store.of(actor.businessId)
  const known = await scope.people.byHandle(offer.handle)
  if (known?.teammateId && known.teammateId !== actor.teammateId)
    throw new Refused(409, 'This account is linked to another teammate: an owner can unlink it under Teammates.')
  if (!(await house.store.system.useLink(hash))) throw new Refused(409, 'This link was used already.')
  await scope.write(async (tx) => {
    await tx.teammates.link(actor.teammateId, offer.handle)
    const data = { ...offer.handle }
    await tx.audit.add({ actor: actor.teammateId, action: 'account linked', subject: actor.teammateId, data })
  })
  tellBusiness(house, actor.businessId)
  return offer
}

/** What an account that is linked to nobody is told: that nothing happened, and how to be linked. */
export async function unlinkedAnswer(
  house: House,
  businessId: string,
  author: Author,
): Promise<{ body: string; link?: { label: string; url: string } }> {
  const link = await offerLink(house, businessId, author)
  if (link === undefined) return { body: 'Ask the owner to add your e-mail address under Teammates.' }
  return { body: 'Are you on the team? Press the button and sign in: the link is good for an hour, once.', link }
}

async function goodOffer(house: House, actor: Actor, token: string): Promise<{ hash: string; offer: HandleOffer }> {
  const hash = linkHash(token)
  const link = hash === undefined ? undefined : await house.store.system.readLink(hash)
  // A link of another business is not told apart from one that never was.
  const mine = link?.businessId === actor.businessId ? link : undefined
  const verdict = judgeLink(mine, 'handle', house.now())
  if (hash === undefined || mine === undefined || verdict !== 'good') {
    const sentences: Record<string, string> = {
      used: 'This link was used already.',
      expired: 'This link has expired: write again and you get a new one.',
    }
    throw new Refused(409, sentences[verdict] ?? 'This link is not one of ours.')
  }
  const { kind, value, name } = mine.data
  return {
    hash,
    offer: { handle: { kind, value } as Handle, name: typeof name === 'string' ? name : null },
  }
}
