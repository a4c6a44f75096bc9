import { type Lead, type LeadSlot, leadSlots, type Warmth } from '../domain/lead.ts'
import { findEntities } from './entities.ts'
import { either } from './lexicon.ts'
import { findTerms } from './product-terms.ts'

const readChars = 6000
const valueChars = 160

/**
 * What the customer's turns, oldest first, tell of a purchase, on top of what was known: newer words replace older ones, a
 * teammate's correction stays. Pure.
 */
export function leadFrom(
  turns: readonly string[],
  given: { products: readonly string[]; email?: string | null; before?: Lead | null },
): Lead {
  const found: Partial<Record<LeadSlot, string>> = {}
  for (const turn of turns) Object.assign(found, slotsIn(turn.slice(0, readChars), given.products))
  const domain = companyDomain(given.email)
  if (found.company === undefined && domain !== undefined) found.company = domain
  const slots: Lead['slots'] = {}
  for (const slot of leadSlots) {
    const before = given.before?.slots[slot]
    const value = found[slot]
    if (before !== undefined && before.by !== 'customer') slots[slot] = before
    else if (value !== undefined) slots[slot] = { value, by: 'customer' }
    else if (before !== undefined) slots[slot] = before
  }
  return { slots, ...warmthOf(slots, turns), asked: given.before?.asked ?? [] }
}

/** Weighs what is known and what was said: hot, warm or cold, with the reasons. */
export function warmthOf(slots: Lead['slots'], turns: readonly string[]): { warmth: Warmth; reasons: string[] } {
  const said = turns.join('\n').slice(-readChars)
  const signs = [
    ...moods.filter(({ sign }) => sign.test(said)),
    ...leadSlots.filter((slot) => slots[slot]?.value).map((slot) => worth[slot]),
  ].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
  const sum = signs.reduce((all, { weight }) => all + weight, 0)
  return { warmth: sum >= 5 ? 'hot' : sum >= 2.4 ? 'warm' : 'cold', reasons: signs.map(({ why }) => why) }
}

const worth: Record<LeadSlot, { weight: number; why: string }> = {
  budget: { weight: 2, why: 'names a budget' },
  time: { weight: 1.5, why: 'names a time' },
  size: { weight: 1.2, why: 'says how many' },
  product: { weight: 1, why: 'names a product' },
  company: { weight: 0.8, why: 'buys for a company' },
  need: { weight: 0.8, why: 'says what for' },
}

const moods = [
  {
    why: 'wants to order',
    weight: 2.5,
    sign: either(
      'ready to (?:buy|order|sign|start)|(?:want|would like|like|going|need) to (?:buy|order|purchase|book|sign up|place an order)|send (?:me|us) (?:the|an) (?:invoice|contract|order form)|how (?:do|can) (?:i|we) (?:order|buy|pay)',
      '(?:möchten?|wollen|will|würden?) (?:\\p{L}+ ){0,8}(?:bestellen|kaufen|buchen|beauftragen)|auftrag erteilen|wie (?:kann|können) (?:ich|wir) (?:bestellen|kaufen)',
      '(?:voudrais|voudrions|souhaite|souhaitons|veux|voulons) (?:\\p{L}+ ){0,3}(?:acheter|commander|réserver)|(?:quiero|queremos|quisiera) (?:\\p{L}+ ){0,2}(?:comprar|pedir|encargar|contratar)|(?:vorrei|vorremmo|vogliamo) (?:\\p{L}+ ){0,2}(?:acquistare|comprare|ordinare)|(?:quero|queremos|gostaria de) (?:\\p{L}+ ){0,2}(?:comprar|encomendar|contratar)|(?:wil|willen) (?:\\p{L}+ ){0,6}(?:bestellen|kopen|afnemen)',
    ),
  },
  {
    why: 'asks for a price',
    weight: 1.2,
    sign: either(
      'quote|quotation|how much|price|pricing|cost|angebot|kostenvoranschlag|was kostet|preise?|devis|combien|tarifs?|prix|presupuesto|cuánto|precios?|preventivo|quanto|prezz[oi]|orçamento|preços?|offerte|hoeveel|prijs|prijzen',
    ),
  },
  {
    why: 'is only looking',
    weight: -2.5,
    sign: either(
      'just (?:looking|browsing|curious|comparing)|only (?:looking|curious)|no budget|not (?:sure|decided) (?:yet|if)|maybe (?:some day|later|next year)|some day|not (?:now|this year)|for (?:later|the future)',
      'nur mal (?:schauen|gucken|fragen)|nur interessehalber|kein budget|noch nicht sicher|vielleicht (?:später|irgendwann|nächstes jahr)|irgendwann|juste pour (?:voir|savoir|comparer)|pas de budget|peut-être (?:plus tard|un jour)|solo (?:miro|mirando|por curiosidad)|sin presupuesto|quizás más adelante|solo per curiosità|forse (?:più avanti|un giorno)|nessun budget|só (?:por curiosidade|a ver)|talvez mais tarde|alleen (?:kijken|nieuwsgierig)|misschien later|geen budget',
    ),
  },
]

