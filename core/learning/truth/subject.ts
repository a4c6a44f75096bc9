import { areOtherCases, casesIn } from './cases.ts'

/** What a statement is about. */
export interface Subject {
  /** Concepts and stems of what is said, in order. */
  said: string[]
  /** The same of the question that it answers. */
  asked: string[]
  /** All words of both, without numbers. */
  saidWords: string[]
  askedWords: string[]
  /** Names and codes: "iPhone 12", "Norway"; folded. */
  names: Set<string>
  cases: number[]
  /** What it is limited to: "to Norway", "for sofas". */
  limits: string[]
}

/** The concepts of a text, in order, without what says little about its subject. */
export function conceptsOf(text: string): string[] {
  return wordsOf(text).flatMap(conceptsIn)
}

function wordsOf(text: string): string[] {
  return [...unified(text).matchAll(/\p{L}[\p{L}\p{M}]*/gu)].map(([word]) => word)
}

/** Several words for one thing, as one. */
function unified(text: string): string {
  return text
    .replace(sentBack, 'return')
    .replace(/money back/gu, 'refund')
    .replace(since, ' ')
    .replace(/check(?:ing|ed)?[- ]?(in|out)(?!\p{L})/gu, 'check$1')
}

/** What a text limits itself to by a preposition: the first concept after "to", "for", "in", "nach", "für" … */
export function limitsOf(text: string): string[] {
  return [...unified(text).matchAll(limited)].flatMap(([, phrase]) => conceptsOf(phrase!).slice(0, 2))
}

/** Names in the running text of a language that writes only names with capitals; codes with digits anywhere. */
export function namesIn(original: string, isGerman: boolean): string[] {
  const codes = [
    ...original.matchAll(
      /(?<!\p{L})((?=[\p{L}-]*\p{Lu})[\p{L}-]{1,20}[ -]?\d{1,4}[a-z]?)(?![\d.,:%€]|\s?(?:[%€$£–-]|to |bis |or |oder |and |und |\p{L}*(?:[Tt]ag|[Ss]tund|[Ww]och|[Mm]onat|[Jj]ahr|[Mm]in|[Uu]hr|[Ee]uro|day|hour|week|month|year|am|pm|[Pp]ro|per|[Uu]ser|people|[Pp]erson|[Gg]äst|guest)))/gu,
    ),
  ].flatMap(([, code]) =>
    /^\p{Lu}/u.test(code!) && !notCodes.test(code!) ? [code!.toLowerCase().replace(/[\s-]/gu, '')] : [],
  )
  if (isGerman) return codes
  const capitals = [...original.matchAll(/(?<=[\p{Ll}\p{N},]\s)(\p{Lu}\p{Ll}[\p{L}-]+)/gu)].map(([, name]) =>
    name!.toLowerCase(),
  )
  return [...codes, ...capitals.filter((name) => !notNames.test(name))]
}

/** Whether two statements are about the same thing and the same case of it; `isStrict`: neither speaks of something else. */
export function isSameSubject(a: Subject, b: Subject, isStrict = false): boolean {
  if (!isSameCase(a, b)) return false
  const allA = unique([...a.said, ...a.asked])
  const allB = unique([...b.said, ...b.asked])
  if (areApart(limitsLeft(a, allB), limitsLeft(b, allA), false)) return false
  if (isSwapped(a, b, 'saidWords') || isSwapped(a, b, 'askedWords')) return false
  if (isWhole(allA) !== isWhole(allB)) return false
  const strays = [isStray(a.said, allB), isStray(b.said, allA)]
  if (isStrict ? strays.includes(true) : !strays.includes(false)) return false
  return (allA.length === 0 && allB.length === 0) || overlap(allA, allB) > (isStrict ? 0.5 : 0.49)
}

/** Opening hours without a word of what is open: those of the house. */
function isWhole(all: readonly string[]): boolean {
  return all.includes('open') && all.every((concept) => concept === 'open' || house.test(concept))
}

