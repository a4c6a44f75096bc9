import { describe, expect, test } from 'vitest'
import { decide, type Situation } from './decide.ts'
import { learningStage, stageOf } from './stage.ts'

const calm: Situation = {
  understanding: { asksForPerson: false, isThanks: false, pointsAtFile: false },
  prediction: {
    topicId: 't',
    candidates: [{ lessonId: 'l', topicId: 't', score: 1, why: 'fits' }],
    confidence: 0.97,
    signals: [],
  },
  stage: 'automatic',
  certified: true,
  switchedOn: true,
  policy: { showFrom: 0.35, sendFrom: 0.9 },
  unfilled: [],
  ungrounded: [],
  agentStatus: 'active',
  humanHasConversation: false,
  isMachine: false,
  hasUnreadableFile: false,
}
const hearing = (patch: Partial<Situation['understanding']>): Partial<Situation> => ({
  understanding: { ...calm.understanding, ...patch },
})
const predicting = (patch: Partial<Situation['prediction']>): Partial<Situation> => ({
  prediction: { ...calm.prediction, ...patch },
})

const unproven: Partial<Situation> = { stage: 'supervised', certified: false, switchedOn: false }

const table: [string, Partial<Situation>, string, boolean][] = [
  ['a certified topic that is switched on is answered', {}, 'answer', true],
  [
    'without the switch staff decide, and the row is evidence',
    { switchedOn: false, stage: 'supervised' },
    'draft',
    true,
  ],
  [
    'without a certificate staff decide, and the row is evidence',
    { certified: false, stage: 'supervised' },
    'draft',
    true,
  ],
  ['the stage alone sends nothing without a certificate', { certified: false }, 'draft', true],
  ['a silent topic is evidence, too', { stage: 'recognizing', certified: false }, 'observe', true],
  ['a customer who asks for a person gets one', hearing({ asksForPerson: true }), 'hand_over', false],
  [
    'even while the agent is paused',
    { ...hearing({ asksForPerson: true }), agentStatus: 'paused' },
    'hand_over',
    false,
  ],
  ['a sensitive subject is only drafted', hearing({ sensitive: 'money back' }), 'draft', false],
  [
    'unless the owner opted in by name',
    { ...hearing({ sensitive: 'cancellation' }), policy: { ...calm.policy, allowedSubjects: ['cancellation'] } },
    'answer',
    true,
  ],
  ['another language is never sent', predicting({ languageMismatch: true }), 'draft', false],
  ['an unfilled slot is never sent', { unfilled: ['reference'] }, 'draft', false],
  ['an ungrounded fact is never sent', { ungrounded: ['12'] }, 'draft', false],
  ['a message with a file is never answered alone', { hasUnreadableFile: true }, 'draft', false],
  ['nor one that points at a picture', hearing({ pointsAtFile: true }), 'draft', false],
  ['nor from a page that staff have not sent', { isSourcedOnly: true }, 'draft', false],
  ['an unsure draft is shown', predicting({ confidence: 0.5 }), 'draft', false],
  ['a very unsure one is not', predicting({ confidence: 0.2 }), 'observe', false],
  ['no lesson, no draft', predicting({ candidates: [], confidence: 0 }), 'observe', false],
  ['a machine is not answered', { isMachine: true }, 'observe', false],
  ['the agent is silent while a person has the conversation', { humanHasConversation: true }, 'observe', false],
  ['a paused agent sends nothing', { agentStatus: 'paused' }, 'observe', true],
  ['a thank-you needs no answer', hearing({ isThanks: true }), 'observe', false],
  ['nothing personal goes to others unseen', { isPersonal: true, strangers: ['ben@x.example'] }, 'draft', false],
  ['what everybody hears may go to others', { isPersonal: false, strangers: ['ben@x.example'] }, 'answer', true],
  ['nothing personal goes to a sender who is not proved', { isPersonal: true, isSenderProved: false }, 'draft', false],
  ['nor to a number', { isPersonal: true, isSenderProved: false, unproved: 'number' }, 'draft', false],
  ['what everybody hears may', { isPersonal: false, isSenderProved: false }, 'answer', true],
  [
    'the customer alone hears what is theirs',
    { isPersonal: true, strangers: [], isSenderProved: true },
    'answer',
    true,
  ],
  ['an angry customer gets a person’s answer', hearing({ sentiment: -0.8 }), 'draft', false],
  ['trouble told calmly is answered', hearing({ sentiment: -0.3 }), 'answer', true],
  [
    'what is urgent and can be answered is answered',
    hearing({ urgency: { level: 0.75, why: ['urgent'] } }),
    'answer',
    true,
  ],
  [
    'what is very urgent and cannot be is handed over',
    { ...hearing({ urgency: { level: 0.75, why: ['urgent'] } }), certified: false },
    'hand_over',
    true,
  ],
  ['danger is never answered alone', hearing({ urgency: { level: 0.9, why: ['danger'] } }), 'hand_over', false],
  [
    'nor is an urgent test handed over',
    { ...hearing({ urgency: { level: 0.9, why: ['x'] } }), isTest: true },
    'draft',
    false,
  ],
  ['a threat is handed over', hearing({ sensitive: 'threat' }), 'hand_over', false],
  ['an angry complaint is handed over', hearing({ sensitive: 'complaint', sentiment: -0.7 }), 'hand_over', false],
  ['a calm complaint is drafted', hearing({ sensitive: 'complaint', sentiment: -0.2 }), 'draft', false],
  ['who sells to the business gets no automatic answer', hearing({ kind: 'pitch' }), 'draft', false],
  ['nor does an applicant', hearing({ kind: 'job' }), 'draft', false],
  ['who wants to buy does', hearing({ kind: 'sales' }), 'answer', true],
  [
    'while closed, where answers are for opening hours',
    { isOpen: false, policy: { ...calm.policy, answerHours: 'open' } },
    'draft',
    false,
  ],
  ['while open, the same', { isOpen: true, policy: { ...calm.policy, answerHours: 'open' } }, 'answer', true],
  [
    'while open, where answers are for the nights',
    { isOpen: true, policy: { ...calm.policy, answerHours: 'closed' } },
    'draft',
    false,
  ],
  ['while closed, the same', { isOpen: false, policy: { ...calm.policy, answerHours: 'closed' } }, 'answer', true],
  ['a loop is handed over', { doubt: 'The customer asks the same again.' }, 'hand_over', true],
  ['a test conversation is only drafted', { isTest: true }, 'draft', true],
  [
    'an amount within the limit is answered',
    { amounts: [20], policy: { ...calm.policy, mostAmount: 20 } },
    'answer',
    true,
  ],
  ['one above it is only drafted', { amounts: [5, 21], policy: { ...calm.policy, mostAmount: 20 } }, 'draft', false],
  ['without a limit any amount is', { amounts: [9_000], policy: { ...calm.policy, mostAmount: null } }, 'answer', true],
  ['a capped topic is only drafted', { policy: { ...calm.policy, cap: 'supervised' } }, 'draft', false],
  ['a topic that waits for its checks is only drafted', { waits: 'Ten answers wait to be checked.' }, 'draft', true],
  ['what is drawn is answered by staff first', { audit: 'before' }, 'draft', true],
  ['or sent and looked at afterwards', { audit: 'after' }, 'answer', true],
  ['what a teammate vouched for is sent without proof', { ...unproven, vouchedBy: 'Olga' }, 'answer', true],
  ['but not through a closed gate', { ...unproven, vouchedBy: 'Olga', unfilled: ['order'] }, 'draft', false],
  [
    'nor beyond a cap',
    { ...unproven, vouchedBy: 'Olga', policy: { ...calm.policy, cap: 'supervised' } },
    'draft',
    false,
  ],
  ['nor while checks wait', { ...unproven, vouchedBy: 'Olga', waits: 'Ten answers wait.' }, 'draft', true],
  ['nor when it is sensitive', { ...unproven, vouchedBy: 'Olga', ...hearing({ sensitive: 'legal' }) }, 'draft', false],
  ['doubt about the last answer hands over', { doubt: 'The customer says no to it.' }, 'hand_over', true],
]

