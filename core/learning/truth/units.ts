import type { Quantity } from './quantity.ts'

type Groups = Record<string, string | undefined>
type Reading = Pick<Quantity, 'matter' | 'dimension' | 'low' | 'high'> & Partial<Pick<Quantity, 'unit' | 'bound'>>

/** Beginnings of the words for a length of time, longest unit first. */
export const hours: Record<string, string[]> = {
  year: ['year', 'yr', 'annu', 'jahr', 'jähr'],
  month: ['month', 'monat'],
  week: ['week', 'woche', 'wöch'],
  day: ['day', 'tag', 'täg', 'night', 'nacht', 'nächt', 'werktag', 'arbeitstag', 'geschäftstag'],
  hour: ['hour', 'hr', 'stund', 'stünd', 'h'],
  minute: ['min'],
}
const hoursOf: Record<string, number> = {
  year: 8760,
  month: 730,
  week: 168,
  day: 24,
  workday: 24,
  hour: 1,
  minute: 1 / 60,
}

/** Days of work stand for themselves up to the calendar days that they may take. */
export function isSameDuration(a: Quantity, b: Quantity): boolean {
  const isWork = (one: Quantity) => one.unit === 'workday'
  if (isWork(a) === isWork(b)) {
    const slack = a.unit === b.unit ? 1.001 : 1.08
    return isNear(a.low, b.low, slack) && isNear(a.high, b.high, slack)
  }
  const [work, calendar] = isWork(a) ? [a, b] : [b, a]
  return calendar.low >= work.low * 0.99 && calendar.high <= work.high * 1.4 + 48
}

function isNear(a: number, b: number, slack: number): boolean {
  return a <= b * slack && b <= a * slack
}

const number = String.raw`\d{1,3}(?:[.,’' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,9}(?:[.,]\d{1,2})?(?!\d)`
const to = String.raw`\s?(?:-|–|—|to|bis(?: zu)?|or|oder)\s?`
const between = String.raw`(?:between\s|zwischen\s|from\s|von\s)?`
const currency = String.raw`[€$£¥₹]|eur(?:os?)?(?!\p{L})|usd|dollars?|bucks|gbp|pounds?(?: sterling)?|quid|chf|francs?|franken|sek|nok|dkk|pln|kronen|kr(?!\p{L})`
const month = `jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sep(?:t|tember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?`
const monthStarts = ['jan', 'feb', 'mar|mär', 'apr', 'may|mai', 'jun', 'jul', 'aug', 'sep', 'oct|okt', 'nov', 'dec|dez']
const weekdayStarts = ['mon', 'tue|die', 'wed|mit', 'thu|don', 'fri|fre', 'sat|sam|son(?=nabend)', 'sun|son']
const weekday = `(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag)(?:abend|s)?`
const clock = String.raw`\d{1,2}(?:[:.]\d{2})?(?:\s?(?:am|pm|a\.m\.|p\.m\.|uhr|o'clock|h(?!\p{L})))?|noon|midday|midnight|mittags?|mitternacht`
const named = (name: string, pattern: string) => `(?<${name}>${pattern})`

