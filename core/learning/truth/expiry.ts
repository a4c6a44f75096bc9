import { fold } from '../../understanding/text.ts'

/**
 * When what a reply speaks of ends ("until 31 May", "gültig bis 15.06.2026"): the end of the first such day, ISO 8601 UTC.
 * Without a year it is the next such day after `at`, when it was said. What comes back every year ends never.
 */
export function expiryOf(reply: string, at: string): string | undefined {
  if (!ends.test(reply)) return undefined
  const text = fold(reply)
  if (everyYear.test(text)) return undefined
  const said = new Date(at)
  if (Number.isNaN(said.getTime())) return undefined
  const found = [...text.matchAll(until)].flatMap((match) => endOf(match.groups as Groups, said) ?? [])
  return found.sort()[0]
}

interface Groups {
  day?: string
  month?: string
  monthNumber?: string
  year?: string
  /** "the end of May". */
  last?: string
}

function endOf({ day, month, monthNumber, year, last }: Groups, said: Date): string | undefined {
  const index = month === undefined ? Number(monthNumber) - 1 : months.findIndex((one) => one.test(month))
  if (index < 0 || index > 11) return undefined
  const ofYear = (full: number) => {
    const date =
      last === undefined && day !== undefined ? Number(day) : new Date(Date.UTC(full, index + 1, 0)).getUTCDate()
    return new Date(Date.UTC(full, index, date, 23, 59, 59, 999))
  }
  if (year !== undefined) {
    const end = ofYear(year.length === 2 ? 2000 + Number(year) : Number(year))
    return end < said ? undefined : end.toISOString()
  }
  const thisYear = ofYear(said.getUTCFullYear())
  return (thisYear < said ? ofYear(said.getUTCFullYear() + 1) : thisYear).toISOString()
}

const months = [
  /^jan/u,
  /^feb/u,
  /^mar|^mär/u,
  /^apr/u,
  /^ma[yi]/u,
  /^jun/u,
  /^jul/u,
  /^aug/u,
  /^sep/u,
  /^o[ck]t/u,
  /^nov/u,
  /^de[cz]/u,
]
const ends = /until|till|through|valid|offer|\bby\b|before|ends?\b|expire|bis|endet|gültig|läuft/iu
const everyYear = /every year|each year|annually|yearly|jedes jahr|jährlich|every (?:spring|summer|autumn|winter)/u
const monthName = String.raw`(?:jan|feb|mar|mär|apr|ma[yi]|jun|jul|aug|sep|o[ck]t|nov|de[cz])\p{L}*`
const lead = String.raw`(?<!\p{L})(?:until|till|through|valid (?:until|through|to|till)|ends?(?: on)?|expires?(?: on)?|(?:offer|sale|price|discount)\p{L}* (?:\p{L}+ ){0,3}(?:by|before)|bis(?: zum| einschließlich| inklusive| spätestens)?|endet(?: am)?|läuft am)\s(?:and including |the |zum |den )?`
const until = new RegExp(
  `${lead}(?:(?<last>(?:the )?end of |ende )(?<month>${monthName})(?:,?\\s(?<year>\\d{4}))?|(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)?\\s(?:of )?(?<month>${monthName})(?:,?\\s(?<year>\\d{4})(?!\\d))?|(?<month>${monthName})\\s(?:the )?(?<day>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,?\\s(?<year>\\d{4})(?!\\d))?|(?<year>\\d{4})-(?<monthNumber>\\d{2})-(?<day>\\d{2})(?!\\d)|(?<day>\\d{1,2})\\.(?<monthNumber>\\d{1,2})\\.(?<year>\\d{4}|\\d{2})?(?!\\d))`,
  'gu',
)
