import { randomUUID } from 'node:crypto'
import { type BusinessSettings, defaultSettings, type Teammate } from '#core/domain/business.ts'
import type { OutboxRow } from '#core/domain/delivery.ts'
import type { Actor, Core, Session } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import type { Live, LiveEvent } from '#core/ports.ts'
import type { AgentView, ConversationView, PersonHeld } from '#core/views.ts'
import { fakeActs } from './acts.ts'
import { fakeConflicts, fakeTold } from './conflicts.ts'
import { fakeLive } from './live.ts'
import { fakeMoves } from './moves.ts'
import { noting } from './noting.ts'
import { draftOf, lessonOf, messageOf, outboxOf, receiptOf, topicOf } from './sample.ts'
import { rowOf, sampleImport, sampleTeammates, sampleTroubled, sampleViews } from './sample-shop.ts'
import { fakeTeam } from './team.ts'
import { fakeTopics } from './topics.ts'
import { sampleVoice } from './voice.ts'
import { fakeWaiting } from './waiting.ts'

export interface FakeCore {
  core: Core
  live: Live
  /** Access tokens: `owner` and `teammate` are signed in from the start. */
  tokens: Map<string, Actor>
  /** Refresh tokens that work, once. */
  refreshTokens: Map<string, Actor>
  views: Map<string, ConversationView>
  /** What was called, `area.name`, in order. */
  calls: string[]
}

export const password = 'correct horse battery'

