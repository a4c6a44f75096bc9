import { ownerOnly } from '../accounts/owner-only.ts'
import type { By } from '../answering/drafts.ts'
import { replayReceipt } from '../answering/replay.ts'
import type { Actor, Core } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { renameAgent, setAgentStatus } from './agent.ts'
import { mergeTopics, nameTopic, pinTopic, unmergeTopics } from './arrange.ts'
import { giveVerdict } from './audited.ts'
import { evidence, insight, trial } from './insight.ts'
import { setLimits } from './limits.ts'
import { moveLesson, unmoveLesson } from './move-lesson.ts'
import { agentView, topics } from './progress.ts'
import { switchTopic } from './switch.ts'
import { voiceOf } from './voice.ts'
import { vouch } from './vouch.ts'

/** Who acts: a teammate of the business, or one of its owners; refused where they are not. */
interface Who {
  by(actor: Actor): Promise<By>
  owner(actor: Actor): Promise<By>
}

/** What teammates see of what was learned, and what owners decide about it. */
export function makeLearning(house: House, { by, owner }: Who): Core['learning'] {
  const scopeOf = (actor: Actor) => house.store.of(actor.businessId)
  return {
    topics: (actor) => topics(house, actor.businessId),
    trial: (actor, id) => trial(house, actor.businessId, id),
    evidence: (actor, id) => evidence(house, actor.businessId, id),
    insight: (actor) => insight(house, actor.businessId),
    async setLimits(actor, id, limits) {
      ownerOnly(actor)
      await setLimits(house, actor.businessId, id, limits, actor.teammateId)
    },
    vouchers: async (actor) => scopeOf(actor).vouchers.list((await scopeOf(actor).agent()).id),
    vouch: async (actor, id, stands) => vouch(house, await owner(actor), id, stands),
    giveVerdict: async (actor, id, verdict) => giveVerdict(house, await by(actor), id, verdict),
    async switchTopic(actor, topicId, on) {
      ownerOnly(actor)
      await switchTopic(house, actor.businessId, topicId, on, actor.teammateId)
    },
    nameTopic: async (actor, topicId, name) => nameTopic(house, await owner(actor), topicId, name),
    pinTopic: async (actor, topicId, isPinned) => pinTopic(house, await owner(actor), topicId, isPinned),
    mergeTopics: async (actor, topicId, into) => mergeTopics(house, await owner(actor), topicId, into),
    unmergeTopics: async (actor, topicId, mergeId) => unmergeTopics(house, await owner(actor), topicId, mergeId),
    moveLesson: async (actor, lessonId, to) => moveLesson(house, await by(actor), lessonId, to),
    unmoveLesson: async (actor, lessonId, moveId) => unmoveLesson(house, await by(actor), lessonId, moveId),
    agent: (actor, id) => agentView(house, actor.businessId, id),
    async setStatus(actor, id, status) {
      ownerOnly(actor)
      return setAgentStatus(house, actor.businessId, id, status, actor.teammateId)
    },
    voice: (actor, id) => voiceOf(house, actor.businessId, id),
    async rename(actor, id, name) {
      ownerOnly(actor)
      return renameAgent(house, actor.businessId, id, name, actor.teammateId)
    },
    async receipt(actor, id) {
      const receipt = await scopeOf(actor).receipts.get(id)
      if (receipt === undefined) throw new Refused(404, 'This receipt does not exist.')
      return receipt
    },
    replay: (actor, receiptId) => replayReceipt(house, actor.businessId, receiptId),
  }
}
