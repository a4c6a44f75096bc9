import { again } from './again.ts'
import { findEntities } from './entities.ts'
import { languageOf } from './language.ts'
import { fold, words } from './text.ts'

/** The checkable statements of a text, each normalised so that two ways of writing one fact are equal. */
export interface Facts {
  /** `money:4.9`, `date:3 may`, `number:30`, `percent:10`, `link:…`, `email:…`, `phone:…`, `reference:…`, `address:…`. */
  values: ReadonlySet<string>
  /** Kinds of promise: `refund`, `replacement`, `free`, `discount`, `call`, `guarantee`, `send`. */
  promises: ReadonlySet<string>
  /** Names of things: words written with a capital inside a sentence, or in quotation marks; folded. */
  names: ReadonlySet<string>
  /** What the text answers to a yes-or-no question, where it does. */
  answer?: 'yes' | 'no'
}

/** Reads the facts of a reply. */
export const factsOf = again((text: string): Facts => {
  const values = new Set<string>()
  let rest = text
  for (const entity of findEntities(text).toReversed()) {
    if (entity.type === 'person') continue
    const isPercent = entity.type === 'number' && percentAfter.test(text.slice(entity.end, entity.end + 12))
    values.add(normalFact(isPercent ? 'percent' : entity.type, entity.value))
    rest = `${rest.slice(0, entity.start)}…${rest.slice(entity.end)}`
  }
  for (const word of words(text)) {
    const number = numberWords.get(word)
    if (number !== undefined) values.add(`number:${number}`)
  }
  const folded = fold(text)
  const promises = new Set(promisePatterns.filter(([, pattern]) => pattern.test(folded)).map(([kind]) => kind))
  const answer = answerOf(folded)
  return { values, promises, names: namesOf(rest), ...(answer ? { answer } : {}) }
})

/** "10 %" is another fact than "10": ten days make no discount. */
const percentAfter = /^\s?(?:%|percent|prozent|pour ?cent|por ?ciento|per ?cento|por ?cento|procent)/i

/** One spelling for one fact. */
export function normalFact(type: string, value: string): string {
  const plain = value.toLowerCase().normalize('NFKC').trim()
  switch (type) {
    case 'money': {
      const amount = plain.replace(/[^\d.,]/g, '')
      return `money:${normalNumber(amount)}${currencyOf(plain)}`
    }
    case 'percent':
      return `percent:${normalNumber(plain)}`
    case 'number':
      return `number:${normalNumber(plain)}`
    case 'phone':
      return `phone:${plain.replace(/\D/g, '')}`
    case 'link':
      return `link:${plain
        .replace(/^https?:\/\//, '')
        .replace(/^www\./, '')
        .replace(/\/+$/, '')}`
    case 'date':
      return `date:${plain
        .replace(/(\d)(?:st|nd|rd|th)\b/g, '$1')
        .replace(/\b(?:of|de)\s/g, '')
        .replace(/[.,]/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()}`
    case 'time':
      return `time:${minuteOf(plain)}`
    default:
      return `${type}:${plain.replace(/\s+/g, ' ')}`
  }
}

/** "3 pm", "15:00" and "15 Uhr" are one time: minutes since midnight. */
function minuteOf(written: string): number {
  const [hour = 0, minute = 0] = (written.match(/\d+/g) ?? []).map(Number)
  const isAfternoon = /p\.?m/.test(written)
  const isMorning = /a\.?m/.test(written)
  const hours = isAfternoon && hour < 12 ? hour + 12 : isMorning && hour === 12 ? 0 : hour
  return 60 * hours + minute
}

/** "1.250,00", "1,250.00" and "1250" are one number. */
function normalNumber(written: string): string {
  const decimal = /[.,](\d{1,2})$/.exec(written)
  const whole = (decimal ? written.slice(0, decimal.index) : written).replace(/\D/g, '')
  const value = Number(`${whole || '0'}.${decimal?.[1] ?? '0'}`)
  return Number.isFinite(value) ? String(value) : written
}

function currencyOf(written: string): string {
  if (/€|eur/.test(written)) return ' eur'
  if (/\$|usd|dollar/.test(written)) return ' usd'
  if (/£|gbp|pound/.test(written)) return ' gbp'
  return /chf|franc/.test(written) ? ' chf' : ''
}

