import { isBlank, isMarkedBelow, plain } from './lines.ts'
import { anyOf } from './words.ts'

/** The lines that say who wrote when what is quoted below. */
export interface Attribution {
  start: number
  end: number
  /** The lines below carry quote marks. */
  isMarked: boolean
  /** Own words that share the first line with it. */
  before?: string
}

/** What can be seen in a line that may be an attribution. */
type Sign =
  /** It begins with a date, a weekday or a word that introduces one. */
  | 'start'
  | 'date'
  | 'time'
  | 'address'
  | 'verb'
  /** The quoted lines below carry marks, so that little else is needed. */
  | 'marked'
  /** No more words than a name, a date and what connects them. */
  | 'brief'
  /** Under 80 characters. */
  | 'short'
  /** A whole date, and nobody speaks of themselves: people say "On 3 May at 10:12 I wrote to you:", clients never do. */
  | 'exact'

interface AttributionRule {
  clients: string
  shape: RegExp
  /** One of these sets of signs has to be there in full. */
  needs: Sign[][]
}

const verb = anyOf('wrote')
const address = '[^\\s<>()@,;:"]+@[^\\s<>()@,;"]+'
const name = '["“„\'’]?\\p{L}[^<>:@\\n]{0,80}'
/** A name in writing that has capitals begins each word with one, or is joined by "von", "de", "van". */
const properName =
  '["“]?(?:[\\p{Lu}\\p{Lt}\\p{Lo}][^\\s<>:@]*)(?: (?:[\\p{Lu}\\p{Lt}\\p{Lo}][^\\s<>:@]*|v[oa]n|d[aeiu]|de[nrl]|l[ae]|al|bin)){0,4}["”]?,?'

