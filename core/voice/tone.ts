import { isThere, type Profile, usualWay } from './profile.ts'
import { habit, seldom } from './steps.ts'
import { fillClosing } from './templates.ts'
import type { Term } from './vocabulary.ts'

/** The habits in short sentences, for a model that is to write like this business. */
export function toneOf(profile: Profile | undefined, terms: readonly Term[]): string[] {
  if (profile === undefined) return []
  const { lines, length, sentence, contractions, polite, marks, traits } = profile
  const said: string[] = []
  const say = (sentence: string, isSo = true) => void (isSo && said.push(sentence))
  const way = (kind: keyof typeof lines) => JSON.stringify(spoken(usualWay(lines[kind])?.text ?? ''))
  const has = (kind: keyof typeof lines) => isThere(lines[kind]) >= habit && usualWay(lines[kind]) !== undefined
  say(`greets with ${way('greeting')}`, has('greeting'))
  say('does not greet', isThere(lines.greeting) <= seldom)
  say(`closes with ${way('closing')}`, has('closing'))
  say('has no closing line', isThere(lines.closing) <= seldom)
  say(`begins with ${way('opener')}`, has('opener'))
  say(`ends with ${way('offer')}`, has('offer'))
  say(`about ${length.middle} words, seldom more than ${length.high}; sentences of about ${sentence.middle} words`)
  say('uses short forms such as "don\'t"', (contractions ?? 0.5) >= 0.7)
  say('uses no short forms such as "don\'t"', (contractions ?? 0.5) <= 0.3)
  say(`${profile.spelling === 'british' ? 'British' : 'American'} spelling`, profile.spelling !== undefined)
  say('addresses customers politely (Sie, vous)', (polite ?? 0.5) >= 0.8)
  say('addresses customers familiarly (du, tu)', (polite ?? 0.5) <= 0.2)
  say('no exclamation marks', (marks.exclaim ?? 0) <= seldom)
  say('exclamation marks are usual', (marks.exclaim ?? 0) >= habit)
  say('no emoji', (marks.emoji ?? 0) + (marks.smiley ?? 0) <= seldom)
  say(
    `an emoji is usual: ${profile.emoji}`,
    (marks.emoji ?? 0) + (marks.smiley ?? 0) >= habit && profile.emoji !== undefined,
  )
  say(`formal ${traits.formal}, friendly ${traits.friendly}, technical ${traits.technical} of 1`)
  for (const { use, avoid } of terms.slice(0, 8)) say(`says "${use}", not "${avoid.join('" or "')}"`)
  return said
}

/** A model fills no slots of ours: it is told whose name stands there, and a draft is signed by whoever sends it. */
function spoken(template: string): string {
  return fillClosing(template, {}).trim().replace('{customer}', '[first name]').replace('{surname}', '[surname]')
}
