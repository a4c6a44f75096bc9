import { lower, type Metric, share } from './metric.ts'
import { voiceMetrics } from './voice/metrics.ts'

const last = 'of the last 1,000 rows of the log'
const judged = 'judged by score.mjs'

/** Every line that the bench prints, in order. Aims are those that the project set itself before it measured. */
export const metrics: readonly Metric[] = [
  share('people.last', `Banking77, replies as people write them, agreement ${last}`, {
    definition: `--people 4; the drafted reply comes from an earlier row of the same topic and says what that one said, without another customer's name or case number; ${judged} --by-source`,
  }),
  share('people.all', '  all rows', { definition: 'the same, of all rows' }),
  {
    ...share('people.gap', '  points behind plain, last 1,000', {
      definition: 'plain agreement of the last 1,000 minus that with --people 4',
    }),
    ...{ unit: 'points', better: 'lower', reach: 0.02, moonshot: 0.005 },
  },
  {
    ...share('people.gapAll', '  points behind plain, all rows', { definition: 'the same, of all rows' }),
    ...{ unit: 'points', better: 'lower', reach: 0.02, moonshot: 0.005 },
  },
  risk('people.coverage', '  sent alone, last 1,000', `share ${last} answered alone under a certificate of 2 %`),
  lower('people.wrong', '  wrong among sent', 'share of all rows sent that were wrong, mean of the seeds', {}),
  share('topics.nmi', 'Topics found from --people replies, NMI at 77', {
    definition:
      'normalised mutual information (arithmetic mean) of the topics of all lessons at the end of the --people 4 log and the labels of their rows',
    ...{ unit: '', reach: 0.95, moonshot: 0.99 },
  }),
  share('official.full', 'Banking77 official test, full', {
    definition:
      'all 10,003 training pairs learned one after the other in a seeded order, then the 3,080 test questions predicted without learning; right = the reply of the true topic',
    ...{ reference: 0.915, reach: 0.915, moonshot: 0.934 },
  }),
  share('official.shot10', 'Banking77 official test, 10 pairs a topic', {
    definition: 'as in full, with the 10-shot training split',
    ...{ reference: 0.749, reach: 0.76, moonshot: 0.8 },
  }),
  share('official.shot5', 'Banking77 official test, 5 pairs a topic', {
    definition: 'as in full, with the 5-shot training split',
    ...{ reference: 0.634, reach: 0.65, moonshot: 0.7 },
  }),
  share('plain.last', `Banking77 plain, agreement ${last}`, {
    definition: `replies are identical strings a topic; right = the same reply, ${judged}`,
    ...{ reference: 0.909, reach: 0.915, moonshot: 0.93 },
  }),
  share('plain.all', '  all rows', {
    definition: 'the same, of all rows, the first included',
    ...{ reference: 0.83, reach: 0.84, moonshot: 0.87 },
  }),
  lower('plain.ece', '  calibration error (ECE), last 1,000', `15 bins of equal width, ${judged}`, {
    ...{ reference: 0.019, reach: 0.02, moonshot: 0.01 },
  }),
  share('plain.coverage', '  sent alone at a certified 2 %, last 1,000', {
    definition: `share ${last} that the replay answers by itself: every gate open and a certificate (2 %, alpha 5 %) standing; the owner has opted in to every subject by name, as the reference knows none`,
    ...{ reference: 0.66, reach: 0.72, moonshot: 0.82 },
  }),
  share('plain.coverage4000', '  the same after 4,000 messages', {
    definition: 'the same, of the last 1,000 of the first 4,000 rows',
    ...{ reference: 0.1, reach: 0.25, moonshot: 0.5 },
  }),
  share('plain.coverageShipped', '  the same while a bank’s most frequent subjects are for people alone', {
    definition:
      'as the replay above, with the settings that a business starts with: money back, payment data, credentials, legal, health, cancellation, complaints and threats are never answered alone',
  }),
  lower(
    'plain.broken',
    '  seeds that break 2 % (the aim: of 20)',
    'seeds in which the rows sent were wrong more than 2 % of the time (one-sided binomial, 1 %)',
    {
      ...{ unit: 'seeds', reference: 1, reach: 0, moonshot: 0 },
    },
  ),
  lower(
    'plain.wrong',
    '  realised error: wrong among sent',
    'wrong share of all rows sent, mean of the seeds that sent any',
    {
      ...{ reference: 0.008, reach: 0.015, moonshot: 0.015 },
    },
  ),
  share('airline.last', `Airline chat, agreement ${last}`, { definition: `12,000 chat turns, ${judged}` }),
  share('airline.all', '  all rows', { definition: 'the same, of all rows' }),
  lower('airline.ece', '  calibration error (ECE), last 1,000', `15 bins of equal width, ${judged}`, {
    ...{ reference: 0.03, reach: 0.025, moonshot: 0.01 },
  }),
  share('airline.coverage', '  sent alone at a certified 2 %, last 1,000', {
    definition: 'as for Banking77',
    ...{ reference: 0.42, reach: 0.52, moonshot: 0.7 },
  }),
  lower('airline.broken', '  seeds that break 2 %', 'as for Banking77', { unit: 'seeds', reach: 0, moonshot: 0 }),
  lower('airline.wrong', '  realised error: wrong among sent', 'as for Banking77', { reach: 0.015, moonshot: 0.015 }),
  ...replayMetrics('swapped', 'Banking77, one reply in 200 swapped (--swap 0.005)'),
  {
    ...lower(
      'drift.rows',
      'The answer to a topic changes (--drift): rows until right again',
      'the most frequent topic of Banking77 gets another reply half-way; its rows before the first draft with the new one',
      { reference: 13, reach: 8, moonshot: 3 },
    ),
    unit: 'rows',
  },
  lower('drift.stale', '  rows drafted with the old reply', 'rows of the changed topic, up to the end of the log', {
    unit: 'rows',
  }),
  lower(
    'drift.wrong',
    '  wrong answers sent',
    'rows of the changed topic that were answered alone and wrong, from the change up to the end of the log',
    { unit: 'rows', reference: 2, reach: 2, moonshot: 1 },
  ),
  lower(
    'drift.stopped',
    '  stopped by audits before it is right again',
    'share of drifts and draws in which audits of 10 % of these answers raise the alarm or the veto; the replays themselves stop nothing',
    {},
  ),
  lower(
    'certified.formula5',
    'Clean rows until one claim is certified at 5 %',
    'rows without an error that the test of one topic needs (alpha 5 %, first attempt)',
    { unit: 'rows', reference: 84, reach: 75, moonshot: 70 },
  ),
  lower('certified.formula2', '  at 2 %', 'the same', { unit: 'rows', reference: 206, reach: 185, moonshot: 175 }),
  lower(
    'certified.bitext5',
    'Rows of evidence until a Bitext topic is certified at 5 %, median',
    'Bitext replayed; rows charged to the claim of a topic until it was certified, errors among them included; median of those that were',
    { unit: 'rows', reference: 84, reach: 75, moonshot: 70 },
  ),
  lower('certified.bitext2', '  at 2 %', 'the same', { unit: 'rows', reference: 206, reach: 185, moonshot: 175 }),
  lower(
    'certified.at25',
    'Rows until certified at 2 %, errors at a quarter of that, median',
    'simulated topics, alpha 5 %, first attempt',
    { unit: 'rows' },
  ),
  lower('certified.at50', '  errors at half of that', 'the same', { unit: 'rows' }),
  lower(
    'promoted.atEps',
    'Topics ever certified whose error equals 2 %',
    'simulated, 3,000 rows, looked at after each; wrong rows settle up to 200 rows late, half of them never; state rebuilt now and then; anew after every veto, up to three times; alpha 5 %',
    { reach: 0.05 + 3 * Math.sqrt((0.05 * 0.95) / 2000) },
  ),
  lower('promoted.atTwice', '  whose error is 4 %', 'the same', { reach: 0.01 }),
  lower(
    'promoted.unionAtEps',
    'Topics ever answered alone whose error equals 2 %',
    'simulated businesses of ten topics, 3,000 rows; sent on their own proof or on that of a gate of the pool',
    { reach: 0.05 + 3 * Math.sqrt((0.05 * 0.95) / 2000) },
  ),
  lower('promoted.unionAtTwice', '  whose error is 4 %', 'the same', { reach: 0.01 }),
  lower('promoted.poolAtEps', '  businesses whose pool was certified, 2 %', 'the same', {
    reach: 0.05 + 3 * Math.sqrt((0.05 * 0.95) / 200),
  }),
  {
    ...lower(
      'alarms.detector',
      'Audits between false alarms of the detector',
      'simulated at an error of 2 %; mean',
      {},
    ),
    ...{ unit: 'audits', better: 'higher', reach: 1000 },
  },
  {
    ...lower('alarms.veto', '  of the veto', 'the same', {}),
    ...{ unit: 'audits', better: 'higher' },
  },
  ...revoked([
    [10, 500, 400],
    [25, 150, 120],
    [50, 80, 60],
    [100, 50, 30],
  ]),
  share('oos.auroc', 'Topics nobody has seen (banking77_oos, near misses), AUROC', {
    definition:
      'its 50 topics replayed, then test questions inside and near-miss questions outside of them predicted without learning; the chance that a question inside gets a higher confidence than one outside (ties half)',
    ...{ reference: 0.837, reach: 0.85, moonshot: 0.9 },
  }),
  share('star.label', 'STAR dialogues, label of the reply', {
    definition:
      'four fifths of the dialogues learned, the replies of the rest drafted without learning; right = the draft comes from a row with the same label',
    ...{ reference: 0.581, reach: 0.62, moonshot: 0.7 },
  }),
  share('star.recall1', '  recall@1 of 100', {
    definition:
      'the true reply among 100 different ones of the same rows, ranked by what the engine gives to the topic that says the same; ties lost',
    ...{ reference: 0.529, reach: 0.57, moonshot: 0.65 },
  }),
  share('star.recall10', '  recall@10 of 100', {
    definition: 'the same, among the first ten',
    ...{ reference: 0.805, reach: 0.84, moonshot: 0.9 },
  }),
  share('star.replay', 'STAR dialogues, agreement by source, all rows', {
    definition: `every agent turn of 1,667 dialogues, in order, with what was said before it; ${judged} --by-source (ceiling about 87 %)`,
    ...{ reference: 0.525, reach: 0.57, moonshot: 0.65 },
  }),
  share('star.replayLast', '  last 1,000', { definition: 'the same, of the last 1,000 rows' }),
  ...replayMetrics('finance', 'Elsewhere: finance chat'),
  ...replayMetrics('insurance', 'Elsewhere: what people say to an insurer (913 rows, 22 topics)'),
  {
    ...share('speed.77', 'Predict and learn at 77 topics, rows a second on one core', {
      definition: 'Banking77 plain replayed; rows / seconds that the process computed (all its threads together)',
    }),
    ...{ unit: 'rows/s', reference: 200, reach: 1000, moonshot: 5000 },
  },
  {
    ...share('speed.300', '  at 300 topics', {
      definition: 'the same with invented questions, 300 topics in turn',
    }),
    unit: 'rows/s',
  },
  lower(
    'memory.agent',
    'Memory of one agent, MB',
    'heap and typed arrays that its engine holds after Banking77 --people 4',
    {
      unit: 'MB',
    },
  ),
  {
    ...share('memory.agents', '  agents that a worker of 4 GB holds', {
      definition: '4,096 MB over the memory of one',
    }),
    unit: 'agents',
  },
  share('contradictions.precision', 'Contradictions between lessons, precision', {
    definition:
      '200 pairs of lessons of our own, 100 contradict in amount, duration, date or yes and no, 100 merely differ',
    reach: 0.95,
  }),
  share('contradictions.recall', '  recall', { definition: 'the same', reach: 0.95 }),
  share('contradictions.held.precision', '  precision on scenes that no rule was written against', {
    definition: 'the same, scenes kept apart',
    reach: 0.95,
  }),
  share('contradictions.held.recall', '  recall on scenes that no rule was written against', {
    definition: 'the same, scenes kept apart',
    reach: 0.95,
  }),
  ...voiceMetrics,
]

