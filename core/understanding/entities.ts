import type { Slot } from '../domain/learning.ts'

/** A typed span of a text. `start` and `end` are UTF-16 offsets. */
export interface Entity {
  type: Slot['type']
  value: string
  start: number
  end: number
}

/** Beyond this many characters a text is not searched: nobody states a fact that late. */
const searchCap = 20_000

/** Finds e-mails, links, dates, times of day, money, phone numbers, references, addresses, people and numbers; none overlap. */
export function findEntities(text: string): Entity[] {
  const searched = text.slice(0, searchCap)
  const found: Entity[] = []
  const taken = new Uint8Array(searched.length)
  for (const { type, shape, group } of shapes) {
    for (const match of searched.matchAll(shape)) {
      const value = trimEnd(group ? match[group] : match[0])
      if (!value) continue
      const start = match.index + (group ? match[0].lastIndexOf(value) : 0)
      if (start < 0 || isTaken(taken, start, start + value.length)) continue
      taken.fill(1, start, start + value.length)
      found.push({ type, value, start, end: start + value.length })
    }
  }
  return found.sort((a, b) => a.start - b.start)
}

const months =
  'jan(?:uary|uar|vier|eiro)?|feb(?:ruary|ruar)?|mar(?:ch|s|zo)?|märz|apr(?:il)?|may|mai|mayo|june?|juni|juin|july?|juli|juillet|aug(?:ust)?|août|agosto|sep(?:t|tember)?|oct(?:ober)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?|dez(?:ember)?|décembre'
const weekdays =
  'monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo'
const currency = '[€$£¥₹]|EUR|USD|GBP|CHF|SEK|NOK|DKK|PLN|euros?|dollars?|pounds?|francs?'
const amount = '\\d{1,9}(?:[.,\\u00a0 ]\\d{3}){0,3}(?:[.,]\\d{1,2})?'
const streets =
  'street|st\\.|road|rd\\.|avenue|ave\\.|lane|drive|boulevard|square|straße|strasse|str\\.|weg|platz|allee|gasse'

/** First come, first served: a span that one shape took is not looked at by the next. */
const shapes: { type: Slot['type']; shape: RegExp; group?: number }[] = [
  { type: 'email', shape: /(?<![\w.+-])[\w.+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}/giu },
  { type: 'link', shape: /(?<!\w)(?:https?:\/\/|www\.)[^\s<>"')\]]{2,300}/giu },
  { type: 'date', shape: /(?<![\d.-])\d{4}-\d{2}-\d{2}(?![\d-])/gu },
  { type: 'date', shape: /(?<![\d./-])\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d{2})(?![\d/])/gu },
  {
    type: 'date',
    shape: new RegExp(
      `(?<!\\p{N})\\d{1,2}(?:st|nd|rd|th|\\.)?\\s(?:of\\s|de\\s)?(?:${months})(?!\\p{L})(?:,?\\s\\d{4})?`,
      'giu',
    ),
  },
  {
    type: 'date',
    shape: new RegExp(`(?<!\\p{L})(?:${months})\\s\\d{1,2}(?:st|nd|rd|th)?(?!\\p{N})(?:,?\\s\\d{4})?`, 'giu'),
  },
  { type: 'date', shape: new RegExp(`(?<!\\p{L})(?:${weekdays})(?!\\p{L})`, 'giu') },
  {
    type: 'time',
    shape: /(?<![\p{N}:.,/-])(?:[01]?\d|2[0-3])[:h][0-5]\d(?![\p{N}:])(?:\s?(?:[ap]\.?m\b\.?|uhr\b|h\b))?/giu,
  },
  {
    type: 'time',
    shape: /(?<![\p{N}:.,/-])(?:[01]?\d|2[0-3])(?:\.[0-5]\d)?\s?(?:[ap]m\b|[ap]\.m\.|o['’]clock\b|uhr\b|heures?\b)/giu,
  },
  { type: 'money', shape: new RegExp(`(?<![\\p{L}\\p{N}])(?:${currency})\\s?${amount}(?!\\d)`, 'giu') },
  { type: 'money', shape: new RegExp(`(?<![\\p{L}\\p{N}.,])${amount}\\s?(?:${currency})(?!\\p{L})`, 'giu') },
  { type: 'reference', shape: /(?<![\p{L}\p{N}])[A-Z]{1,6}[-–#/]?\d{3,14}(?:-\d{1,6})?(?![\p{L}\p{N}])/gu },
  { type: 'reference', shape: /#\s?([A-Z0-9][A-Z0-9-]{2,19})(?![\p{L}\p{N}])/giu, group: 1 },
  {
    type: 'reference',
    shape:
      /(?<!\p{L})(?:order|case|ticket|invoice|tracking|reference|booking|account|customer|bestell\w*|auftrag\w*|kunden\w*|rechnung\w*|fall|vorgang\w*|commande|facture|pedido|factura|ordine|fattura|bestelling)\s?(?:number|no\.?|nr\.?|id|code|nummer|numéro|número|numero|n°)?\s?(?:is|ist|est|es|:|#)?\s?((?=[A-Z-]{0,8}\d)[A-Z0-9][A-Z0-9-]{3,19})(?![\p{L}\p{N}])/giu,
    group: 1,
  },
  { type: 'phone', shape: /(?<![\p{L}\p{N}])(?:\+|00)\d{1,3}[\s./()-]{0,2}(?:\d[\s./()-]{0,2}){6,13}(?<=\d)/gu },
  { type: 'phone', shape: /(?<![\p{L}\p{N}-])\(?0\d{1,5}\)?[\s/-]{1,2}(?:\d[\s/-]?){4,10}(?<=\d)(?!\d)/gu },
  {
    type: 'address',
    shape: new RegExp(
      `(?<!\\p{N})\\d{1,5}[a-z]?,?\\s(?:\\p{Lu}[\\p{L}'-]{1,30}\\s){1,3}(?:${streets})(?!\\p{L})`,
      'giu',
    ),
  },
  {
    type: 'address',
    shape: new RegExp(`(?<!\\p{L})\\p{Lu}[\\p{L}-]{1,30}(?:${streets})\\s\\d{1,4}[a-z]?(?![\\p{L}\\p{N}])`, 'giu'),
  },
  {
    type: 'person',
    shape:
      /(?<!\p{L})(?:[Mm]y name is|[Nn]ame is|[Mm]ein Name ist|[Ii]ch heiße|[Jj]e m.appelle|[Mm]e llamo|[Mm]i chiamo|[Mm]eu nome é|[Mm]ijn naam is|[Tt]his is)\s(\p{Lu}[\p{L}'-]{1,30}(?:\s\p{Lu}[\p{L}'-]{1,30}){0,2})/gu,
    group: 1,
  },
  { type: 'number', shape: /(?<![\p{L}\p{N}.,])\d{1,12}(?:[.,]\d{1,6})?(?!\p{N})/gu },
]

function trimEnd(span: string | undefined): string {
  return (span ?? '').replace(/[\s.,;:!?)]+$/, '')
}

function isTaken(taken: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (taken[i]) return true
  return false
}