/** It speaks of something, and of nothing that the other speaks of. */
function isStray(said: readonly string[], others: readonly string[]): boolean {
  return said.length > 0 && shared(said, others) === 0
}

/** Whether no case and no name tells them apart. */
export function isSameCase(a: Subject, b: Subject): boolean {
  return !areOtherCases(a.cases, b.cases) && !areApart(a.names, b.names)
}

/** Shared concepts as a share of the shorter side; 0 where one side says nothing. */
export function overlap(a: readonly string[], b: readonly string[]): number {
  const least = Math.min(a.length, b.length)
  return least === 0 ? 0 : Math.max(shared(a, b), shared(b, a)) / least
}

/** Limits that the other side does not speak of at all. */
function limitsLeft({ limits }: Subject, theirs: readonly string[]): Set<string> {
  return new Set(limits.filter((limit) => !theirs.some((concept) => isAlike(limit, concept))))
}

function areApart(a: ReadonlySet<string>, b: ReadonlySet<string>, isExact = true): boolean {
  if (a.size === 0 || b.size === 0) return false
  return ![...a].some((one) => [...b].some((other) => (isExact ? one === other : isAlike(one, other))))
}

/** The same words but for one or two in the same places: "delivery of a sofa", "delivery of a lamp". */
function isSwapped(a: Subject, b: Subject, side: 'saidWords' | 'askedWords'): boolean {
  const [mine, theirs] = [a[side], b[side]]
  if (mine.length !== theirs.length || mine.length < 3) return false
  const swapped = mine.flatMap((word, i) =>
    word === theirs[i] ? [] : [[conceptsIn(word), conceptsIn(theirs[i]!)] as const],
  )
  if (swapped.length === 0 || swapped.length > 2) return false
  return swapped.some(
    ([one, other]) => one.length > 0 && other.length > 0 && shared(one, other) === 0 && shared(other, one) === 0,
  )
}

/** Both answer what is asked alike: what little their own words share matters less. */
export function isSameQuestion(a: Subject, b: Subject): boolean {
  if (a.asked.length === 0 || b.asked.length === 0) return a.askedWords.join(' ') === b.askedWords.join(' ')
  return shared(a.asked, b.asked) === a.asked.length && shared(b.asked, a.asked) === b.asked.length
}

function shared(a: readonly string[], b: readonly string[]): number {
  return a.filter((one) => b.some((other) => isAlike(one, other))).length
}

/** Equal, one the other's beginning, or one a part of the other's compound ("Versand", "Versandkosten"). */
function isAlike(a: string, b: string): boolean {
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (short.length >= 3 && withoutPrefix(a) === withoutPrefix(b)) return true
  if (short.length < 4) return false
  return (
    long.startsWith(short) ||
    (short.length >= 5 && long.includes(short)) ||
    (short.length >= 7 && long.startsWith(short.slice(0, -2)))
  )
}

/** "bauen … auf" and "Aufbau": German verbs leave their first part at the end of the sentence. */
function withoutPrefix(stem: string): string {
  return stem.replace(/^(?:auf|an|ab|ein|aus|vor|um|mit|zu|nach|be|ver|er)(?=\p{L}{3})/u, '')
}

export function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)]
}

/** `said` and `asked` are folded and without quantities, `cased` is all that may name a case. */
export function subjectOf(input: { said: string; asked: string; cased: string; names: string[] }): Subject {
  return {
    said: unique(conceptsOf(input.said)),
    asked: unique(conceptsOf(input.asked)),
    saidWords: wordsOf(input.said),
    askedWords: wordsOf(input.asked),
    names: new Set(input.names),
    cases: casesIn(input.cased),
    limits: unique([...limitsOf(input.said), ...limitsOf(input.asked)]),
  }
}

/** The same words come again and again. */
const read = new Map<string, string[]>()
const mostRead = 20_000

function conceptsIn(word: string): string[] {
  let found = read.get(word)
  if (found === undefined) {
    if (read.size >= mostRead) read.clear()
    found = readConcepts(word)
    read.set(word, found)
  }
  return found
}