function slotsIn(text: string, products: readonly string[]): Partial<Record<LeadSlot, string>> {
  const entities = findTerms(text, products, findEntities(text))
  const value = (type: string) => entities.find((entity) => entity.type === type)?.value
  const money = entities.filter(({ type }) => type === 'money')
  const budget = money.find(({ start }) => budgetWord.test(text.slice(Math.max(0, start - 60), start)))
  const time = timeWords.exec(text)?.[0] ?? value('date') ?? value('time')
  const found: Partial<Record<LeadSlot, string | undefined>> = {
    company: companyShape
      .exec(text)
      ?.slice(1)
      .find(Boolean)
      ?.replace(/(?<=\p{L}{2})[.,'-]+$/u, ''),
    need: text.split(/(?<=[.!?\n])\s+/).find((sentence) => needWord.test(sentence)),
    size: sizeShape.exec(text)?.[0],
    budget: budget?.value,
    time,
    product: value('product'),
  }
  return Object.fromEntries(
    Object.entries(found).flatMap(([slot, span]) => {
      const short = span?.replace(/\s+/g, ' ').trim().slice(0, valueChars)
      return short ? [[slot, short]] : []
    }),
  )
}

const many =
  'pieces|pcs|units|licen[cs]es|seats|users|employees|people|persons|guests|copies|boxes|chairs|tables|rooms|stück|lizenzen|mitarbeiter\\p{L}*|nutzer|leute|personen|gäste|plätze|kartons|stühle|tische|zimmer|pièces|licences|utilisateurs|personnes|salariés|invités|unidades|licencias|usuarios|personas|empleados|invitados|pezzi|licenze|utenti|persone|dipendenti|ospiti|licenças|utilizadores|pessoas|colaboradores|stuks|licenties|gebruikers|mensen|medewerkers|gasten'
const sizeShape = new RegExp(
  `(?<![\\p{L}\\p{N}])(?:\\d{1,6}(?:[.,]\\d{3})?\\s(?:\\p{L}{2,20}\\s){0,2}?(?:${many})|(?:team|équipe|equipo|equipe|squadra)\\s(?:of|de|di|von|van)\\s\\d{1,5})(?!\\p{L})`,
  'iu',
)
const budgetWord = either(
  'budget|up to|at most|no more than|maximum|max|spend|afford|under|bis zu|höchstens|maximal|ausgeben|unter|jusqu.à|maximum|dépenser|presupuesto|hasta|máximo|gastar|fino a|massimo|spendere|orçamento|até|gastar|hoogstens|maximaal|besteden',
)
const timeWords = either(
  'next (?:week|month|quarter|spring|summer|autumn|winter|year)|this (?:week|month|quarter|year)|(?:by|until|before|in) (?:the )?(?:end of (?:the )?(?:week|month|quarter|year)|january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|christmas|easter)|as soon as possible|asap|in \\d{1,2} (?:days|weeks|months)',
  'nächste\\p{L}* (?:woche|monat|quartal|jahr|sommer|winter)|diese\\p{L}* (?:woche|monat|quartal|jahr)|(?:bis|im|vor) (?:ende \\p{L}+|januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember|frühjahr|frühling|sommer|herbst|winter|weihnachten|ostern)|so schnell wie möglich|in \\d{1,2} (?:tagen|wochen|monaten)',
  "(?:la semaine|le mois|l'année) prochaine?|(?:avant|en|d'ici) (?:fin \\p{L}+|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|noël)|dans \\d{1,2} (?:jours|semaines|mois)|(?:la próxima semana|el próximo mes)|(?:antes de|en|para) (?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|navidad)|en \\d{1,2} (?:días|semanas|meses)",
  '(?:la prossima settimana|il prossimo mese)|(?:entro|a|per) (?:gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre|natale)|(?:na próxima semana|no próximo mês)|(?:até|em|para) (?:janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro|natal)|volgende (?:week|maand)|(?:voor|in|eind) (?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|kerst)',
)
const needWord = either(
  'need|looking for|want|would like|interested in|plan(?:ning)?|for our|brauchen?|benötigen|suchen?|möchten?|planen|für unser\\p{L}*|besoin|cherch\\p{L}*|voudr\\p{L}*|souhait\\p{L}*|pour notre|necesit\\p{L}*|busc\\p{L}*|quer\\p{L}*|quisi\\p{L}*|para nuestr\\p{L}*|bisogno|cerch\\p{L}*|vorre\\p{L}*|precis\\p{L}*|procur\\p{L}*|gostar\\p{L}*|zoek\\p{L}*|nodig|willen|voor ons',
)

/** A name with a legal form, or one that they say they are of. */
const companyShape =
  /(?<![\p{L}\p{N}])((?:\p{Lu}[\p{L}\p{N}&.'-]{0,30}\s){1,4}(?:GmbH|AG|KG|UG|Ltd|Limited|LLC|Inc|Corp|PLC|SARL|SAS|SA|S\.?L\.?|SRL|S\.?r\.?l|SpA|Lda|BV|NV))(?![\p{L}\p{N}])|(?:(?:[Ww]e are|[Ii] am|I'm|[Ww]e're|[Ww]riting|[Cc]alling) (?:from|at|with)|(?:[Ii]ch|[Ww]ir) (?:bin|sind|arbeite|schreibe) (?:von|bei) (?:der |dem )?|(?:[Jj]e suis|[Nn]ous sommes) (?:de|chez) (?:la )?|(?:[Ss]oy|[Ss]omos) de (?:la empresa )?|(?:[Ss]ono|[Ss]iamo) (?:di|della|dell') ?|(?:[Ss]ou|[Ss]omos) da |(?:[Ii]k ben|[Ww]ij zijn) van )\s?(\p{Lu}[\p{L}\p{N}&.'-]{1,30}(?:\s\p{Lu}[\p{L}\p{N}&.'-]{1,30}){0,3})/u

/** A mail address of one's own domain names a company; everybody's providers do not. */
function companyDomain(email: string | null | undefined): string | undefined {
  const domain = email?.split('@')[1]?.toLowerCase()
  if (
    domain === undefined ||
    /^(?:[\w-]+\.)?(?:g(?:oogle)?mail|outlook|hotmail|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|t-online|freenet|orange|wanadoo|free|laposte|libero|virgilio|sapo|ziggo|kpnmail|proton(?:mail)?|pm|mail|yandex|qq|163)\./.test(
      `${domain}.`,
    )
  )
    return undefined
  return domain
}
