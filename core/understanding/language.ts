import { detectAll } from 'tinyld'
import { again } from './again.ts'
import { words } from './text.ts'

/** The ISO 639 code of "we cannot tell": it matches every language. */
export const unknownLanguage = 'und'

/**
 * Tells the language of a text, or `und` where the text is too short to be sure: a wrong guess would keep a right
 * lesson from being used, an unknown one only leaves it to the other signals.
 */
export const languageOf = again((text: string): string => {
  const found = words(text.slice(0, 1000)).filter((word) => word !== '#')
  const byWords = voteOfCommonWords(found)
  if (byWords) return byWords
  const letters = found.reduce((sum, word) => sum + word.length, 0)
  if (found.length < 3 || letters < 16) return unknownLanguage
  const [best, second] = detectAll(found.join(' '), { only: readable })
  if (!best || best.accuracy < 0.3 || (second && second.accuracy > 0.8 * best.accuracy)) return unknownLanguage
  return best.lang
})

/** True unless both are known and differ. */
export function sameLanguage(a: string, b: string): boolean {
  return a === b || a === unknownLanguage || b === unknownLanguage
}

const readable = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'sv',
  'da',
  'no',
  'fi',
  'pl',
  'cs',
  'tr',
  'ru',
  'uk',
  'ja',
  'zh',
  'ko',
  'ar',
  'he',
  'el',
  'ro',
  'hu',
]

/** Words that are frequent in one language and rare in the others; two of one language and none of another decide. */
const common: Record<string, ReadonlySet<string>> = {
  en: new Set(
    'the is are my your you how what where when with have has can could would does this that it for of please and there'.split(
      ' ',
    ),
  ),
  de: new Set(
    'der die das ist sind ich mein meine wie wo wann mit haben kann können und nicht eine einen für bitte noch es zu wird'.split(
      ' ',
    ),
  ),
  fr: new Set('le les est je mon ma votre vous où quand avec une pour pas des du et nous combien'.split(' ')),
  es: new Set('el los las está mi dónde cuándo con una para por qué cómo y puedo mis hay'.split(' ')),
  it: new Set('il gli è mio mia dove quando con una per che posso sono di quanto'.split(' ')),
  pt: new Set('os é meu minha onde quando com uma para não posso você quanto'.split(' ')),
  nl: new Set('het een is mijn waar wanneer met hoe kan ik niet voor van'.split(' ')),
}

function voteOfCommonWords(found: string[]): string | undefined {
  let winner: string | undefined
  let most = 0
  let next = 0
  for (const [language, list] of Object.entries(common)) {
    const votes = found.reduce((sum, word) => sum + (list.has(word) ? 1 : 0), 0)
    if (votes > most) {
      next = most
      most = votes
      winner = language
    } else if (votes > next) next = votes
  }
  return most >= 2 && most >= 2 * next ? winner : undefined
}
