import { closings, greetings, stripFrame } from './frame.ts'
import { nameParts } from './names.ts'

/**
 * How a reply opens and ends, with the white space towards its words and with names as slots: `{customer}` and
 * `{teammate}` are first names, `{surname}` is the rest of the customer's, `{name}` the teammate's whole name.
 */
export interface Opened {
  /** "Hi {customer},\n\n", or '' where nobody is greeted. */
  greeting: string
  /** Thanks on a line of their own below the greeting, with the white space towards what follows. */
  thanks: string
  body: string
  /** "\n\nBest,\n{teammate}", or ''. */
  closing: string
}

/** Takes a reply apart and makes templates of its greeting and closing. */
export function openUp(text: string, people: readonly string[], author: string | undefined): Opened {
  const whole = text.replace(/\r\n?/g, '\n').trim()
  const { greeting, body, closing } = stripFrame(whole, [...people, ...(author === undefined ? [] : [author])])
  const lines = greeting.split('\n').filter((line) => line.trim() !== '')
  const isGreeting = isGreetingLine(lines[0] ?? '', lines.length)
  const thanks = (isGreeting ? lines.slice(1) : lines).map((line) => line.trim()).join(' ')
  const after = gapAfter(whole, greeting, '\n\n')
  const between = thanks === '' ? after : gap(/\n\s*/.exec(greeting)?.[0] ?? '\n\n')
  return {
    greeting: isGreeting ? greetingSlots(lines[0]!.trim(), people) + between : '',
    thanks: thanks === '' ? '' : thanks + after,
    body,
    closing: closing === '' ? '' : gapBefore(whole, closing, body) + closingSlots(closing, author),
  }
}

function isGreetingLine(line: string, lines: number): boolean {
  return line !== '' && (startsLikeGreeting.test(line) || (lines === 1 && nameFirst.test(line)))
}

/** True where a greeting and a closing say nothing else: then they can be taken off without loss. */
export function isPlain({ greeting, closing }: Pick<Opened, 'greeting' | 'closing'>): {
  opens: boolean
  ends: boolean
} {
  const rest = greeting
    .replace(plainGreeting, '')
    .replace(/\{\w+\}/g, '')
    .trim()
  const ends = closing
    .trim()
    .split('\n')
    .every(
      (line, at) => line === '' || plainClosing.test(line.replace(/\{\w+\}/g, 'X')) || (at > 0 && !/[.?:;]/.test(line)),
    )
  return { opens: !/[\p{L}\p{N}]/u.test(rest), ends }
}

/** Names to put into the slots; what is not known is left out. */
export interface People {
  customer?: { first: string | undefined; rest: string | undefined }
  teammate?: { first: string | undefined; rest: string | undefined }
}

/** Fills a greeting; undefined where it needs a name that nobody knows. */
export function fillGreeting(template: string, { customer }: People): string | undefined {
  const neutral =
    template.includes('{surname}') && !template.includes('{customer}') ? neutralGreeting(template) : template
  if (neutral === undefined) return undefined
  const { first, rest } = customer ?? { first: undefined, rest: undefined }
  if (first === undefined && neutral.includes('{customer}')) {
    const without = neutral.replace(/\s?\{customer\}(?:\s\{surname\})?/, '')
    return needsName.test(without) || !startsLikeGreeting.test(without) ? undefined : without
  }
  return neutral
    .replace('{customer}', () => first ?? '')
    .replace(/\s?\{surname\}/, () => (rest === undefined ? '' : ` ${rest}`))
}

/** Fills a closing; a line that needs a name that nobody knows is left out. */
export function fillClosing(template: string, { teammate }: People): string {
  const gap = /^\s*/.exec(template)![0]
  const { first, rest } = teammate ?? { first: undefined, rest: undefined }
  const lines = template.slice(gap.length).split('\n')
  const filled = lines.flatMap((line) => {
    if (first === undefined) return withoutName(line)
    const name = rest === undefined ? first : `${first} ${rest}`
    return [line.replace('{teammate}', () => first).replace('{name}', () => name)]
  })
  return filled.length === 0 ? '' : gap + filled.join('\n')
}

