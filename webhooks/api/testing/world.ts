import { randomUUID } from 'node:crypto'
import { type BusinessSettings, defaultSettings } from '#core/domain/business.ts'
import type { Actor, Session } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import type { LiveEvent } from '#core/ports.ts'
import type { AgentView, ConversationView } from '#core/views.ts'
import { fakeLive } from './live.ts'
import { lessonOf, topicOf } from './sample.ts'
import { sampleTeammates, sampleViews } from './sample-shop.ts'

export type World = ReturnType<typeof makeWorld>

/** What the areas of the small core share: the rows of one business, and who is signed in to it. */
export function makeWorld() {
  const live = fakeLive()
  const tokens = new Map<string, Actor>([
    ['owner', { businessId: 'business-1', teammateId: 'teammate-1', role: 'owner' }],
    ['teammate', { businessId: 'business-1', teammateId: 'teammate-2', role: 'teammate' }],
    ['stranger', { businessId: 'business-2', teammateId: 'teammate-9', role: 'owner' }],
  ])
  const refreshTokens = new Map<string, Actor>()
  const views = sampleViews()
  const world = {
    ...{ live, tokens, refreshTokens, views, topics: sampleTopics(), lessons: sampleLessons() },
    teammates: sampleTeammates(),
    settings: {
      ...defaultSettings,
      zone: 'Europe/Berlin',
      disclosure: 'You are chatting with an AI assistant; a person reads along.',
    } as BusinessSettings,
    status: 'learning' as AgentView['status'],

    /** Signs somebody in. */
    session(actor: Actor): Session {
      const { businessId, teammateId } = actor
      const session = {
        ...{ accessToken: randomUUID(), expiresIn: 900, refreshToken: randomUUID(), businessId, teammateId },
      }
      tokens.set(session.accessToken, actor)
      refreshTokens.set(session.refreshToken, actor)
      return session
    },
    changed: (type: LiveEvent['type'], id: string) => live.publish('business-1', { type, id, version: Date.now() }),
    view(actor: Actor, id: string): ConversationView {
      const view = actor.businessId === 'business-1' ? views.get(id) : undefined
      return view ?? refuse(404, 'There is no such conversation.')
    },
    agent: (): AgentView => ({
      ...{ id: 'agent-1', name: 'Lummy', status: world.status, learningStage: 41, voiceProfile: {} },
      ...{ learningSeq: 341, learningEpoch: 0, projectedSeq: 341 },
      stages: { observing: 1, recognizing: 1, supervised: 2, automatic: 0 },
      ...{ lessons: world.lessons.size, topics: world.topics.length },
      calibration: [0, 0.2, 0.4, 0.6, 0.8].map((from, i) => ({
        ...{ from, to: from + 0.2, predicted: from + 0.1 },
        ...{ right: [0.05, 0.34, 0.46, 0.72, 0.93][i] ?? 0, count: [4, 11, 19, 32, 41][i] ?? 0 },
      })),
    }),
  }
  return world
}

export function refuse(status: number, sentence: string): never {
  throw new Refused(status, sentence)
}

function sampleTopics() {
  return [
    topicOf('topic-1', 'Where is my parcel'),
    topicOf('topic-2', 'Return an item', {
      ...{ stage: 'recognizing', volume: 22, judged: 9, right: 8 },
      merged: [
        {
          mergeId: 'merge-1',
          id: 'topic-5',
          name: 'Shoes back',
          lessons: 6,
          by: 'Anna Berg',
          at: '2026-11-18T09:00:00.000Z',
        },
      ],
    }),
    topicOf('topic-3', 'Opening hours', { stage: 'supervised', eligible: true, volume: 143, agreeing: 140 }),
    topicOf('topic-4', 'Change the address', { stage: 'observing', volume: 4, agreeing: 2, judged: 0, right: 0 }),
  ]
}

function sampleLessons() {
  return new Map(
    [
      lessonOf('lesson-1'),
      lessonOf('lesson-2', {
        origin: 'import',
        author: 'Jonas Weiss',
        standing: 'superseded',
        supersededBy: 'lesson-1',
      }),
      lessonOf('lesson-3', {
        topicId: 'topic-3',
        question: 'Are you open on Sundays?',
        reply: 'We are closed on Sundays; on Saturdays we are here until four.',
        slots: [],
        moved: { moveId: 'move-1', by: 'Anna Berg', at: '2026-11-20T10:00:00.000Z' },
      }),
    ].map((l) => [l.id, l]),
  )
}
