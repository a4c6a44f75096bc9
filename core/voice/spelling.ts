/** British and American spelling, where a word has both. */

/** Words spelled in one of the ways that have another one. */
export function countSpellings(text: string): { british: number; american: number } {
  const found = text.match(spelled) ?? []
  const count = found.filter((word) => british.has(word.toLowerCase())).length
  return { british: count, american: found.length - count }
}

/** "color" → "colour", or the other way round; what has a capital inside a sentence is a name and stays. */
export function spell(text: string, as: 'british' | 'american'): string {
  const twins = as === 'british' ? american : british
  return text.replace(spelled, (word, at: number) => {
    const other = twins.get(word.toLowerCase())
    return other === undefined || isName(word, text, at) ? word : cased(other, word)
  })
}

/** Whole words; what may be another word in one of the spellings is left out. Data. */
const spellings: readonly (readonly [british: string, american: string])[] = [
  ...both('our', 'or', 'col~ col~s col~ed fav~ fav~s fav~ite fav~ites fav~able hon~ neighb~ neighb~s'),
  ...both('our', 'or', 'flav~ flav~s behavi~ hum~ rum~'),
  ...both('is', 'iz', 'apolog~e apolog~ed organ~e organ~ed organ~ing organ~ation recogn~e recogn~ed'),
  ...both('is', 'iz', 'real~e real~ed custom~e custom~ed personal~e personal~ed final~e final~ed'),
  ...both('is', 'iz', 'author~e author~ed summar~e priorit~e categor~e minim~e maxim~e optim~e'),
  ...both('is', 'iz', 'special~e special~ed util~e item~ed'),
  ...both('ll', 'l', 'cance~ed cance~ing trave~ed trave~ing trave~er labe~ed labe~ing mode~ed'),
  ...both('l', 'll', 'fulfi~ enro~ insta~ment insta~ments ski~ful'),
  ...both('re', 'er', 'cent~ cent~s lit~ lit~s theat~ fib~ calib~'),
  ...both('ogue', 'og', 'catal~ catal~s'),
  ...both('ys', 'yz', 'anal~e anal~ed'),
  ['grey', 'gray'],
  ['enquiry', 'inquiry'],
  ['enquiries', 'inquiries'],
  ['jewellery', 'jewelry'],
  ['defence', 'defense'],
  ['mould', 'mold'],
  ['aluminium', 'aluminum'],
  ['pyjamas', 'pajamas'],
  ['sceptical', 'skeptical'],
]

/** Each with its twin. */
const british = new Map(spellings)
const american = new Map(spellings.map(([one, other]) => [other, one]))
const spelled = new RegExp(`(?<!\\p{L})(?:${spellings.flat().join('|')})(?!\\p{L})`, 'giu')

function isName(word: string, text: string, at: number): boolean {
  return /^\p{Lu}/u.test(word) && /[\p{L}\p{N},;]\s$/u.test(text.slice(Math.max(0, at - 2), at))
}

function cased(word: string, like: string): string {
  if (like === like.toUpperCase()) return word.toUpperCase()
  return /^\p{Lu}/u.test(like) ? word[0]!.toUpperCase() + word.slice(1) : word
}

function both(british: string, american: string, words: string): [string, string][] {
  return words.split(' ').map((word) => [word.replace('~', british), word.replace('~', american)])
}
