/** What people say for the signs of an address, in each language that the product speaks. */
const ats = 'at|at sign|ät|klammeraffe|affenschwanz|arobase|arobas|arroba|chiocciola|apenstaartje|małpa|malpa'.split(
  '|',
)
const dots = 'dot|punkt|point|punto|punt|ponto|kropka'.split('|')
const dashes = 'dash|hyphen|minus|bindestrich|tiret|guion|guión|trattino|streepje|hífen|myślnik'.split('|')
const lines =
  'underscore|unterstrich|guion bajo|guión bajo|trattino basso|sottolineato|liggend streepje|sublinhado|podkreślnik'.split(
    '|',
  )

/** Longer ones first: "guion bajo" is no "guion". */
const any = (words: readonly string[]) => words.toSorted((a, b) => b.length - a.length).join('|')
const dot = `(?:\\s*\\.\\s*|\\s+(?:${any(dots)})\\s+)`
const dash = `(?:\\s*[-_]\\s*|\\s+(?:${any([...lines, ...dashes])})\\s+)`
const at = `(?:\\s*@\\s*|\\s+(?:${any(ats)})\\s+)`
const part = '[a-z0-9+]{1,40}'
const shape = new RegExp(
  `(?<![\\p{L}\\p{N}.@+_-])(${part}(?:(?:${dot}|${dash})${part}){0,5})${at}(${part}(?:${dash}${part}){0,3}(?:${dot}${part}){1,4})(?![\\p{L}\\p{N}@])`,
  'giu',
)
const underscore = new RegExp(`\\s+(?:${any(lines)})\\s+`, 'giu')
const hyphen = new RegExp(`\\s+(?:${any(dashes)})\\s+`, 'giu')
const period = new RegExp(dot, 'giu')

/** The text with addresses that were spoken ("ana dot bo at mail dot example") written as addresses. */
export function writtenAddresses(text: string): string {
  return text.slice(0, longest).replace(shape, (_, name: string, host: string) => `${written(name)}@${written(host)}`)
}

/** Nobody gives an address in more words. */
const longest = 500

function written(words: string): string {
  return words.replace(underscore, '_').replace(hyphen, '-').replace(period, '.').replaceAll(/\s+/g, '').toLowerCase()
}