/** A small core in memory that behaves like the port: enough to drive the API and to look at the pages. */
export function fakeCore(): FakeCore {
  const live = fakeLive()
  const tokens = new Map<string, Actor>([
    ['owner', { businessId: 'business-1', teammateId: 'teammate-1', role: 'owner' }],
    ['teammate', { businessId: 'business-1', teammateId: 'teammate-2', role: 'teammate' }],
    ['stranger', { businessId: 'business-2', teammateId: 'teammate-9', role: 'owner' }],
  ])
  const refreshTokens = new Map<string, Actor>()
  const calls: string[] = []
  const views = sampleViews()
  const outbox = new Map<string, OutboxRow>()
  const topics = [
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
  const lessons = new Map(
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
  const teammates = sampleTeammates()
  let settings: BusinessSettings = {
    ...defaultSettings,
    zone: 'Europe/Berlin',
    disclosure: 'You are chatting with an AI assistant; a person reads along.',
  }
  let status: AgentView['status'] = 'learning'

  const sessionOf = (actor: Actor): Session => {
    const session = {
      accessToken: randomUUID(),
      expiresIn: 900,
      refreshToken: randomUUID(),
      businessId: actor.businessId,
      teammateId: actor.teammateId,
    }
    tokens.set(session.accessToken, actor)
    refreshTokens.set(session.refreshToken, actor)
    return session
  }
  const changed = (type: LiveEvent['type'], id: string) => live.publish('business-1', { type, id, version: Date.now() })
  const { topicById, ...arranging } = fakeTopics(topics, (id) => changed('topic', id))
  const viewFor = (actor: Actor, id: string): ConversationView => {
    const view = actor.businessId === 'business-1' ? views.get(id) : undefined
    if (!view) throw new Refused(404, 'There is no such conversation.')
    return view
  }
  const sendOut = (view: ConversationView, text: string, actor: Actor, draftId: string | null): OutboxRow => {
    const id = view.conversation.id
    const row = outboxOf(randomUUID(), id, text, { draftId, teammateId: actor.teammateId, messageId: randomUUID() })
    outbox.set(row.id, row)
    view.messages.push({
      ...messageOf(row.messageId ?? '', id, {
        senderType: 'human',
        content: text,
        metadata: { teammateId: actor.teammateId, authorName: 'Anna Berg' },
        createdAt: new Date().toISOString(),
      }),
      delivery: row,
    })
    view.draft = null
    view.conversation = { ...view.conversation, waitingSince: null, version: view.conversation.version + 1 }
    changed('conversation', id)
    setTimeout(() => {
      if (row.state !== 'held') return
      row.state = 'sent'
      changed('outbox', row.id)
    }, 5_000).unref()
    return row
  }
  const draftView = (actor: Actor, id: string, version: number): ConversationView => {
    const view = actor.businessId === 'business-1' ? [...views.values()].find((v) => v.draft?.id === id) : undefined
    if (!view?.draft) throw new Refused(404, 'There is no such draft.')
    if (view.draft.version !== version) throw new Refused(409, 'There is a newer draft.')
    return view
  }
  const agentView = (): AgentView => ({
    id: 'agent-1',
    name: 'Lummy',
    status,
    learningStage: 41,
    voiceProfile: {},
    learningSeq: 341,
    learningEpoch: 0,
    projectedSeq: 341,
    stages: { observing: 1, recognizing: 1, supervised: 2, automatic: 0 },
    lessons: lessons.size,
    topics: topics.length,
    calibration: [0, 0.2, 0.4, 0.6, 0.8].map((from, i) => ({
      from,
      to: from + 0.2,
      predicted: from + 0.1,
      right: [0.05, 0.34, 0.46, 0.72, 0.93][i] ?? 0,
      count: [4, 11, 19, 32, 41][i] ?? 0,
    })),
  })
  const personOf = (test: (person: ConversationView['person']) => boolean) => {
    const person = [...views.values()].find((view) => test(view.person))?.person
    if (!person) throw new Refused(404, 'This person does not exist.')
    return person as PersonHeld['person']
  }
  const heldAbout = (id: string): PersonHeld => ({
    person: personOf((person) => person.id === id),
    counts: { conversations: 1, messages: 3, learning_data: 2 },
    ...{ inConversationsOfOthers: 0, alsoKnownAs: [] },
  })
  const core: Core = {
    inbound: { keep: async () => {}, keepAndHandle: async () => ({ kind: 'done' }) },
    unsubscribe: { press: async () => true, isOurs: async () => true },
    work: {
      handleLane: async () => {},
      finish: async () => {},
      deliver: async () => {},
      sweep: async () => {},
      runImport: async () => {},
      project: async () => {},
      refit: async () => {},
    },
    accounts: {
      register: async () => sessionOf({ businessId: 'business-1', teammateId: 'teammate-1', role: 'owner' }),
      login: async (input) => {
        if (input.password !== password) throw new Refused(401, 'The address or the password is wrong.')
        return sessionOf({ businessId: 'business-1', teammateId: 'teammate-1', role: 'owner' })
      },
      refresh: async (token) => {
        const actor = refreshTokens.get(token)
        refreshTokens.delete(token)
        if (!actor) throw new Refused(401, 'Sign in again.')
        return sessionOf(actor)
      },
      logout: async (token) => void refreshTokens.delete(token),
      actor: async (token) => tokens.get(token),
      me: async (actor) => ({
        teammate: teammates.find(({ id }) => id === actor.teammateId) ?? teammates[0]!,
        business: {
          id: actor.businessId,
          email: 'anna@shop.example',
          companyName: actor.businessId === 'demo' ? 'Sample shop' : 'Northwind Outdoor',
          industry: 'retail',
          settings: { ...settings, isDemo: actor.businessId === 'demo' },
          createdAt: '2026-11-01T08:00:00.000Z',
        },
        agents: [agentView()],
      }),
      ownerLink: async () => undefined,
      teammates: async () => teammates.map((t) => ({ ...t, handles: [{ kind: 'email', value: t.email }] })),
      addTeammate: async (_, { email, name, role }) => {
        const teammate: Teammate = {
          id: randomUUID(),
          email,
          name,
          role: role ?? 'teammate',
          confirmedAt: null,
          awayUntil: null,
        }
        teammates.push(teammate)
        return { teammate, link: `http://127.0.0.1/admin/accept?token=${randomUUID()}` }
      },
      acceptInvite: async () => sessionOf({ businessId: 'business-1', teammateId: 'teammate-2', role: 'teammate' }),
      settings: async () => settings,
      saveSettings: async (_, patch) => {
        settings = { ...settings, ...patch }
        return settings
      },
    },
    ...fakeTeam(teammates),
    people: {
      held: async (_, id) => heldAbout(id),
      byAddress: async (_, address) => heldAbout(personOf(({ handles }) => handles[0]?.value === address).id),
      export: async (_, id) => {
        const person = personOf((one) => one.id === id)
        return { exportedAt: new Date().toISOString(), person, held: { people: [{ ...person }] }, learned: [] }
      },
      erase: async (_, id, confirmation) => {
        const view = [...views.values()].find(({ person }) => person.id === id)
        if (!view?.person.handles.some(({ value }) => value === confirmation))
          throw new Refused(422, 'Nothing was erased: type their name to confirm.')
        view.person = { id, name: null, handles: [] }
        view.conversation = { ...view.conversation, erasedAt: new Date().toISOString() }
        changed('conversation', view.conversation.id)
      },
      known: async (_, id) => ({
        person: personOf((one) => one.id === id),
        ...{ conversations: [], links: [], suggestions: [] },
      }),
      link: async (actor, keptId, goneId) => ({
        ...{ id: 'link-1', keptId, goneId, why: 'teammate', by: actor.teammateId, at: new Date().toISOString() },
        ...{ handles: [], conversationIds: [], undoneAt: null, undoneBy: null },
      }),
      unlink: async () => {},
      askForProof: async () => {},
    },
    conversations: {
      list: async (actor, filter) =>
        actor.businessId !== 'business-1'
          ? []
          : [...views.values()]
              .filter((v) => !filter.status || v.conversation.status === filter.status)
              .filter((v) => !filter.waiting || v.conversation.waitingSince)
              .map(rowOf),
      get: async (actor, id) => viewFor(actor, id),
      reply: async (actor, id, { text }) => sendOut(viewFor(actor, id), text, actor, null),
      followUp: async (actor, id, choice) => {
        const { conversation } = viewFor(actor, id)
        conversation.followUpAt = choice === null ? null : new Date(Date.now() + 86_400_000).toISOString()
        changed('conversation', id)
        return { say: choice === null ? 'Nobody will be reminded.' : 'You are reminded tomorrow.' }
      },
      ...fakeActs(viewFor, (id) => changed('conversation', id)),
    },
    drafts: {
      approve: async (actor, id, version) =>
        sendOut(draftView(actor, id, version), draftView(actor, id, version).draft?.text ?? '', actor, id),
      edit: async (actor, id, version, text) => sendOut(draftView(actor, id, version), text, actor, id),
      editing: async (actor, id, isOpen) => {
        const view = [...views.values()].find((v) => v.draft?.id === id && actor.businessId === 'business-1')
        if (!view?.draft) throw new Refused(404, 'There is no such draft.')
        const editingUntil = isOpen ? new Date(Date.now() + 300_000).toISOString() : null
        view.draft = { ...view.draft, editorId: isOpen ? actor.teammateId : null, editingUntil }
        return editingUntil
      },
      useHere: async (_, conversationId) => draftOf('draft-9', conversationId),
      reject: async (actor, id) => {
        const view = [...views.values()].find((v) => v.draft?.id === id && actor.businessId === 'business-1')
        if (!view) throw new Refused(404, 'There is no such draft.')
        view.draft = null
        changed('draft', id)
      },
    },
    files: {
      upload: async (_, { name, type, bytes }) => ({ token: `token-${name}`, name, type, size: bytes.length }),
      open: async (token) => {
        if (token !== 'a.b') throw new Refused(404, 'This link has ended.')
        return { name: 'photo.png', bytes: Buffer.from('PNG'), preview: 'image/png' }
      },
    },
    outbox: {
      undo: async (_, id) => {
        const row = outbox.get(id)
        if (!row) throw new Refused(404, 'There is no such message.')
        if (row.state !== 'held') throw new Refused(409, 'It has left already.')
        row.state = 'cancelled'
        changed('outbox', id)
      },
      sendNow: async () => {},
      sendAgain: async () => {},
      itArrived: async () => {},
      otherChannel: async () => {},
      troubled: async () => sampleTroubled(),
    },
    conflicts: fakeConflicts((id) => changed('lesson', id)),
    waiting: { list: async (actor) => fakeWaiting(actor.businessId === 'business-1' ? views.values() : []) },
    written: {
      send: async () => outboxOf('outbox-9', 'conversation-2', 'Tell her that we refund the postage too.'),
      keep: async () => {},
    },
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
      agent: async () => agentView(),
      setStatus: async (_, __, to) => {
        status = to
        return agentView()
      },
      voice: async () => sampleVoice,
      rename: async (_, __, name) => ({ ...agentView(), name }),
      replay: async () => ({ outcome: 'same', sentence: 'It replays to the same decision.', details: [] }),
      receipt: async (_, id) => receiptOf(id, 'conversation-1'),
    },
    integrations: {
      list: async () => [
        {
          id: 'integration-1',
          agentId: 'agent-1',
          connector: 'webchat',
          account: 'site',
          label: 'Web chat',
          status: 'connected',
          lastEventAt: '2026-11-22T09:00:00.000Z',
          ...{ lastSentAt: null, lastError: null, lastErrorAt: null, failingSince: null },
          createdAt: '2026-11-01T08:00:00.000Z',
          health: {
            ...{ state: 'works', sentence: 'Works.', since: null, until: null },
            ...{ waiting: 0, waitingSince: null, failed: 0, inDoubt: 0 },
          },
        },
      ],
      add: async (_, input) => ({
        id: randomUUID(),
        agentId: 'agent-1',
        connector: input.connector,
        account: input.account,
        label: input.label,
        status: 'connected',
        lastEventAt: null,
        ...{ lastSentAt: null, lastError: null, lastErrorAt: null, failingSince: null },
        createdAt: '2026-11-22T09:00:00.000Z',
      }),
      remove: async () => {},
      tryAgain: async () => {},
      dismissConfirmation: async () => {},
    },
    imports: {
      list: async () => [sampleImport()],
      undo: async () => ({ run: sampleImport(), erased: 0 }),
      startDemo: async () => {
        const session = sessionOf({ businessId: 'demo', teammateId: 'teammate-1', role: 'owner' })
        return { businessId: 'demo', importId: 'import-1', session }
      },
      removeDemo: async () => {},
    },
  }
  return { core: noting(core, calls), live, tokens, refreshTokens, views, calls }
}

function refuse(status: number, sentence: string): never {
  throw new Refused(status, sentence)
}