/** How clients introduce a quote, by what stands where; words of all languages are pooled in `verb` and in `start`. */
const rules: readonly AttributionRule[] = [
  {
    clients:
      'Gmail, Apple Mail, Thunderbird, Yahoo, Proton, Spark, Superhuman, Front, HubSpot, K-9, Evolution, KMail, mutt, Open-Xchange, NetEase: the date, then who; the verb last or between them',
    shape: /[:：]$/u,
    needs: [
      ['address', 'date', 'start', 'verb'],
      ['time', 'exact', 'brief', 'start', 'verb'],
    ],
  },
  {
    clients:
      'Gmail in Portuguese, Hungarian, Turkish, Finnish, Estonian, Catalan and Chinese, Open-Xchange, Notes: name and address, then the date',
    shape: new RegExp(`^(?:${name})?[<(\\[]{1,2}${address}[>)\\]]{1,2}.*[:：]$`, 'u'),
    needs: [
      ['address', 'date', 'time'],
      ['address', 'date', 'verb'],
    ],
  },
  {
    clients:
      'Thunderbird in Finnish, Estonian, Korean and Chinese, Open-Xchange and Notes without an address: name, then the date',
    shape: new RegExp(`^${properName} .*[:：]$`, 'u'),
    needs: [['time', 'exact', 'brief', 'verb']],
  },
  {
    clients:
      'Gmail in Russian and Japanese, Apple Mail in Czech, Yandex, Mail.ru, FairEmail, Tuta: no verb, the address last',
    shape: new RegExp(`[<(]?${address}[>)]{0,2}["”]?[:：]$`, 'u'),
    needs: [['address', 'time', 'date', 'start']],
  },
  {
    clients: 'Horde, Gnus, Roundcube, Samsung: nothing but who',
    shape: new RegExp(`^(?:(?:${verb} )?(?:${name})?[<(]${address}[>)],?(?: ${verb})?|${address} ${verb})[:：]$`, 'iu'),
    needs: [['address', 'verb']],
  },
  {
    clients: 'any client that marks the lines below',
    shape: /[:：]["”]?$/u,
    needs: [
      ['marked', 'date', 'verb'],
      ['marked', 'address', 'verb'],
      ['marked', 'short', 'verb'],
      ['marked', 'date', 'time', 'start'],
      ['marked', 'date', 'address'],
    ],
  },
  {
    clients: 'Gmail until 2011, Turnpike, exmh: without a colon, above marked lines',
    shape: new RegExp(`(?:${verb}|^\\d{4}/\\d{1,2}/\\d{1,2} .*>)$`, 'iu'),
    needs: [
      ['marked', 'date'],
      ['marked', 'address'],
    ],
  },
  { clients: 'Zoho', shape: new RegExp(`^[-‐–—]{2,}.*${verb}[^\\p{L}]*[-‐–—]{2,}$`, 'iu'), needs: [['date']] },
  {
    clients: 'Notes on the web',
    shape: new RegExp(`^-{2,}\\s?(?:${name})?<${address}> ${verb}[:：]\\s?-{2,}$`, 'iu'),
    needs: [['address', 'verb']],
  },
  {
    clients: 'Lotus Notes: the first words of the quote follow on the same line',
    shape: /^\p{L}[^<>@]{1,60}\s?-{2,3}\s?\p{Nd}{1,4}[./-]\p{Nd}{1,2}[./-]\p{Nd}{2,4} [\p{Nd}:. apmAPM]{4,14}-{2,3}/u,
    needs: [['date', 'time']],
  },
]

/** GroupWise: ">>> Anna Bell <anna@mail.example> 07/05/2024 10:12 >>>"; its mark is not one of a quote. */
const groupWise = /^>>> .{3,200}\d.{0,12}>>>\s*$/

/** Finds the attribution that ends on this line, wrapped onto at most six; of the ways to read it, the shortest that is whole. */
export function attributionAt(lines: readonly string[], end: number): Attribution | undefined {
  const last = lines[end] ?? ''
  if (groupWise.test(last) && dated.test(last)) return { start: end, end, isMarked: false }
  const isMarked = isMarkedBelow(lines, end + 1)
  if (!isMarked && !possibleEnd.test(last)) return runOn(lines, end)
  const above = windowAbove(lines, end)
  if (!isPossible(above.join(' '), isMarked)) return undefined
  let joined = ''
  for (let start = end; start > end - above.length && joined.length <= 500; start--) {
    joined = `${above[above.length - 1 - (end - start)]} ${joined}`.trim()
    if (!isAttribution(joined, isMarked)) continue
    const first = beginning(lines, start, joined, isMarked)
    const before = wordsBefore(lines[first] ?? '')
    return { start: first, end, isMarked, ...(before ? { before } : {}) }
  }
  return undefined
}

/** Yahoo's apps and Hushmail let the quote begin right behind the colon; only an address tells it from a person's sentence. */
function runOn(lines: readonly string[], index: number): Attribution | undefined {
  const line = lines[index] ?? ''
  if (!line.includes('@') && !line.includes('"  ')) return undefined
  const head = runsOn.exec(line)?.[1] ?? ''
  const before = wordsBefore(line)
  const text = plain(head.slice(before?.length ?? 0))
  const shows = signsOf(text, false)
  if (!startsDated.test(text) || !shows('exact') || !isAttribution(text, false)) return undefined
  return { start: index, end: index, isMarked: false, ...(before ? { before } : {}) }
}

/** The person's own words on the line where the attribution begins. */
function wordsBefore(line: string): string | undefined {
  const before = (sharedLine.exec(line) ?? sharedAfterSentence.exec(line))?.[1]?.replace(/-+$/, '').trimEnd()
  return before === undefined || startsDated.test(before) ? undefined : before
}

/** The line and the five above it: an attribution is wrapped onto no more. */
function windowAbove(lines: readonly string[], end: number): string[] {
  return lines.slice(Math.max(0, end - 5), end + 1).map(plain)
}

/** What no rule can do without, looked for once before every way to read the lines is tried. */
function isPossible(text: string, isMarked: boolean): boolean {
  const shows = signsOf(text.slice(-1500), isMarked)
  if (isMarked) return shows('date') || shows('verb')
  return (shows('date') || shows('address')) && (shows('time') || shows('verb'))
}

/** A wrapped attribution goes on above for as long as a date, an address or the name before "<" is missing. */
function beginning(lines: readonly string[], from: number, text: string, isMarked: boolean): number {
  let [first, joined] = [from, text]
  let above = text
  for (let index = from - 1; index >= Math.max(0, from - 4) && !isBlank(lines[index]); index--) {
    const line = plain(lines[index] ?? '')
    above = `${line} ${above}`
    if (above.length > 500) break
    const [now, then] = [signsOf(joined, isMarked), signsOf(above, isMarked)]
    const isOpen = /^[<(,]/.test(joined) || !now('start') || !now('date')
    const gains = (sign: Sign) => !now(sign) && then(sign)
    if (
      isOpen &&
      isAttribution(above, isMarked) &&
      (gains('start') || gains('date') || gains('address') || /^[<(,]/.test(joined))
    ) {
      if (/[.!?:：]$/.test(line) && !then('date')) break
      first = index
      joined = above
    }
  }
  return dateAbove(lines, first, joined) ?? first
}

/** Polymail leaves a blank line between the date and who wrote. */
function dateAbove(lines: readonly string[], first: number, text: string): number | undefined {
  const line = plain(lines[first - 2] ?? '')
  if (dated.test(text) || !isBlank(lines[first - 1]) || line.length > 60) return undefined
  const shows = signsOf(line, false)
  return shows('start') && shows('exact') && shows('time') && !/[.!?:：]$/.test(line) ? first - 2 : undefined
}

function isAttribution(text: string, isMarked: boolean): boolean {
  if (text.length < 6 || text.length > 500) return false
  const shows = signsOf(text, isMarked)
  return rules.some(({ shape, needs }) => needs.some((set) => set.every(shows)) && shape.test(text))
}

/** Which signs a text shows, each looked for once and only when asked: the words of all languages take their time. */
function signsOf(text: string, isMarked: boolean): (sign: Sign) => boolean {
  const seen = new Map<Sign, boolean>()
  return (sign) => {
    const known = seen.get(sign)
    if (known !== undefined) return known
    const is = looks[sign](text, isMarked)
    seen.set(sign, is)
    return is
  }
}

/** Prose says "On 3 May at 10:12 I called your shop and they wrote:" too; a client writes a date and a name. */
function isBrief(text: string): boolean {
  const runs = text.split(/[\p{Nd}:.,/()[\]+<>"“”-]+/u)
  return runs.every((run) => run.trim().split(/\s+/).length <= 7) && text.split(/\s+/).length <= 24
}

const looks: Record<Sign, (text: string, isMarked: boolean) => boolean> = {
  start: (text) => startsDated.test(text),
  date: (text) => dated.test(text),
  time: (text) => timed.test(text),
  address: (text) => text.includes('@') && addressed.test(text),
  verb: (text) => hasVerb.test(text),
  marked: (_, isMarked) => isMarked,
  short: (text) => text.length < 80,
  brief: isBrief,
  exact: (text) => wholeDate.test(text) && !personal.test(text),
}

const runsOn = new RegExp(
  `^(.{10,300}?(?:@[^\\s<>@]+>.{0,3}?(?:${verb})?|@[^\\s<>@]+ ${verb}|"  ${verb})\\s?[:：])\\s{0,8}\\S`,
  'iu',
)
const possibleEnd = /(?:[:：][^\p{L}\p{N}]{0,4}|[-‐–—]{2,}\s*)$|\d-{2,3}/u
const hasVerb = new RegExp(verb, 'iu')
const addressed = /[^\s<>()@]@[^\s<>()@]/
const dated =
  /\p{Nd}{4}|\p{Nd}{1,2}[./-] ?\p{Nd}{1,2}[./-] ?\p{Nd}{2,4}|\p{Nd}{1,2}[\p{Script=Han}\p{Script=Hangul}]|(?<![\p{Nd}:.])\p{Nd}{1,2}(?:st|nd|rd|th|\.|º)?,? (?:de )?\p{L}{3,}|\p{L}{3,}\.? \p{Nd}{1,2}(?![\p{Nd}:.])/u
const wholeDate = /\p{Nd}{4}|\p{Nd}{1,2}[./-] ?\p{Nd}{1,2}[./-] ?\p{Nd}{2,4}/u
const personal =
  /(?<!\p{L})(?:I|[Ww]e|[Yy]our|ich|wir|Ihre?r?|nous|votre|nuestr[oa]|su|nós|vostr[oaie]|suo|noi|ik|wij|uw|jag|jeg|я|мы|ваша?|мій|ja|mnie)(?!\p{L})/u
const timed = /\p{Nd}{1,2}[:h]\p{Nd}{2}|(?:kl|klo|kello|pukul|ob|o)\.? ?\p{Nd}{1,2}\.\p{Nd}{2}/u
const startsDated = new RegExp(
  `^["'*(\\[~-]*(?:${anyOf('starts')}|\\p{Nd}|\\p{L}[\\p{L}\\p{M}’'׳]{0,14}[.,]{0,2} (?:\\p{L}[\\p{L}\\p{M}]{1,14}[.,]? )?\\(?\\p{Nd})`,
  'iu',
)
/** HTML mails flattened to text put the attribution on the reply's last line. */
const sharedLine = /^(.{1,200}?)(?:-{2,}\s*|\s)(?=On (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? \w)/
/** The same in other languages: a sentence ends, then "Am 7.5.", "Le mar. 7", "El 7". */
const sharedAfterSentence = /^(.{0,200}?\p{L}[.!?…])\s+(?=\p{Lu}\p{L}{0,4} (?:\p{L}{2,12}[.,]{0,2} )?\p{Nd})/u
