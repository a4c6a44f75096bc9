import type { Core } from '#core/door.ts'
import { fakeTold } from './conflicts.ts'
import { fakeMoves } from './moves.ts'
import { receiptOf } from './sample.ts'
import { fakeTopics } from './topics.ts'
import { sampleVoice } from './voice.ts'
import { refuse, type World } from './world.ts'

/** What was learned: lessons, topics, the agent. */
export function fakeLearning(world: World): Pick<Core, 'lessons' | 'learning'> {
  const { lessons, changed } = world
  const { topicById, ...arranging } = fakeTopics(world.topics, (id) => changed('topic', id))
  return {
    lessons: {
      list: async (actor, { search }) =>
        actor.businessId === 'business-1'
          ? [...lessons.values()].filter((l) => !search || l.question.toLowerCase().includes(search.toLowerCase()))
          : [],
      get: async (_, id) => lessons.get(id) ?? refuse(404, 'There is no such lesson.'),
      ...fakeTold,
      forget: async (_, id) => (lessons.delete(id) ? changed('lesson', id) : refuse(404, 'There is no such lesson.')),
    },
    learning: {
      ...arranging,
      ...fakeMoves(lessons, topicById, (id) => changed('lesson', id)),
      trial: async (_, id) => ({ topic: topicById(id), rows: [] }),
      evidence: async (_, id) => ({
        topic: topicById(id),
        ...{ daily: [], weekly: [], last: [], wrong: [], disagreement: null, vouched: [] },
      }),
      insight: async () => ({
        coverage: { now: 0.2, in7Days: 0.3, in30Days: 0.5, in90Days: 0.6 },
        ...{ daily: [], weekly: [], unanswered: [] },
      }),
      vouchers: async () => [],
      vouch: async () => {},
      giveVerdict: async () => {},
      agent: async () => world.agent(),
      setStatus: async (_, __, to) => {
        world.status = to
        return world.agent()
      },
      voice: async () => sampleVoice,
      rename: async (_, __, name) => ({ ...world.agent(), name }),
      replay: async () => ({ outcome: 'same', sentence: 'It replays to the same decision.', details: [] }),
      receipt: async (_, id) => receiptOf(id, 'conversation-1'),
    },
  }
}
