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
  const change = { actor: by, action: `agent ${status}` }
  const agent = await save(house, businessId, agentId, { status }, change, settle)
  if (status === 'paused') await stopAutomatic(house, businessId, agent.id)
  return shown(house, businessId, agent.id)
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
  const change = { actor: by, action: 'agent renamed', data: { name } }
  const agent = await save(house, businessId, agentId, { name: name.trim() }, change)
  return shown(house, businessId, agent.id)
}

async function save(
  house: House,
  businessId: string,
  agentId: string,
  patch: Partial<Pick<Agent, 'name' | 'status'>>,
  change: { actor: string; action: string; data?: Record<string, unknown> },
  settle?: (tx: Scope) => Promise<void>,
): Promise<Agent> {
  return house.store.of(businessId).write(async (tx) => {
    await settle?.(tx)
    const agent = await tx.agent(agentId)
    await tx.saveAgent(agent.id, patch)
    await tx.audit.add({ ...change, subject: agent.id })
    return agent
  })
}

async function shown(house: House, businessId: string, agentId: string): Promise<AgentView> {
  house.live.publish(businessId, { type: 'agent', id: agentId, version: house.now().getTime() })
  return agentView(house, businessId, agentId)
}
