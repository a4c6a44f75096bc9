/** English short forms. A short form that may stand for two things ("he'd") is left as it is. */

/** How often a text could have been short, and how often it was. */
export function countContractions(text: string): { short: number; long: number } {
  return { short: text.match(anyShort)?.length ?? 0, long: countLong(text) }
}

/** "do not" → "don't", where a native speaker would. */
export function contract(text: string): string {
  let changed = text
  for (const [pattern, by] of longForms) changed = changed.replace(pattern, by)
  return changed
}

/** "don't" → "do not". */
export function expand(text: string): string {
  let changed = text
  for (const [pattern, by] of shortForms) changed = changed.replace(pattern, by)
  return changed
}

const quote = "['’]"
/** Something goes on behind it: "as it is." stays. */
const goesOn = '(?=[ \\u00a0]\\p{Ll})'
const participle =
  '(?=[ \\u00a0](?:been|already|just|now|not|never|also|\\p{Ll}{2,14}ed|sent|made|got|had|done|put|taken|given|found)(?!\\p{L}))'
/** "Don't you" turns round when it is long. */
const turns = '(?![ \\u00a0](?:you|we|they|i|he|she|it|there|this|that)(?!\\p{L}))'

const auxiliaries = 'do|does|did|is|are|was|were|has|have|had|would|could|should|must|need'

type Replacement = (whole: string, ...parts: string[]) => string
const longForms: [RegExp, Replacement][] = [
  [pattern(`(?<!\\p{L})(${auxiliaries}) not(?!\\p{L})`), (_, verb) => `${verb}n't`],
  [pattern('(?<!\\p{L})(w)ill not(?!\\p{L})'), (_, letter) => `${letter}on't`],
  [pattern('(?<!\\p{L})(c)an ?not(?!\\p{L})'), (_, letter) => `${letter}an't`],
  [pattern(`(?<!\\p{L})(i) am${goesOn}`), (_, who) => `${who}'m`],
  [pattern(`(?<!\\p{L})(you|we|they) are${goesOn}`), (_, who) => `${who}'re`],
  [pattern(`(?<!\\p{L}|as )(it|that|there|here|what|he|she|who) is${goesOn}`), (_, who) => `${who}'s`],
  [pattern(`(?<!\\p{L})(i|you|we|they|it|that|he|she|there) will${goesOn}`), (_, who) => `${who}'ll`],
  [pattern(`(?<!\\p{L})(i|you|we|they) have${participle}`), (_, who) => `${who}'ve`],
  [pattern(`(?<!\\p{L})(i|you|we|they) would${goesOn}`), (_, who) => `${who}'d`],
]

const shortForms: [RegExp, Replacement][] = [
  [pattern(`(?<!\\p{L})(w)on${quote}t(?!\\p{L})${turns}`), (_, letter) => `${letter}ill not`],
  [pattern(`(?<!\\p{L})(c)an${quote}t(?!\\p{L})${turns}`), (_, letter) => `${letter}annot`],
  [pattern(`(?<!\\p{L})(${auxiliaries})n${quote}t(?!\\p{L})${turns}`), (_, verb) => `${verb} not`],
  [pattern(`(?<!\\p{L})(i)${quote}m(?!\\p{L})`), (_, who) => `${who} am`],
  [pattern(`(?<!\\p{L})(you|we|they)${quote}re(?!\\p{L})`), (_, who) => `${who} are`],
  [
    pattern(`(?<!\\p{L})(it|that|there|he|she)${quote}s(?=[ \\u00a0](?:been|got|had|taken|become)(?!\\p{L}))`),
    (_, who) => `${who} has`,
  ],
  [
    pattern(
      `(?<!\\p{L})(it|that|there|here|what|he|she|who)${quote}s(?![\\p{L}])(?![ \\u00a0]\\p{Ll}{2,14}(?:ed|en|nt)(?!\\p{L}))`,
    ),
    (_, who) => `${who} is`,
  ],
  [pattern(`(?<!\\p{L})(i|you|we|they|it|that|he|she|there)${quote}ll(?!\\p{L})`), (_, who) => `${who} will`],
  [pattern(`(?<!\\p{L})(i|you|we|they)${quote}ve(?!\\p{L})`), (_, who) => `${who} have`],
  [
    pattern(
      `(?<!\\p{L})(i|you|we|they)${quote}d(?=[ \\u00a0](?:like|love|be|suggest|recommend|need|prefer|advise|happily|gladly)(?!\\p{L}))`,
    ),
    (_, who) => `${who} would`,
  ],
]

const anyShort = pattern(
  `(?<!\\p{L})(?:(?:${auxiliaries})n${quote}t|won${quote}t|can${quote}t|i${quote}m|(?:you|we|they)${quote}re|(?:it|that|there|here|what|he|she|who)${quote}s|(?:i|you|we|they|it|that|he|she|there)${quote}(?:ll|d)|(?:i|you|we|they)${quote}ve)(?!\\p{L})`,
)

function pattern(source: string): RegExp {
  return new RegExp(source, 'giu')
}

/** One after the other, so that "we will not" is one place. */
function countLong(text: string): number {
  let rest = text
  let count = 0
  for (const [form, by] of longForms) {
    count += rest.match(form)?.length ?? 0
    rest = rest.replace(form, by)
  }
  return count
}