/** Dates and times before amounts and lengths of time, bare counts last: a span that one took is not looked at again. */
export const dimensionsOf: { shape: RegExp; read: (groups: Groups, whole: string) => Reading | undefined }[] = [
  {
    shape: /(?<![\d.])(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?!\d)/gu,
    read: (g) => dateOf(Number(g['month']), Number(g['day'])),
  },
  {
    shape: /(?<![\d.,])(?<day>\d{1,2})[./](?<month>\d{1,2})[./](?:\d{4}|\d{2})?(?!\d)/gu,
    read: (g) => dateOf(Number(g['month']), Number(g['day'])),
  },
  {
    shape: new RegExp(
      `(?<![\\d.,])${between}(?<low>\\d{1,2})(?:st|nd|rd|th|\\.)?(?:${to}(?:the )?(?<high>\\d{1,2})(?:st|nd|rd|th|\\.)?)?\\s(?:of\\s)?${named('month', month)}(?!\\p{L})(?:,?\\s\\d{4}(?!\\d))?`,
      'gu',
    ),
    read: (g) => {
      const low = dateOf(monthOf(g['month']!), Number(g['low']))
      return low && { ...low, high: g['high'] === undefined ? low.high : monthOf(g['month']!) * 31 + Number(g['high']) }
    },
  },
  {
    shape: new RegExp(
      `(?<!\\p{L})${named('month', month)}\\s(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:]|\\s?(?:am|pm|days|€))(?:,?\\s\\d{4}(?!\\d))?`,
      'gu',
    ),
    read: (g) => dateOf(monthOf(g['month']!), Number(g['day'])),
  },
  {
    shape: new RegExp(
      `(?<=(?<!\\p{L})(?:in|until|till|by|from|since|of|end|mid|early|late|im|bis|ab|seit|ende|mitte|anfang|begins?|starts?|in early|every)\\s)${named('low', month)}(?!\\p{L})(?:${to}${named('high', month)}(?!\\p{L}))?`,
      'gu',
    ),
    read: (g) => ({
      matter: 'date',
      dimension: 'month',
      low: monthOf(g['low']!),
      high: monthOf(g['high'] ?? g['low']!),
    }),
  },
  {
    shape: new RegExp(
      `${between}(?<!\\p{L})${named('low', weekday)}(?:${to}${named('high', weekday)})?(?!\\p{L})`,
      'gu',
    ),
    read: (g) => {
      const [low, high] = [dayOf(g['low']!), dayOf(g['high'] ?? g['low']!)]
      let set = 0
      for (let day = low; ; day = (day + 1) % 7) {
        set |= 1 << day
        if (day === high) break
      }
      return { matter: 'date', dimension: 'weekday', low: set, high: set }
    },
  },
  {
    shape: new RegExp(
      `(?<![\\p{L}\\d.,:])${between}${named('low', clock)}(?:(?:${to}|\\s(?:and|und)\\s)${named('high', clock)})?(?![\\p{L}\\d])(?!\\s?[%€$£])`,
      'gu',
    ),
    read: readClock,
  },
  {
    shape: new RegExp(
      `(?<![\\p{L}])${between}(?:${currency})\\s?${named('low', number)}(?:(?:${to}|\\s(?:and|und)\\s)(?:${currency})?\\s?${named('high', number)})?(?:\\s(?:${currency}))?`,
      'gu',
    ),
    read: (g, whole) => money(g, whole),
  },
  {
    shape: new RegExp(
      `(?<![\\p{L}\\d.,])${between}${named('low', number)}(?:,-+)?\\s?(?:(?:${currency})?(?:${to}|\\s(?:and|und)\\s)${named('high', number)}(?:,-+)?\\s?)?(?:${currency})(?!\\p{L})(?:\\s?(?<cents>\\d{2})(?!\\d|\\s?(?:%|days|tage)))?`,
      'gu',
    ),
    read: (g, whole) => money(g, whole),
  },
  {
    shape: new RegExp(`(?<![\\p{L}\\d.,])${named('low', number)}\\s?cents?(?!\\p{L})`, 'gu'),
    read: (g) => ({
      matter: 'amount',
      dimension: 'money',
      low: numberOf(g['low']!) / 100,
      high: numberOf(g['low']!) / 100,
    }),
  },
  {
    shape:
      /(?<![\p{L}-])(?:free of charge|for free|(?:at |comes at )?no (?:extra |additional |further )?(?:charge|costs?|fees?)|complimentary|kostenlos|gratis|umsonst|kostenfrei|gebührenfrei|(?<!feel |set |get |is |are )free(?= (?:shipping|delivery|parking|returns?|of cost|entry|cancellation|wi-?fi))|(?<=(?:is|are|be|comes|it's|completely|totally|always) )free(?! (?:to|of|from|on|at|time|slot|room|spot|again|until|tomorrow)(?!\p{L})))(?!\p{L})/gu,
    read: () => ({ matter: 'amount', dimension: 'money', low: 0, high: 0 }),
  },
  {
    shape: new RegExp(
      `(?<![\\p{L}\\d.,])${between}${named('low', number)}(?:${to}${named('high', number)})?\\s?(?:%|per ?cent|prozent)`,
      'gu',
    ),
    read: (g) => ({ matter: 'amount', dimension: 'percent', ...span(g) }),
  },
  {
    shape: new RegExp(
      `(?<![\\p{L}\\d.,])${between}${named('low', number)}(?:(?:${to}|\\s(?:and|und)\\s)${named('high', number)})?[\\s-]?(?<work>(?:full |whole |further |more )?(?:business|working|work|weitere |volle )[\\s-]?)?(?<unit>minutes?|minuten?|mins?|hours?|hrs?|h|stunden?|stündig\\p{L}*|days?|tagen?|tages?|tägig\\p{L}*|werktag\\p{L}*|arbeitstag\\p{L}*|geschäftstag\\p{L}*|nights?|nächten?|nacht|weeks?|wochen?|wöchig\\p{L}*|months?|monat\\p{L}*|years?|yrs?|jahre?n?|jährig\\p{L}*)(?:['’]s?)?(?!\\p{L})`,
      'gu',
    ),
    read: (g) => {
      const word = g['unit']!
      const unit = Object.keys(hours).find((name) => hours[name]!.some((start) => word.startsWith(start))) ?? 'day'
      const isWork = /werktag|arbeitstag|geschäftstag/u.test(word) || /business|work/u.test(g['work'] ?? '')
      const { low, high } = span(g)
      const factor = hoursOf[unit]!
      return {
        matter: 'duration',
        dimension: 'duration',
        low: low * factor,
        high: high * factor,
        unit: isWork ? 'workday' : unit,
      }
    },
  },
  {
    shape: /(?<!\p{L})(?:same[- ]day|the same day|taggleich|am (?:selben|gleichen) tag|noch am selben tag)(?!\p{L})/gu,
    read: () => ({ matter: 'duration', dimension: 'duration', low: 0, high: 12, unit: 'day', bound: 'range' }),
  },
  {
    shape:
      /(?<!\p{L})(?:(?:the )?next[- ](?:business |working )?day|overnight|am nächsten (?:werk)?tag|über nacht)(?!\p{L})/gu,
    read: () => ({ matter: 'duration', dimension: 'duration', low: 24, high: 24, unit: 'day' }),
  },
  {
    shape: new RegExp(
      `(?<![\\p{L}\\d.,:/#-])${between}${named('low', number)}(?:${to}${named('high', number)})?[\\s-]?(?<noun>(?:more |extra |additional |free |weitere |different )?\\p{L}{1,30})(?!\\p{L})`,
      'gu',
    ),
    read: (g) => {
      const noun = unitNames.get(g['noun']!) ?? g['noun']!.split(' ').at(-1)!.slice(0, 5)
      if (g['low'] === '1' || (noun.length < 3 && !unitNames.has(noun))) return undefined
      return notNouns.has(noun) ? undefined : { matter: 'amount', dimension: `count ${noun}`, ...span(g) }
    },
  },
]

/** Units of measure, which say nothing of what is measured. */
export function isMeasure(dimension: string): boolean {
  return /^count (?:kg|g|km|m|cm|mm|l|ml|gb|mb|tb)$/u.test(dimension)
}

const notNouns = new Set(
  'and und oder the der die das for für with mit per pro each times mal from since until plus are ist sind'
    .split(' ')
    .map((word) => word.slice(0, 5)),
)
const unitNames = new Map(
  'kg:kg kilo:kg kilos:kg kilogram:kg kilograms:kg kilogramm:kg g:g gram:g grams:g gramm:g km:km kilometers:km kilometres:km kilometer:km kilometern:km kilometre:km miles:mile mile:mile meilen:mile m:m meter:m meters:m metres:m metern:m cm:cm mm:mm l:l liter:l liters:l litres:l litern:l ml:ml gb:gb mb:mb tb:tb gigabyte:gb gigabytes:gb people:perso guests:perso persons:perso person:perso personen:perso gäste:perso children:child kids:child'
    .split(' ')
    .map((pair): [string, string] => [pair.split(':')[0]!, pair.split(':')[1]!]),
)

function dateOf(month: number, day: number): Reading | undefined {
  if (month < 1 || month > 12 || day < 1 || day > 31) return undefined
  return { matter: 'date', dimension: 'date', low: month * 31 + day, high: month * 31 + day }
}

function monthOf(word: string): number {
  return 1 + monthStarts.findIndex((starts) => new RegExp(`^(?:${starts})`, 'u').test(word))
}

function dayOf(word: string): number {
  return weekdayStarts.findIndex((starts) => new RegExp(`^(?:${starts})`, 'u').test(word))
}

function money(g: Groups, whole: string): Reading {
  const { low, high } = span(g)
  const cents = g['cents'] === undefined ? 0 : Number(g['cents']) / 100
  const code = currencyOf(whole)
  const dimension = code === '' ? 'money' : `money ${code}`
  return { matter: 'amount', dimension, low: low + (high === low ? cents : 0), high: high + cents }
}

function currencyOf(text: string): string {
  if (/€|eur/u.test(text)) return 'eur'
  if (/\$|usd|dollar|bucks/u.test(text)) return 'usd'
  if (/£|gbp|pound|quid/u.test(text)) return 'gbp'
  if (/chf|franc|franken/u.test(text)) return 'chf'
  return /(sek|nok|dkk|pln|¥|₹)/u.exec(text)?.[1] ?? ''
}

/** Two numbers without a mark of the clock are no time of day. */
function readClock(g: Groups): Reading | undefined {
  const [low, high] = [g['low']!, g['high']]
  const marks = [low, high ?? ''].join(' ')
  if (!/am|pm|a\.m|p\.m|uhr|o'clock|\dh|\d\sh|:|noon|midday|midnight|mittag|mitternacht/u.test(marks)) return undefined
  const end = high === undefined ? undefined : minutes(high, /pm|p\.m/u.test(high))
  const isAfternoon =
    /pm|p\.m/u.test(low) ||
    (high !== undefined &&
      !/am|a\.m|uhr|:/u.test(low) &&
      /pm|p\.m/u.test(high) &&
      Number.parseInt(low, 10) < Number.parseInt(high, 10) &&
      Number.parseInt(low, 10) < 7)
  const start = minutes(low, isAfternoon)
  if (start === undefined || (high !== undefined && end === undefined)) return undefined
  const late = end === undefined ? start : end < start && end < 720 ? end + 720 : end
  return { matter: 'date', dimension: 'time', low: start, high: late }
}

function minutes(written: string, isAfternoon: boolean): number | undefined {
  if (/noon|midday|mittag/u.test(written)) return 720
  if (/midnight|mitternacht/u.test(written)) return 1440
  const [, hour, minute = '0'] = /(\d{1,2})(?:[:.](\d{2}))?/u.exec(written) ?? []
  if (hour === undefined || Number(hour) > 24 || Number(minute) > 59) return undefined
  return (
    ((Number(hour) % 12 === 0 && isAfternoon ? 12 : Number(hour)) + (isAfternoon && Number(hour) < 12 ? 12 : 0)) * 60 +
    Number(minute)
  )
}

function span(g: Groups): { low: number; high: number } {
  const low = numberOf(g['low']!)
  const high = g['high'] === undefined ? low : numberOf(g['high'])
  return low <= high ? { low, high } : { low: high, high: low }
}

/** "1.250,00", "1,250.00" and "1250" are one number; "1.5" is one and a half. */
function numberOf(written: string): number {
  const decimal = /[.,](\d{1,2})$/u.exec(written)
  const whole = (decimal ? written.slice(0, decimal.index) : written).replace(/\D/gu, '')
  return Number(`${whole || '0'}.${decimal?.[1] ?? '0'}`)
}
