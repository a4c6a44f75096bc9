import { type MailLanguage, mailLanguages } from './languages.ts'

/** Writing without spaces between words: there a word has no edge to look for. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u

/** One regular expression's source that matches any language's words of the given kind; whole words where a script has them. */
export function anyOf(part: Exclude<keyof MailLanguage, 'id'>): string {
  const all = [...new Set(mailLanguages.flatMap((language) => alternatives(language[part])))]
  const words = all.sort((one, other) => other.length - one.length)
  const whole = words.filter((word) => !unspaced.test(word)).join('|')
  const loose = words.filter((word) => unspaced.test(word)).join('|')
  return `(?:(?<!\\p{L})(?:${whole})(?![\\p{L}\\p{M}])${loose === '' ? '' : `|(?:${loose})`})`
}

/** The single words behind a language's bars. */
export function alternatives(words: string | undefined): string[] {
  return words === undefined ? [] : words.split('|')
}
