import { codeLength } from './code.ts'

export interface SpokenCode {
  digits: string
  start: number
  end: number
  /** Nothing else is said. */
  isAlone: boolean
}

/** The first code of six digits in a text: written, spaced ("4 1 7 …") or in words ("four one seven …"), in any of our languages. */
export function codeIn(text: string): SpokenCode | undefined {
  let run: Token[] = []
  let found: Token[] | undefined
  const words: Token[] = []
  const close = () => {
    if (found === undefined && run.reduce((sum, { digits }) => sum + digits.length, 0) === codeLength) found = run
    else words.push(...run)
    run = []
  }
  let times = 1
  for (const match of text.slice(0, longestText).matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = token(match)
    if (repeats[word.text] !== undefined) {
      times = repeats[word.text] ?? 1
      run.push(word)
      continue
    }
    if (word.digits === '') {
      close()
      times = 1
      words.push(word)
      continue
    }
    run.push({ ...word, digits: word.digits.repeat(times) })
    times = 1
  }
  close()
  const [first, last] = [found?.[0], found?.at(-1)]
  if (found === undefined || first === undefined || last === undefined) return undefined
  const others = words.filter((word) => !fillers.has(word.text))
  return {
    digits: found.map(({ digits }) => digits).join(''),
    ...{ start: first.start, end: last.end, isAlone: others.length === 0 },
  }
}

/** Digits that are no whole code where nothing else is said: a code that was misheard, mistyped, cut short or split. */
export function digitsAlone(text: string, fewest = fewestDigits): SpokenCode | undefined {
  const words = [...text.slice(0, longestText).matchAll(/[\p{L}\p{N}]+/gu)].map(token)
  const said = words.filter(({ digits }) => digits !== '')
  const [first, last] = [said[0], said.at(-1)]
  const digits = said.map((word) => word.digits).join('')
  const isElse = words.some((word) => word.digits === '' && !fillers.has(word.text) && repeats[word.text] === undefined)
  if (first === undefined || last === undefined || isElse) return undefined
  if (digits.length < fewest || digits.length > mostDigits) return undefined
  return { digits, start: first.start, end: last.end, isAlone: true }
}

/** "One" is an answer, too, and so may "one two" be. */
export const fewestDigits = 3
/** More is a phone number. */
const mostDigits = codeLength + 2

/** The text without it. */
export function withoutCode(text: string, { start, end }: SpokenCode): string {
  return `${text.slice(0, start)}[code]${text.slice(end)}`
}

interface Token {
  text: string
  digits: string
  start: number
  end: number
}

/** Nobody says a code that late. */
const longestText = 2_000

function token(match: RegExpExecArray): Token {
  const text = match[0].toLowerCase()
  const digits = /^[0-9]+$/.test(text) ? text : (numbers.get(text) ?? '')
  return { text, digits, start: match.index, end: match.index + match[0].length }
}

/** Digits as they are said, in each language; no word stands for two of them. */
const said: Record<string, string> = {
  en: 'zero one two three four five six seven eight nine',
  de: 'null eins zwei drei vier fünf sechs sieben acht neun',
  fr: 'zéro un deux trois quatre cinq six sept huit neuf',
  es: 'cero uno dos tres cuatro cinco seis siete ocho nueve',
  it: 'zero uno due tre quattro cinque sei sette otto nove',
  nl: 'nul een twee drie vier vijf zes zeven acht negen',
  pt: 'zero um dois três quatro cinco seis sete oito nove',
  pl: 'zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć',
}
const also: Record<string, string> = {
  ...{ oh: '0', o: '0', nought: '0', zwo: '2', ein: '1', fuenf: '5', une: '1', una: '1', uma: '1', duas: '2' },
  ...{ meia: '6', één: '1', jedna: '1', dwie: '2', zerò: '0', piec: '5', szesc: '6', dziewiec: '9', tres: '3' },
}
const numbers = new Map([
  ...Object.values(said).flatMap((words) => words.split(' ').map((word, digit) => [word, String(digit)] as const)),
  ...Object.entries(also),
])
const repeats: Record<string, number | undefined> = {
  ...{ double: 2, triple: 3, doppel: 2, dubbel: 2, doble: 2, doppio: 2, duplo: 2 },
}

/** What people say around a code. */
const fillers = new Set(
  `the code is it s my here this that yes ok okay thanks thank you please hi hello number and
  der das mein code lautet ist hier ja danke bitte hallo die und le mon est c voici oui merci bonjour et
  el mi código codigo es aquí sí gracias hola y il mio codice è ecco sì grazie ciao de mijn is hier dank je
  o meu é aqui está sim obrigado obrigada olá kod to mój tak dziękuję proszę dzień dobry a`.split(/\s+/),
)