/** A German compound holds several: "Damenhaarschnitt" is a lady's cut. */
function readConcepts(word: string): string[] {
  if (word.length < 2 || empty.has(word)) return []
  for (const [concept, shape] of concepts) {
    const match = shape.exec(word)
    if (!match) continue
    const rest = word.slice(match[0].length)
    return [...(concept === '' ? [] : [concept]), ...(word.length >= 10 && rest.length >= 5 ? partsOf(rest) : [])]
  }
  return [stemOf(word), ...(word.length >= 10 ? (suffixConcept(word) ?? []) : [])]
}

function partsOf(rest: string): string[] {
  const found = suffixConcept(rest)
  return found ?? [stemOf(rest)]
}

function suffixConcept(word: string): string[] | undefined {
  for (let i = 0; i <= word.length - 4; i++) {
    for (const [concept, shape] of concepts) {
      if ((shape.exec(word.slice(i))?.[0].length ?? 0) >= 4) return concept === '' ? [] : [concept]
    }
  }
  return undefined
}

function stemOf(word: string): string {
  const stem = word.replace(/(?:ies)$/u, 'y').replace(/(?:ings?|ed|ern|en|es|er|s|n|e)$/u, '')
  return stem.length < 3 ? word : stem
}

const sentBack =
  /(?:send|sent|ship|bring|brought|give|gave|take|hand)(?:ing)?\s(?:\p{L}+\s){0,3}?back(?!\p{L})|zurück(?:schick|send|geb|bring|nehm|gegeb)\p{L}*|(?:schick|send|geb|bring|nehm)\p{L}*\s(?:\p{L}+\s){0,4}?zurück(?!\p{L})/gu
/** Where a length of time begins says when, not what. */
const since =
  /(?<!\p{L})(?:(?:after|from|of|upon|since|following|once) (?:the |your |its |date of |day of |time of )*(?:delivery|receipt|receiving|arrival|purchase|buying|order|ordering|payment|shipping|dispatch|shipment)|(?:nach|ab|seit) (?:dem |der |ihrem |ihrer )?(?:erhalt|lieferung|kauf|eingang|\p{L}*eingang|bestellung|empfang|versand|kaufdatum|zahlung))(?!\p{L})/gu
const limited =
  /(?<!\p{L})(?:(?<=(?:deliver|ship|send|fly|travel|delivery|shipping|postage|transfer|train|bus)(?:s|ing)? (?:\S+ )?)to|for|in|of|on|with|nach|für|in|im|bei|von|mit|zum|zur|ins)\s((?!(?:us|uns|you|ihnen|sie|me|mir|dir|it|advance|general|der regel|total)(?!\p{L}))(?:(?:the|a|an|our|your|their|all|any|every|each|der|die|das|den|dem|des|ein|eine|einen|einem|einer|unser\p{L}*|ihr\p{L}*|dein\p{L}*|alle\p{L}*|jede\p{L}*)\s)?\p{L}+(?:\s\p{L}+)?)/gu
const house =
  /^(?:shop|store|business|offic|practi|clinic|museum|studio|salon|restaurant|branch|geschäft|lad|büro|prax|werkstatt|filial|market|markt|library|bibliothek|galler|café|bakery|bäckerei|apothek|pharmac)/u
const notNames =
  /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|please|yes|no|we|our|you|it|the|just)/u
const notCodes =
  /^(?:up|at|in|on|to|of|by|the|and|or|max|min|over|under|within|from|after|about|around|only|just|costs?|ab|bis|von|zum|am|im|um|nach|für|mit|ca|etwa|rund|innerhalb|binnen|maximal|höchstens|mindestens|monday|tuesday|wednesday|thursday|friday|saturday|sunday|jan\w*|feb\w*|mar\w*|märz|apr\w*|may|mai|jun\w*|jul\w*|aug\w*|sep\w*|oct\w*|okt\w*|nov\w*|de[cz]\w*|yes|no|that|this|allow|takes?|eur|usd|chf|gbp|kr)(?!\p{L})/iu