/** What is told of every plain replay. */
function replayMetrics(id: string, of: string): Metric[] {
  const plain = 'as for Banking77 plain'
  return [
    share(`${id}.last`, `${of}, agreement of the last 1,000`, { definition: plain }),
    share(`${id}.all`, '  all rows', { definition: plain }),
    lower(`${id}.ece`, '  calibration error (ECE), last 1,000', plain, {}),
    share(`${id}.coverage`, '  sent alone at a certified 2 %, last 1,000', { definition: plain }),
    lower(`${id}.broken`, '  seeds that break 2 %', plain, { unit: 'seeds', reach: 0, moonshot: 0 }),
    lower(`${id}.wrong`, '  realised error: wrong among sent', plain, { reach: 0.015, moonshot: 0.015 }),
  ]
}

/** Answers until a topic is revoked, for each share of errors it jumps to. */
function revoked(aims: readonly (readonly [percent: number, reach: number, moonshot: number])[]): Metric[] {
  return aims.map(([percent, reach, moonshot]) =>
    lower(
      `revoked.${percent}`,
      `Answers until a topic is revoked, its error jumps to ${percent} %`,
      'simulated: audits at 10 % of what is answered alone, detector and veto; mean of many topics',
      { unit: 'answers', reach, moonshot },
    ),
  )
}

function risk(id: string, what: string, definition: string): Metric {
  return share(id, what, { definition })
}
