import { synonyms } from './synonyms.ts'
import type { Term } from './vocabulary.ts'

/** Words after which a noun stands, so that "to order" stays a verb. */
const determiners: Record<string, string> = {
  en: 'the|your|this|that|my|our|their|his|her|an?|each|any|every|another|new|next|last|first|these|those|all|both|no',
  de: '(?:d|ihr|dein|eur|unser|dies|jed|ein|kein|mein)(?:ie|er|em|en|es|e)?|der|die|das|den|dem|des|eine[rnms]?|ihre[rnms]?|deine[rnms]?',
  fr: 'la|le|les|l|un|une|des|votre|vos|ta|ton|tes|notre|nos|cette|ce|ces|sa|son|ses',
  es: 'el|la|los|las|un|una|su|sus|tu|tus|nuestro|nuestra|este|esta|estos|estas',
  it: 'il|lo|la|i|gli|le|un|una|suo|sua|tuo|tua|nostro|nostra|questo|questa',
  nl: 'de|het|een|uw|je|jouw|onze|ons|deze|dit|die|dat',
}

/** Says what the business says: "your order" → "your booking", where its staff never say the former. */
export function swapTerms(text: string, language: string, terms: readonly Term[]): string {
  const before = determiners[language]
  if (before === undefined || terms.length === 0) return text
  let changed = text
  for (const { use, avoid } of terms) {
    const group = synonyms[language]?.find((words) => words.some(([one]) => one === use))
    const preferred = group?.find(([one]) => one === use)
    if (group === undefined || preferred === undefined) continue
    for (const other of group) {
      if (!avoid.includes(other[0])) continue
      for (const number of [0, 1] as const) {
        const shape = new RegExp(`(?<!\\p{L})(${before})([ \\u00a0])(${other[number]})(?![\\p{L}'’-])`, 'giu')
        changed = changed.replace(
          shape,
          (_, article: string, space: string, word: string) =>
            `${language === 'en' ? fitting(article, preferred[number]) : article}${space}${cased(preferred[number], word)}`,
        )
      }
    }
  }
  return changed
}

/** "an order", "a booking". */
function fitting(article: string, word: string): string {
  if (!/^an?$/i.test(article)) return article
  return article[0]! + (/^[aeio]/i.test(word) ? 'n' : '')
}

function cased(word: string, like: string): string {
  return /^\p{Lu}/u.test(like) ? word[0]!.toUpperCase() + word.slice(1) : word
}
