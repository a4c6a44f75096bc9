import type { Business, BusinessSettings, Teammate } from '../domain/business.ts'
import { defaultSettings } from '../domain/business.ts'
import type { Actor, Session } from '../door.ts'
import { Refused } from '../errors.ts'
import { openWebChat } from '../integrations/web-chat.ts'
import type { Ports } from '../ports.ts'
import { type Invited, inviteTeammate } from './invite.ts'
import { judgeLink, linkHash, makeLink } from './links.ts'
import { hashPassword, needsRehash, passwordProblem, verifyPassword } from './password.ts'
import { tellBusiness } from './tell.ts'
import {
  accessKeyLabel,
  accessTokenMs,
  hashToken,
  judgeRefresh,
  makeAccessToken,
  makeRefreshToken,
  readAccessToken,
} from './tokens.ts'

/** Sign-up, sign-in and teammates. */
export function makeAccounts(ports: Pick<Ports, 'store' | 'keys' | 'now' | 'log' | 'live'> & { publicUrl: string }) {
  const { store, now } = ports
  const accessKey = ports.keys.derive(accessKeyLabel)

  async function session(
    businessId: string,
    teammate: Teammate,
    family: string = crypto.randomUUID(),
  ): Promise<Session> {
    const refresh = makeRefreshToken(now())
    await store.system.saveRefresh({
      hash: refresh.hash,
      family,
      businessId,
      teammateId: teammate.id,
      expiresAt: refresh.expiresAt,
    })
    const claims = { business: businessId, teammate: teammate.id, role: teammate.role }
    return {
      accessToken: await makeAccessToken(accessKey, claims, now()),
      expiresIn: accessTokenMs / 1000,
      refreshToken: refresh.token,
      businessId,
      teammateId: teammate.id,
    }
  }

  async function spendLink(token: string, purpose: 'owner' | 'invite') {
    const hash = linkHash(token)
    const link = hash === undefined ? undefined : await store.system.readLink(hash)
    const verdict = judgeLink(link, purpose, now())
    if (hash === undefined || link === undefined || verdict !== 'good') {
      throw new Refused(
        409,
        { used: 'This link was used already.', expired: 'This link has expired: ask for a new one.' }[
          String(verdict)
        ] ?? 'This link is not one of ours.',
      )
    }
    return { hash, link }
  }

  async function useLink(hash: string): Promise<void> {
    if (!(await store.system.useLink(hash))) throw new Refused(409, 'This link was used already.')
  }

  return {
    async register(input: {
      token?: string
      email: string
      password: string
      companyName: string
      industry: string
      name: string
    }): Promise<Session> {
      refuseWeak(input.password)
      // Whoever sets up an installation holds the link that its terminal printed; nobody else can open an account.
      const { hash } = await spendLink(input.token ?? '', 'owner')
      const email = input.email.trim().toLowerCase()
      if ((await store.system.signIn(email)).length > 0)
        throw new Refused(409, 'This address has an account already: sign in.')
      const passwordHash = await hashPassword(input.password)
      await useLink(hash)
      const made = await store.system.createBusiness({
        email,
        passwordHash,
        companyName: input.companyName.trim(),
        industry: input.industry.trim(),
        settings: defaultSettings,
        ownerName: input.name.trim() || email,
        agentName: 'Lummy',
        confirmedAt: now().toISOString(),
      })
      await openWebChat(store.of(made.businessId), made.agentId, input.companyName.trim())
      const teammate = await store.of(made.businessId).teammates.get(made.teammateId)
      return session(made.businessId, teammate as Teammate)
    },

    async login(input: { email: string; password: string; businessId?: string }): Promise<Session> {
      const found = await store.system.signIn(input.email.trim().toLowerCase())
      const wanted = input.businessId === undefined ? found : found.filter((one) => one.businessId === input.businessId)
      for (const { businessId, teammate, passwordHash } of wanted) {
        if (!(await verifyPassword(input.password, passwordHash))) continue
        if (passwordHash !== null && needsRehash(passwordHash)) {
          await store.of(businessId).teammates.update(teammate.id, { passwordHash: await hashPassword(input.password) })
        }
        return session(businessId, teammate)
      }
      // The same work and the same words whether or not the address is known.
      if (wanted.length === 0) await verifyPassword(input.password, null)
      throw new Refused(401, 'E-mail address or password is wrong.')
    },

    async refresh(token: string): Promise<Session> {
      const row = await store.system.useRefresh(hashToken(token))
      const verdict = judgeRefresh(row, now())
      if (row !== undefined && verdict === 'revoke family') await store.system.revokeRefresh(row.family)
      if (row === undefined || verdict !== 'rotate') throw new Refused(401, 'Please sign in.')
      const teammate = await store.of(row.businessId).teammates.get(row.teammateId)
      if (teammate === undefined || teammate.removedAt) throw new Refused(401, 'Please sign in.')
      return session(row.businessId, teammate, row.family)
    },

    async logout(token: string): Promise<void> {
      const row = await store.system.useRefresh(hashToken(token))
      if (row !== undefined) await store.system.revokeRefresh(row.family)
    },

    async actor(accessToken: string): Promise<Actor | undefined> {
      const claims = await readAccessToken(ports.keys.derivedAll(accessKeyLabel), accessToken, now())
      if (claims === undefined) return undefined
      // A token outlives what it was given for: whoever was removed or lost a role is asked about now.
      const teammate = await store.of(claims.business).teammates.get(claims.teammate)
      if (teammate === undefined || teammate.removedAt) return undefined
      return { businessId: claims.business, teammateId: teammate.id, role: teammate.role }
    },

    async me(actor: Actor) {
      const scope = store.of(actor.businessId)
      const teammate = await scope.teammates.get(actor.teammateId)
      if (teammate === undefined || teammate.removedAt) throw new Refused(401, 'Please sign in.')
      return { teammate, business: await scope.business(), agents: [await scope.agent()] }
    },

    /** The page that creates the owner's account; undefined once there is one. */
    async ownerLink(): Promise<string | undefined> {
      if ((await store.system.businesses()).some((business) => !business.settings.isDemo)) return undefined
      const link = makeLink('owner', now())
      await store.system.saveLink({
        hash: link.hash,
        purpose: 'owner',
        businessId: null,
        teammateId: null,
        data: {},
        expiresAt: link.expiresAt,
      })
      return `${ports.publicUrl}/admin/welcome?token=${link.token}`
    },

    async teammates(actor: Actor) {
      const scope = store.of(actor.businessId)
      return Promise.all(
        (await scope.teammates.list({ withRemoved: true })).map(async (one) => ({
          ...one,
          handles: await scope.teammates.handles(one.id),
        })),
      )
    },

    addTeammate: (actor: Actor, input: Invited) => inviteTeammate(ports, actor, input),

    async acceptInvite(input: { token: string; password: string; name?: string }): Promise<Session> {
      refuseWeak(input.password)
      const { hash, link } = await spendLink(input.token, 'invite')
      if (link.businessId === null || link.teammateId === null)
        throw new Refused(409, 'This link is not an invitation.')
      const passwordHash = await hashPassword(input.password)
      await useLink(hash)
      const scope = store.of(link.businessId)
      await scope.teammates.update(link.teammateId, {
        passwordHash,
        confirmedAt: now().toISOString(),
        ...(input.name?.trim() ? { name: input.name.trim() } : {}),
      })
      tellBusiness(ports, link.businessId)
      return session(link.businessId, (await scope.teammates.get(link.teammateId)) as Teammate)
    },

    async settings(actor: Actor): Promise<BusinessSettings> {
      return (await store.of(actor.businessId).business()).settings
    },

    /** A session in another business of the same person; for the sample shop. */
    sessionIn: (business: Business['id'], teammate: Teammate) => session(business, teammate),
  }
}

function refuseWeak(password: string): void {
  const problem = passwordProblem(password)
  if (problem !== undefined) throw new Refused(422, problem)
}
