import type { Teammate } from '../domain/business.ts'
import { defaultSettings } from '../domain/business.ts'
import type { Actor, Session } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { openWebChat } from '../integrations/web-chat.ts'
import { sampleHistory } from '../testing/sample-history.ts'
import { makePairing, pairsOf } from './import/pairs.ts'
import type { PastMessage } from './import/past-message.ts'
import { runImport } from './import/run.ts'
import { refreshStage } from './progress.ts'

/** The name by which a worker knows that an import is the sample history, which it can make again at any time. */
export const sampleName = 'sample history'
const sampleSeed = 7

/** The sample shop: a business of its own, marked demo, filled by an ordinary import. */
export function makeDemo(
  house: House,
  accounts: { sessionIn(businessId: string, teammate: Teammate): Promise<Session> },
) {
  const { store } = house

  async function find(email: string): Promise<{ businessId: string; teammate: Teammate } | undefined> {
    for (const found of await store.system.signIn(email)) {
      if ((await store.of(found.businessId).business()).settings.isDemo) return found
    }
    return undefined
  }

  return {
    /** Makes the shop, or returns the one that is there; its import runs in a worker. */
    async start(actor: Actor): Promise<{ businessId: string; importId: string; session: Session }> {
      const me = await store.of(actor.businessId).teammates.get(actor.teammateId)
      if (me === undefined) throw new Refused(401, 'Please sign in.')
      const known = await find(me.email)
      const businessId = known?.businessId ?? (await makeShop(house, me))
      const scope = store.of(businessId)
      const teammate = known?.teammate ?? (await scope.teammates.byEmail(me.email))
      const run = (await scope.imports.list())[0] ?? (await startImport(house, businessId))
      if (run.state === 'running') await house.jobs.run(businessId, { name: 'import', id: run.id })
      return { businessId, importId: run.id, session: await accounts.sessionIn(businessId, teammate as Teammate) }
    },

    /** Removes the shop and everything in it. */
    async remove(actor: Actor): Promise<void> {
      const me = await store.of(actor.businessId).teammates.get(actor.teammateId)
      const shop = me && (await find(me.email))
      if (shop === undefined) throw new Refused(404, 'There is no sample shop.')
      await store.system.removeBusiness(shop.businessId)
    },

    /** A worker's part. Other imports read a file that only their own command can see: it goes on by calling it again. */
    async run(businessId: string, importId: string): Promise<void> {
      const run = await store.of(businessId).imports.get(importId)
      if (run === undefined || run.state !== 'running' || run.name !== sampleName) return
      const messages = pastMessages(run.createdAt)
      const pairing = makePairing({ isStaff: () => false })
      await runImport(house, house.learners, businessId, run, pairsOf(messages, pairing), { batchSize: 50 })
      await refreshStage(house, businessId, run.agentId)
    },
  }
}

async function makeShop(house: House, owner: Teammate): Promise<string> {
  const { business } = sampleHistory({ seed: sampleSeed, now: house.now() })
  const made = await house.store.system.createBusiness({
    // The table wants one address a business; people sign in by their own, which is the owner's teammate row.
    email: `sample+${crypto.randomUUID()}@sample.invalid`,
    passwordHash: '',
    companyName: business.company,
    industry: business.industry,
    // Nobody sits at this desk to answer first what is drawn.
    settings: { ...defaultSettings, isDemo: true, auditTime: 'after' },
    ownerName: owner.name,
    ownerEmail: owner.email,
    agentName: 'Lummy',
    confirmedAt: house.now().toISOString(),
  })
  const scope = house.store.of(made.businessId)
  await openWebChat(scope, made.agentId, business.company)
  return made.businessId
}

async function startImport(house: House, businessId: string) {
  const scope = house.store.of(businessId)
  const agent = await scope.agent()
  const total = [...pastMessages(house.now().toISOString())].filter((message) => message.side === 'staff').length
  return scope.imports.start({
    agentId: agent.id,
    name: sampleName,
    digest: `sample-${sampleSeed}`,
    total,
    fromSeq: agent.learningSeq,
  })
}

/** The generator's rows as past messages; made from the import's own time, so that a second run makes the same ones. */
function* pastMessages(at: string): Generator<PastMessage> {
  const { rows } = sampleHistory({ seed: sampleSeed, now: new Date(at) })
  for (const [i, row] of rows.entries()) {
    const address =
      row.from === 'staff' ? `${row.author ?? 'staff'}@sample.invalid` : `${row.conversation}@sample.invalid`
    yield {
      externalId: `sample-${i}`,
      conversation: row.conversation,
      references: [],
      subject: row.subject ?? '',
      at: row.at,
      from: { address, ...(row.author === undefined ? {} : { name: row.author }) },
      to: [],
      cc: [],
      side: row.from,
      channel: row.channel ?? 'email',
      isMachine: false,
      isList: false,
      text: row.text,
    }
  }
}