/** "Cheers, {teammate}" is "Cheers" where nobody signs; "– {teammate}" is nothing. */
function withoutName(line: string): string[] {
  if (!line.includes('{teammate}') && !line.includes('{name}')) return [line]
  const rest = line.replace(/[,\s]*(?:\b(?:from|von|de)\s)?\{(?:teammate|name)\}.*$/u, '').trim()
  return /\p{L}/u.test(rest) ? [rest] : []
}

const startsLikeGreeting = new RegExp(`^(?:${greetings})(?![\\p{L}'-])`, 'iu')
const plainGreeting = new RegExp(
  `^(?:${greetings})(?:\\s(?:${'there|team|all|everyone|everybody|again|zusammen'}))?(?:\\s(?:mr|mrs|ms|dr|herr|frau|monsieur|madame)\\.?)?(?![\\p{L}'-])`,
  'iu',
)
const plainClosing = new RegExp(
  `^(?:and )?(?:${closings})[,!.]?(?:\\s(?:from|von|de))?(?:\\sX)?[.!]?$|^[–—~/-]{0,2}\\s?X$`,
  'iu',
)
const nameFirst = /^\p{Lu}[\p{L}.'-]*[,!]/u
const honorifics =
  'mr|mrs|ms|miss|mx|dr|prof|herrn?|frau|monsieur|madame|mme|señora?|sra?|signor[ae]?|sig|senhora?|heer|mevrouw'
const name = "\\p{Lu}[\\p{L}\\p{M}'’-]{0,30}"
/**
 * Case says nothing of a greeting and everything of a name, so each has a pattern of its own. As one pattern with `(?i:…)`
 * they lost names late in a long test run (Node 24.21), never alone; why was not found.
 */
const greetedBefore = new RegExp(`^(?<before>(?:${greetings})\\s)(?<title>(?:${honorifics})\\.?\\s)?`, 'iu')
const greetedName = new RegExp(
  `^(?<name>${name}(?:\\s${name}){0,2})(?=[,!.:;–-]|\\s[:;–-]|\\s\\p{Extended_Pictographic}|$)`,
  'u',
)
const nobody =
  /^(?:there|team|all|everyone|everybody|folks|again|back|sir|madam|customer|friend|zusammen|kunde|kundin|alle|tous|toutes|client|equipo|todos|tutti)\b/iu
/** Vocatives that are nothing without a name: "Dear,". */
const needsName =
  /^(?:dear|liebe[rs]?|sehr geehrte[rs]?|chers?|chères?|estimad[oa]s?|querid[oa]s?|gentile|car[oa]|prezad[oa]s?|beste|geachte|szanown\p{L}+)\s*[,!:]?\s*$/iu

function greetingSlots(line: string, people: readonly string[]): string {
  for (const person of people) {
    const [first, ...rest] = nameParts(person)
    if (first === undefined) continue
    const surname = rest.join(' ')
    if (surname !== '' && holds(line, `${first} ${surname}`))
      return put(line, `${first} ${surname}`, '{customer} {surname}')
    if (holds(line, first)) return put(line, first, '{customer}')
    if (surname !== '' && holds(line, surname)) return put(line, surname, '{surname}')
  }
  const called = startsLikeGreeting.test(line) ? null : nameFirst.exec(line)
  if (called) return `{customer}${line.slice(called[0].length - 1)}`
  const { before = '', title = '' } = greetedBefore.exec(line)?.groups ?? {}
  const found = before === '' ? undefined : greetedName.exec(line.slice(before.length + title.length))?.groups
  if (found === undefined || nobody.test(found.name!)) return line
  const slots = title !== '' ? '{surname}' : /\s/.test(found.name!) ? '{customer} {surname}' : '{customer}'
  return before + title + slots + line.slice(before.length + title.length + found.name!.length)
}

/** Nobody's gender is known here: "Sehr geehrte Frau Lind" becomes the whole name after a greeting that has none. */
function neutralGreeting(template: string): string | undefined {
  const end = template.slice(template.indexOf('{surname}') + '{surname}'.length)
  for (const [pattern, greeting] of neutral) if (pattern.test(template)) return `${greeting} {customer} {surname}${end}`
  return undefined
}

const neutral: [RegExp, string][] = [
  [/^(?:sehr geehrte|guten tag|liebe|hallo)/iu, 'Guten Tag'],
  [/^dear/iu, 'Dear'],
  [/^(?:hello|good)/iu, 'Hello'],
  [/^(?:bonjour|ch[eè]r)/iu, 'Bonjour'],
  [/^(?:estimad|hola|buen)/iu, 'Buenos días'],
  [/^(?:gentile|buon)/iu, 'Buongiorno'],
  [/^(?:geachte|beste|goed)/iu, 'Beste'],
]

/** At most four short lines that state nothing: a telephone number belongs to a signature, not to a habit. */
function closingSlots(closing: string, author: string | undefined): string {
  const lines = closing.split('\n').map((line) => line.trim())
  const rule = lines.indexOf('--')
  const kept = (rule < 0 ? lines : lines.slice(0, rule))
    .filter((line) => line !== '' && line.length <= 60 && !/[\d@]|https?:|www\./u.test(line))
    .slice(0, 4)
  let isSigned = false
  return kept
    .map((line, at) => {
      if (isSigned) return line
      const slotted = signed(line, author, at)
      isSigned = slotted !== line
      return slotted
    })
    .join('\n')
}

const signatures = [new RegExp(`^(?:and )?(?:${closings})[,!]?\\s(?:from\\s|von\\s|de\\s)?`, 'iu'), /^[–—~/-]{1,2}\s?/u]
const nothing = /^/u
const signedName = new RegExp(`^(?<name>${name}(?:\\s${name}){0,2})[.!]?$`, 'u')

function signed(line: string, author: string | undefined, at: number): string {
  const [first, ...rest] = nameParts(author)
  if (first !== undefined) {
    const whole = [first, ...rest].join(' ')
    if (rest.length > 0 && holds(line, whole)) return put(line, whole, '{name}')
    return holds(line, first) ? put(line, first, '{teammate}') : line
  }
  // Nobody told us the author's name: what stands where a name stands is one.
  for (const shape of at > 0 ? [...signatures, nothing] : signatures) {
    const before = shape.exec(line)?.[0]
    const found = before === undefined ? undefined : signedName.exec(line.slice(before.length))?.groups
    if (found) return before + (/\s/.test(found.name!) ? '{name}' : '{teammate}')
  }
  return line
}

function holds(line: string, value: string): boolean {
  return indexOf(line, value) >= 0
}

function put(line: string, value: string, slot: string): string {
  const at = indexOf(line, value)
  return line.slice(0, at) + slot + line.slice(at + value.length)
}

/** Where a whole word stands, whatever its case; -1 where it does not. */
function indexOf(line: string, value: string): number {
  const folded = line.toLowerCase()
  const sought = value.toLowerCase()
  for (let at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + 1))
    if (!isLetter(line[at - 1]) && !isLetter(line[at + value.length])) return at
  return -1
}

function isLetter(letter: string | undefined): boolean {
  return letter !== undefined && /[\p{L}\p{N}]/u.test(letter)
}

function gapAfter(whole: string, part: string, otherwise: string): string {
  return whole.startsWith(part) ? gap(/^\s*/.exec(whole.slice(part.length))![0]) : otherwise
}

function gapBefore(whole: string, closing: string, body: string): string {
  const at = whole.indexOf(body)
  const between = at < 0 ? undefined : /^\s*/.exec(whole.slice(at + body.length))?.[0]
  return between === undefined || closing === '' ? '\n\n' : gap(between)
}

function gap(space: string): string {
  const breaks = space.split('\n').length - 1
  return breaks === 0 ? ' ' : breaks === 1 ? '\n' : '\n\n'
}
