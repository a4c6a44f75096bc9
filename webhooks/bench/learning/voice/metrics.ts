import { lower, type Metric, share } from '../metric.ts'

const hit =
  'share of the drafts that the judge of 100 replies a house gives to the right house, over its share on replies that the house wrote itself about the same; 1 = it cannot tell'

/** Eight invented houses; the reference stands for eleven real brands, whose texts are not here. */
export const voiceMetrics: readonly Metric[] = [
  share('voice.judge', 'Voice: replies given to the right one of 8 houses, 30 learned of each', {
    definition:
      'a linear classifier on character 2-4-grams, trained on 30 replies of each of eight invented houses that answer the same questions, asked about replies on other matters; the reference is 11 real brands',
    reference: 0.89,
  }),
  share('voice.judge5', '  five replies at a time', {
    definition: 'the same, the scores of five replies of one house added',
    reference: 0.99,
  }),
  share('voice.delta', "  by Burrows' Delta", {
    definition: 'the same replies by the rates of the 100 most frequent words alone',
    reference: 0.6,
  }),
  share('voice.delta5', "  by Burrows' Delta, five at a time", {
    definition: 'the same, distances of five replies added',
    reference: 0.95,
  }),
  number('voice.hit30', 'VoiceHit: neutral words put into the voice of a house, 30 replies learned', {
    definition: `neutral answers about matters that were not learned, restyled and signed as drafts are; ${hit}`,
    reach: 1,
  }),
  number('voice.hit100', '  100 replies learned', { definition: 'the same', reach: 1 }),
  number('voice.hitWorst', '  the house that is hit least, 30 learned', { definition: 'the same, by house' }),
  number('voice.hitOwn', "  the house's own words without frame, 30 learned", {
    definition: 'the same, what is restyled is what a lesson keeps of a reply of the house',
    reach: 1,
  }),
  number('voice.hitBody', '  below greeting and above closing alone, 100 learned', {
    definition: 'the same for neutral words, by a judge that was trained on and sees the words between the frame only',
    reach: 1,
  }),
  number('voice.hitNone', '  neutral words as they are', { definition: 'the same, not restyled; chance' }),
  number('voice.hitDrawn', '  houses drawn at random, 30 learned', {
    definition:
      'the same for eight houses a seed that nobody has looked at: each habit from one of the written ones, shares of their own',
    reach: 1,
  }),
  share('voice.kept', '  drafts that keep every fact', {
    definition:
      'every figure, date, price, hour and place that was filled into the answer stands in the draft, and no other digit',
    reach: 1,
  }),
  share('voice.auroc', 'Voice score: own replies above those of other houses, AUROC', {
    definition:
      'the chance that a reply of the house scores higher than one of another house about the same matters, by a voice that learned 30 replies; mean of the houses',
  }),
  share('voice.aurocWorst', '  the worst house', { definition: 'the same, the lowest of the eight' }),
  share('voice.aurocDrawn', '  houses drawn at random', { definition: 'the same of those' }),
  share('voice.aurocDraft', '  restyled above neutral words, AUROC', {
    definition: 'the chance that a draft in the voice scores higher than the neutral answer it was made from',
  }),
  lower(
    'voice.ece',
    '  calibration error, houses that nothing was fitted on',
    'how far a score lies from the share of own replies among texts with that score, own and others at even odds; 10 bins, four houses against each other',
    {},
  ),
  lower('voice.eceFitted', '  calibration error, the four it was fitted on', 'the same, of the other four', {}),
  lower('voice.eceDrawn', '  calibration error, houses drawn at random', 'the same, all eight against each other', {}),
]

/** What is no share. */
function number(id: string, what: string, more: Partial<Metric> & { definition: string }): Metric {
  return { ...share(id, what, more), unit: '' }
}
