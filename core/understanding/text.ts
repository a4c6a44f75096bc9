/** How much of a text is looked at: enough for any real message, a bound for absurd ones. Characters. */
export const readCap = 8000

/** Lower-cases, unifies look-alike characters and apostrophes, and drops what is beyond the cap. */
export function fold(text: string): string {
  return text
    .slice(0, readCap)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
}

/** The words of a text in order, folded; a run of digits becomes `#`. */
export function words(text: string): string[] {
  const found: string[] = []
  for (const [run] of fold(text).matchAll(wordRun)) {
    if (digit.test(run)) found.push('#')
    else if (cjk.test(run)) found.push(...pairsOf(run))
    else found.push(run.replaceAll("'", '').slice(0, 40))
  }
  return found
}

/** FNV-1a over UTF-16 units, 32 bits unsigned. */
export function hash32(text: string, seed = 2166136261): number {
  let h = seed
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619)
  return mix(h)
}

/** Spreads the bits of a hash, so that any of them can be used as an index. */
export function mix(hash: number): number {
  let h = hash ^ (hash >>> 16)
  h = Math.imul(h, 0x7feb352d)
  h ^= h >>> 15
  h = Math.imul(h, 0x846ca68b)
  return (h ^ (h >>> 16)) >>> 0
}

/** Words that say little by themselves, in several languages. Negations are not among them: they change the meaning. */
export const stopWords: ReadonlySet<string> = new Set(
  `a an and are as at be been but by can could did do does for from had has have he her his how i id if ill im in is it
  its ive just like me my of on or our please she should so some that the their them then there these they this to too us
  was we were what when where which who why will with would you your yours am about also any because being get got here
  hi hello hey into may might more most much only other out over such than thanks thank through very well
  der die das den dem des ein eine einen einem einer und oder ist sind war ich du er sie es wir ihr mir mich mein meine
  meinen meiner ihre ihrer ihren zu zum zur von vom mit auf für im in an am bei aus wie was wann wo wer warum kann können
  haben habe hat hatte bitte auch noch nur sich so dass wenn aber als danke hallo
  le la les un une des du de et ou est sont je tu il elle nous vous ils mon ma mes votre vos notre nos ce cette ces que
  qui quoi quand où pour par sur dans avec au aux en à se sa son si plus bonjour merci
  el los las una unos unas y o es son yo tú él ella nosotros mi mis su sus lo que cuando donde cómo por para con en al del
  se si más hola gracias
  il lo gli uno e ed di da che chi come quando dove perché mio mia nel nella con su per sono è ciao grazie
  os um uma e ou é são eu você nós meu minha seu sua não_ que quando onde como por para com no na do da em obrigado
  de het een en of is zijn ik jij hij zij wij mijn uw hoe wat wanneer waar wie met op voor van aan bij naar te om dat als
  ook nog`
    .split(/\s+/)
    .filter(Boolean),
)

const wordRun = /\p{N}+|\p{L}[\p{L}\p{M}']*/gu
const digit = /^\p{N}/u
const cjk = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u

/** Scripts written without spaces are read in overlapping pairs of characters. */
function pairsOf(run: string): string[] {
  const characters = [...run]
  if (characters.length < 3) return [run]
  return characters.slice(0, -1).map((character, i) => character + characters[i + 1])
}