/** Words of different roots for one thing, and (first) those that say nothing about which thing it is. */
const concepts: [string, RegExp][] = [
  [
    '',
    /^(?:please|bitte|unfortunately|leider|sorry|glad|happ|gern|certain|sure|cours|absolut|natürlich|selbstverständlich|usual|normal|typical|general|current|moment|mostly|üblich|meist|regel|derzeit|aktuell|momentan|today|heute|always|immer|simpl|einfach|quick|kurz|note|hint|hinweis|thank|dank|welcom|willkommen|look|forward|help|hilf|problem|let|know|question|frage|contact|feel|exact|genau|approx|about|around|etwa|ungefähr|rund|circa|roughly|total|complet|whole|ganz|entire|insgesamt|overall|policy|customer|kunde|people|person|everybody|everyone|anyone|someone|somebody|team|sir|madam|actual|real|confirm|bestätig|tell|inform|sag|mitteil|say|mean|check$|checks$|course$|herzlich|cordial|proud|wonder)/u,
  ],
  [
    '',
    /^(?:cost|price|pricing|priced|fee|charg|pay(?!pal)|paid|kost|preis|gebühr|betrag|betrag|zahl|bezahl|berechn|amount|rate|euro|euros|dollar|pound|much|wieviel|viel|take|took|takes|need|requir|brauch|benötig|dauer|long|lang|last|hour|day|week|month|year|minute|time|stund|tag|woche|monat|jahr|zeit|frist|deadline|period|zeitraum|date|datum|termin(?:e|lich)$|when|until|within|after|nach|before|start|begin|end(?:s|et|en)?$|expect|rechn|allow|permit|possib|möglich|erlaub|dürf|darf|gestatt|able|accept|akzept|annehm|offer|anbiet|biet|übernehm|provid|availab|verfügbar|work|funktion|happen|usually|get|got|give|giv|make|made|mach|hav|use$|uses$|using$|used$|want|möcht|will|woll|would|like|go|goe|geh|come|komm|bring|mitbring|mitnehm|keep|put|set|find|find|see|arriv|ankomm|eintreff|reach|amount|order|bestell|purchas|kauf|gekauft|buy|bought|item|artikel|product|produkt|goods|ware|thing|sache|receiv|receipt|erhalt|empfang|request|anfrage|limit|maximum|minimum|höchst|mindest|verbot|forbid|prohibit|ban(?:ned|s)?$|nötig|notwend|necessar|erforder|vereinbar|arrang|pflicht|mandator|extra|additional|further|zusätzlich|weiter|different|only|nur|new$|neu(?:e[nmrs]?)?$|each|every|jede|all$|alle|any|includ|inkl|enthalt|inbegriff|exclud|hold|contain|weigh|beinhalt|wieg|big$|groß|size|größe|longer|mehr$|done$|fertig|ready|bereit)/u,
  ],
  ['return', /^(?:return|rückgab|rücksend|retour|umtausch|exchang|widerruf|zurück)/u],
  ['refund', /^(?:refund|reimburs|erstatt|rückerstatt|rückzahl|repay|gutschrift)/u],
  [
    'deliver',
    /^(?:deliver|ship|dispatch|liefer|versand|versend|verschick|zustell|porto|postage|parcel|paket|send|sent|schick)/u,
  ],
  ['cancel', /^(?:cancel|notice|stornier|storno|abbestell|absag|kündig|terminat)/u],
  ['guarantee', /^(?:warrant|guarant|garant|gewährleist)/u],
  ['appointment', /^(?:appoint|booking|book$|reserv|buch|termin|slot)/u],
  ['dog', /^(?:dog|hund|pupp)/u],
  ['pet', /^(?:pets?$|haustier|animal|tier)/u],
  ['park', /^(?:park(?:ing|plätz|platz|haus|en|e|gebühr)|park$|parks$)/u],
  ['invoice', /^(?:invoice|rechnung|bill)/u],
  ['open', /^(?:open|geöffnet|öffn|offen|clos|schließ|geschlossen|zu$|shut)/u],
  ['repair', /^(?:repair|reparatur|reparier|fix$|fixe|fixing|mend|instand)/u],
  ['room', /^(?:room|zimmer)/u],
  ['deposit', /^(?:deposit|anzahlung|kaution|down)/u],
  ['breakfast', /^(?:breakfast|frühstück)/u],
  ['child', /^(?:child|kid|kinder|kind$)/u],
  ['wifi', /^(?:wifi|wlan|wi$|fi$|internet)/u],
  ['discount', /^(?:discount|rabatt|nachlass|reduction|ermäßig)/u],
  ['voucher', /^(?:voucher|gutschein|gift|geschenkgutschein)/u],
  ['reply', /^(?:reply|repli|answer|respon|antwort)/u],
  ['subscription', /^(?:subscri|abo|member|mitglied|contract|vertrag|tarif)/u],
  ['luggage', /^(?:luggag|baggag|gepäck|suitcas|koffer|bag$|bags$)/u],
  ['apply', /^(?:apply|applie|applic|bewerb)/u],
  ['valid', /^(?:valid|gültig|expir|verfall|verfäll|redeem|einlös)/u],
  ['phone', /^(?:phone|telephon|telefon|call$|calls$|calling|anruf|ruf)/u],
  ['trial', /^(?:trial|try|tries|tried|probe|probier|testen|testphase)/u],
  ['borrow', /^(?:borrow|loan|lend|leih|ausleih|verleih)/u],
  ['ride', /^(?:ride|transfer|fahrt|trip$)/u],
  ['course', /^(?:course|class|lesson|kurs|unterricht|workshop)/u],
  ['lady', /^(?:lad(?:y|ies)|wom[ae]n|dame|frau)/u],
  ['cut', /^(?:haircut|haarschnitt|cut$|cuts$|schnitt|schneid)/u],
  ['treat', /^(?:treat|behandl|therap)/u],
  ['register', /^(?:regist|sign|anmeld|meld|enrol|einschreib)/u],
  ['clean', /^(?:clean|reinig|putz)/u],
  ['ticket', /^(?:ticket|vorverkauf|presale|karte|eintritt|entry|admission|entrance)/u],
  ['visit', /^(?:visit|besuch|besichtig|tour|führung)/u],
  ['change', /^(?:chang|änder|umbuch|rebook|reschedul|verschieb|verleg|move|switch)/u],
  ['insur', /^(?:insur|versicher)/u],
]