describe('decide', () => {
  test.each(table)('%s', (_, patch, action, admitted) => {
    const decision = decide({ ...calm, ...patch })
    expect(decision).toMatchObject({ action, admitted })
    expect(decision.reasons.length).toBeGreaterThan(0)
    expect(decision.admitted).toBe(decision.gates.every((gate) => gate.passed))
  })

  test('stage, certificate and switch change nothing about what is admitted', () => {
    for (const stage of ['observing', 'recognizing', 'supervised', 'automatic'] as const) {
      for (const on of [true, false]) {
        expect(decide({ ...calm, stage, certified: on, switchedOn: on }).admitted).toBe(true)
      }
    }
  })
})

describe('what is checked', () => {
  test('is kept from staff until they have answered, and says why', () => {
    const decision = decide({ ...calm, audit: 'before' })
    expect(decision).toMatchObject({ blind: 'audit', showDraft: false })
    expect(decide({ ...calm, ...unproven, isBlindSample: true })).toMatchObject({ action: 'draft', blind: 'sample' })
    expect(decide({ ...calm, audit: 'after' })).toMatchObject({ isAudited: true, action: 'answer' })
  })

  test('is only what would have been sent', () => {
    const closed = predicting({ confidence: 0.5 })
    expect(decide({ ...calm, ...closed, audit: 'before', isBlindSample: true }).blind).toBeUndefined()
    expect(decide({ ...calm, isTest: true, audit: 'before', isBlindSample: true }).blind).toBeUndefined()
    expect(decide({ ...calm, ...unproven, audit: 'before' }).blind).toBeUndefined()
  })
})

