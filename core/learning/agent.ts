import { stopAutomatic } from '../answering/after-cancel.ts'
import type { Agent } from '../domain/business.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { AgentView } from '../views.ts'
import { agentView } from './progress.ts'

/** Lets an agent work or stops it; a paused one sends nothing, and what it held is stopped. */
export async function setAgentStatus(
  house: House,
  businessId: string,
  agentId: string,
  status: Agent['status'],
  by: string,
  settle?: (tx: Scope) => Promise<void>,
): Promise<AgentView> {
  const agent = await save(house, businessId, agentId, settle, async () => ({
    patch: { status },
    change: { actor: by, action: `agent ${status}` },
  }))
  if (status === 'paused') await stopAutomatic(house, businessId, agent.id)
  return shown(house, businessId, agent.id)
}

/** Lets a paused agent go on as what it was: one that was only learning answers nothing alone afterwards, either. */
export async function resumeAgent(
  house: House,
  businessId: string,
  agentId: string,
  by: string,
  settle?: (tx: Scope) => Promise<void>,
): Promise<AgentView> {
  await save(house, businessId, agentId, settle, async (tx, agent) => {
    const status = agent.status === 'paused' ? await statusBefore(tx, agent.id) : agent.status
    return { patch: { status }, change: { actor: by, action: `agent ${status}` } }
  })
  return shown(house, businessId, agentId)
}

/** Gives an agent the name under which it speaks to customers. */
export async function renameAgent(
  house: House,
  businessId: string,
  agentId: string,
  name: string,
  by: string,
): Promise<AgentView> {
  if (name.trim() === '') throw new Refused(422, 'The agent needs a name.')
  const agent = await save(house, businessId, agentId, undefined, async () => ({
    patch: { name: name.trim() },
    change: { actor: by, action: 'agent renamed', data: { name } },
  }))
  return shown(house, businessId, agent.id)
}

interface Change {
  patch: Partial<Pick<Agent, 'name' | 'status'>>
  change: { actor: string; action: string; data?: Record<string, unknown> }
}

async function save(
  house: House,
  businessId: string,
  agentId: string,
  settle: ((tx: Scope) => Promise<void>) | undefined,
  changed: (tx: Scope, agent: Agent) => Promise<Change>,
): Promise<Agent> {
  return house.store.of(businessId).write(async (tx) => {
    await settle?.(tx)
    const agent = await tx.agent(agentId)
    const { patch, change } = await changed(tx, agent)
    await tx.saveAgent(agent.id, patch)
    const isPause = patch.status === 'paused' && agent.status !== 'paused'
    await tx.audit.add({ ...change, subject: agent.id, ...(isPause ? { data: { before: agent.status } } : {}) })
    return agent
  })
}

/** Pauses that are looked through for that of this agent. */
const mostPauses = 50

/** What it was when it was paused; where a topic was switched on meanwhile, it answers alone by now. */
async function statusBefore({ audit }: Scope, agentId: string): Promise<Agent['status']> {
  const pauses = await audit.list(mostPauses, { action: 'agent paused' })
  const pause = pauses.find(({ subject, data }) => subject === agentId && data.before !== undefined)
  if (pause?.data.before !== 'learning') return 'active'
  const [switched] = await audit.list(1, { action: 'topic switched on' })
  return switched !== undefined && switched.at > pause.at ? 'active' : 'learning'
}

async function shown(house: House, businessId: string, agentId: string): Promise<AgentView> {
  house.live.publish(businessId, { type: 'agent', id: agentId, version: house.now().getTime() })
  return agentView(house, businessId, agentId)
}