const empty = new Set(
  `a an and are as at be been but by can could did do does for from had has have he her his how i id if ill im in is it its
  ive just like me my of on or our she should so some that the their them then there these they this to too us was we were
  what when where which who why with you your yours am also because being here hi hello hey into may might more most other
  out over such than through very well up off per via no not none never neither nor don doesn isn aren can cant won t s re
  ve ll d m yes nope yep okay ok without cannot ahead many few something anything everything nothing etwas alles welche welcher welches welchem welchen gibt gebe geben it'd any one ones once both within after before least less still even
  must shall own while during against between unless whether
  ich der die das den dem des ein eine einen einem einer eines und oder ist sind war wird werden wurde du er sie es wir ihr ihnen
  mir mich dir dich uns euch mein meine meinen meiner dein deine ihre ihrer ihren ihrem unser unsere unseren unserer unserem
  zu zum zur von vom mit auf für im in an am bei beim aus wie was wann wo wer warum weil kann können könnt haben habe hat
  hatte auch noch so dass wenn aber als ob hallo sich man bis ab seit um über unter durch ohne gegen nicht kein keine keinen
  keiner keinem nie niemals nein ja doch schon dann dort hier da sein seine muss müssen soll sollen sollte falls sobald
  nämlich sowie denn mal je pro vor nach er wäre würde sehr mehr weniger liegt beträgt betragen gilt gelten etwas
  le la les un une des du de et ou est sont je vous nous notre votre el los las y o es son su il lo e di che per
  uhr euro eur usd chf gbp percent prozent days day weeks hours business working werktage werktagen arbeitstage arbeitstagen`
    .split(/\s+/u)
    .filter(Boolean),
)