test('nothing is sent when any of stage, certificate, switch, cap or waiting checks says no', () => {
  for (let bits = 0; bits < 64; bits++) {
    const is = (bit: number) => (bits & (1 << bit)) !== 0
    const situation: Situation = {
      ...calm,
      stage: is(0) ? 'automatic' : 'supervised',
      certified: is(1),
      switchedOn: is(2),
      policy: { ...calm.policy, cap: is(3) ? null : 'supervised' },
      ...(is(4) ? {} : { waits: 'Ten answers wait to be checked.' }),
      ...(is(5) ? { audit: 'after' as const } : {}),
    }
    const { action } = decide(situation)
    expect(action === 'answer').toBe(is(0) && is(1) && is(2) && is(3) && is(4))
  }
})

describe('stageOf', () => {
  const standing = { certified: true, switchedOn: true }
  const rows: [string, { agreeing: number; judged: number; right: number }, Parameters<typeof stageOf>[1], string][] = [
    ['nothing was said yet', { agreeing: 0, judged: 0, right: 0 }, standing, 'observing'],
    [
      'one reply is enough for drafts',
      { agreeing: 1, judged: 0, right: 0 },
      { certified: false, switchedOn: false },
      'supervised',
    ],
    ['drafts that are mostly wrong fall silent', { agreeing: 5, judged: 4, right: 1 }, standing, 'recognizing'],
    [
      'a certificate alone switches nothing on',
      { agreeing: 300, judged: 300, right: 300 },
      { certified: true, switchedOn: false },
      'supervised',
    ],
    [
      'nor does the switch alone',
      { agreeing: 300, judged: 300, right: 300 },
      { certified: false, switchedOn: true },
      'supervised',
    ],
    ['both do', { agreeing: 300, judged: 300, right: 300 }, standing, 'automatic'],
    [
      'what waits to be checked holds it back',
      { agreeing: 300, judged: 300, right: 300 },
      { ...standing, waits: 'Ten answers wait to be checked.' },
      'supervised',
    ],
    [
      'a cap holds whatever the evidence',
      { agreeing: 300, judged: 300, right: 300 },
      { ...standing, cap: 'recognizing' },
      'recognizing',
    ],
    ['a cap lifts nothing', { agreeing: 0, judged: 0, right: 0 }, { ...standing, cap: 'supervised' }, 'observing'],
  ]
  test.each(rows)('%s', (_, topic, state, stage) => {
    expect(stageOf(topic, state)).toBe(stage)
  })

  test('the learning stage weighs topics by their share of the traffic', () => {
    expect(learningStage([])).toBe(0)
    expect(learningStage([{ volume: 10, stage: 'automatic' }])).toBe(100)
    expect(
      learningStage([
        { volume: 90, stage: 'observing' },
        { volume: 10, stage: 'automatic' },
      ]),
    ).toBeLessThan(20)
  })
})