const numberWords = new Map(
  Object.entries({
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    twelve: 12,
    fourteen: 14,
    twenty: 20,
    thirty: 30,
    zwei: 2,
    drei: 3,
    vier: 4,
    fünf: 5,
    sechs: 6,
    sieben: 7,
    acht: 8,
    neun: 9,
    zehn: 10,
    zwölf: 12,
    vierzehn: 14,
    dreißig: 30,
    deux: 2,
    trois: 3,
    quatre: 4,
    cinq: 5,
    sept: 7,
    huit: 8,
    dix: 10,
    dos: 2,
    tres: 3,
    cuatro: 4,
    cinco: 5,
    seis: 6,
    siete: 7,
    ocho: 8,
    diez: 10,
  }),
)

const promisePatterns: [string, RegExp][] = [
  ['refund', /\b(?:refund|reimburse|money back|erstatte|zurückerstatt|rembours|reembols|rimbors|terugbetal)/u],
  [
    'replacement',
    /\b(?:replacement|replace (?:it|them|the)|ersatz(?:lieferung|teil)?\b|remplac|reemplaz|sostitu|vervang)/u,
  ],
  [
    'free',
    /\b(?:free of charge|for free|at no (?:extra )?(?:cost|charge)|on us|free (?:delivery|shipping|gift|sample|month|trial|of charge)|complimentary|kostenlos|gratis|umsonst|geschenkt|gratuit|kostenfrei|versandkostenfrei|offert|sans frais|sin coste|sin cargo|de regalo|senza costi|in omaggio|sem custo|zonder kosten)/u,
  ],
  [
    'discount',
    /\b(?:discount|voucher|coupon|\d+ ?% off|half price|reduced price|cheaper for you|rabatt|gutschein|nachlass|zum halben preis|skonto|remise|réduction|moitié prix|descuento|rebaja|mitad de precio|sconto|metà prezzo|desconto|metade do preço|korting|halve prijs)/u,
  ],
  ['call', /\b(?:we(?:'ll| will)|i(?:'ll| will)|wir|ich|someone will|will) (?:call|phone|ring|rufen?)\b/u],
  ['guarantee', /\b(?:guarantee|we promise|i promise|warranty|garantie|garantieren|versprechen|garantiz|garanti)/u],
  ['send', /\b(?:we(?:'ll| will)|i(?:'ll| will)|we are going to) (?:send|ship|post|dispatch|mail)/u],
]

function answerOf(folded: string): 'yes' | 'no' | undefined {
  const start = folded.slice(0, 200)
  if (
    /(?:^|[.!]\s+)(?:yes|yep|sure|certainly|of course|absolutely|ja|gerne|natürlich|oui|bien sûr|sí|claro|sì|certo|sim)\b/u.test(
      start,
    )
  )
    return 'yes'
  if (
    /(?:^|[.!]\s+)(?:no\b(?! problem| worries)|nope|nein|non\b|não|nee)|\b(?:unfortunately|sadly|i'm afraid|not possible|leider|malheureusement|desafortunadamente|purtroppo|infelizmente|helaas)\b/u.test(
      folded.slice(0, 400),
    )
  )
    return 'no'
  return undefined
}

/** In German every noun has a capital: there only quotation marks tell. */
function namesOf(text: string): Set<string> {
  const names = new Set<string>()
  for (const [, quoted] of text.matchAll(/["“„«]([^"”“»\n]{2,60})["”“»]/gu)) if (quoted) names.add(fold(quoted).trim())
  if (languageOf(text) === 'de') return names
  const inside = [...text.slice(0, 8000).matchAll(/(?<=[\p{Ll}\p{N},;]\s)(\p{L}[\p{L}\p{N}'-]+)/gu)].map(
    (match) => match[1]!,
  )
  const capital = inside.filter((word) => /^\p{Lu}/u.test(word))
  for (const word of capital) if (!ordinary.has(fold(word))) names.add(fold(word))
  return names
}

const ordinary = new Set(
  "ok okay i i'm i'll i've i'd faq pdf id url sms email e-mail monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december".split(
    ' ',
  ),
)
