import { either } from './lexicon.ts'

/** How soon somebody has to act, 0..1, and what tells. */
export interface Urgency {
  level: number
  /** Short phrases for staff, the strongest first: "says it is urgent". */
  why: string[]
}

/** From here on it is shown to staff; then it goes to a person where nothing may answer it; then nothing answers it alone. */
export const urgent = 0.5
export const veryUrgent = 0.7
export const danger = 0.85

/** Weighs what tells of urgency; several signs add up, none alone is certain. Who says that there is no hurry is believed. */
export function urgencyOf(text: string, sentiment: number): Urgency {
  if (noHurry.test(text)) return { level: 0, why: [] }
  const signs = cues.filter(({ cue }) => cue.test(text)).map(({ weight, why }) => ({ weight, why }))
  if (isShouted(text)) signs.push({ weight: 0.15, why: 'shouts' })
  if (sentiment <= -0.6) signs.push({ weight: 0.2, why: 'is upset' })
  const calm = signs.reduce((rest, { weight }) => rest * (1 - weight), 1)
  return {
    level: Math.round((1 - calm) * 100) / 100,
    why: signs.sort((a, b) => b.weight - a.weight).map(({ why }) => why),
  }
}

const cues = [
  {
    why: 'somebody may be in danger',
    weight: 0.85,
    cue: either(
      '(?:on|caught) fire|gas leak|smell\\p{L}* (?:of )?gas|smoke|sparks?|explod\\p{L}*|electric shock|ambulance|unconscious|flood(?:ed|ing)|water (?:is )?(?:pouring|everywhere)|burst pipe|trapped|stuck in (?:the|your) (?:lift|elevator)',
      'brennt|feuer|qualm\\p{L}*|raucht|gasgeruch|explodiert|rohrbruch|überschwemm\\p{L}*|steck(?:e|en) (?:im|in) (?:auf|fahr|lift)\\p{L}*|notarzt',
      '(?:a|en|au) feu|prend feu|odeur de gaz|fuite de gaz|incendie|inond\\p{L}*|coincée?s? dans l.ascenseur|incendio|fuego|olor a gas|inundaci\\p{L}*|atrapad[oa]|fuoco|odore di gas|fuga di gas|allag\\p{L}*|bloccat[oaie] (?:in|nell).?ascensore|pegou fogo|cheiro a gás|vazamento de gás|inunda\\p{L}*|in brand|gaslucht|gaslek|overstroom\\p{L}*|vast in de lift',
    ),
  },
  {
    why: 'says it is urgent',
    weight: 0.6,
    cue: either(
      'urgent(?:ly)?|asap|a\\.s\\.a\\.p|as soon as possible|right (?:now|away)|immediate(?:ly)?|emergency|straight away|quickly please|time[- ]critical|at once',
      'dringend\\p{L}*|eilig\\p{L}*|eilt|sofort\\p{L}*|schnellstmöglich|schnellstens|notfall|so schnell wie möglich|umgehend|unverzüglich',
      'urgent[es]*|urgence|au plus vite|immédiatement|tout de suite|le plus vite possible|dès que possible|urgente\\p{L}*|urgencia|inmediatamente|cuanto antes|lo antes posible|de inmediato|urgenza|immediatamente|subito|il prima possibile|al più presto|urgência|imediatamente|o mais rápido possível|quanto antes|spoed|zo snel mogelijk|onmiddellijk|meteen',
    ),
  },
  {
    why: 'stands still without an answer',
    weight: 0.5,
    cue: either(
      '(?:site|website|shop|server|system|service|app|everything|internet|production|line) (?:is |are )?(?:down|offline|not (?:working|responding))|nothing works|outage|locked out|stranded|standing (?:outside|in front)|at the (?:airport|gate|check-?in|door|counter|station)|cannot (?:get (?:in|out)|leave|board|work)',
      'nichts geht mehr|(?:geht|läuft|funktioniert) (?:gar )?nichts|ausgefallen|ausfall|ausgesperrt|stehe (?:vor|am|im)|gestrandet|stillstand|lahmgelegt',
      'ne (?:marche|fonctionne) plus rien|rien ne (?:marche|fonctionne)|en panne|bloquée?s? (?:à|devant|dehors)|no funciona nada|nada funciona|caíd[oa]|tirad[oa] en|non funziona (?:più )?niente|bloccat[oaie] (?:a|in|fuori)|nada funciona|fora do ar|presos? n[oa]|ligt plat|niets werkt|buitengesloten|gestrand',
    ),
  },
  {
    why: 'names an end that is near',
    weight: 0.35,
    cue: either(
      '(?:by|before|until|needed?|need it|deadline|expires?|starts?|leaves?|departs?) (?:\\p{L}+ ){0,3}(?:today|tonight|tomorrow|noon|midnight|this (?:morning|afternoon|evening)|in an hour)|within (?:the|an|one|\\d+) (?:next )?(?:hours?|minutes?)|in (?:an|\\d+|two|three) (?:hours?|minutes?)|last (?:day|chance|minute)',
      '(?:bis|noch|spätestens) (?:\\p{L}+ )?(?:heute|morgen|mittag|abend)|in (?:einer|zwei|drei|\\d+) (?:stunden?|minuten)|innerhalb (?:einer|von \\d+) stunden?|letzter tag',
      "(?:avant|d'ici|pour) (?:ce soir|demain|midi|aujourd'hui|ce matin)|dans (?:une|\\d+|deux) (?:heures?|minutes?)|(?:antes de|para) (?:hoy|mañana|esta (?:tarde|noche|mañana)|mediodía)|en (?:una|\\d+|dos) (?:horas?|minutos)|(?:entro|prima di|per) (?:oggi|stasera|domani|mezzogiorno)|tra (?:un'?ora|\\d+|due) ?(?:ore|minuti)?|(?:até|antes de|para) (?:hoje|amanhã|esta (?:tarde|noite))|em (?:uma|\\d+|duas) (?:horas?|minutos)|(?:voor|uiterlijk) (?:vandaag|morgen|vanavond|vanmiddag)|over (?:een|\\d+|twee) (?:uur|minuten)",
    ),
  },
  {
    why: 'has waited or asked before',
    weight: 0.35,
    cue: either(
      'still (?:waiting|no (?:answer|reply|response|news))|(?:second|third|fourth|\\d+(?:nd|rd|th)) (?:time|mail|e-?mail|message|attempt|request)|nobody (?:answers|answered|replies|replied|calls)|no (?:one|body) (?:has )?(?:answered|replied|called)|(?:waiting|waited) (?:for )?(?:\\p{L}+ )?(?:days|weeks|months|\\d+ (?:days|weeks))|for (?:weeks|months)|again and again|already (?:wrote|asked|called)',
      '(?:warte|warten) (?:\\p{L}+ ){0,2}(?:seit|immer noch|noch immer)|(?:zum|das) (?:zweiten?|dritten?|vierten?|x-?ten) mal|(?:keiner|niemand) (?:antwortet|meldet|hat)|seit (?:wochen|monaten|tagen)|schon (?:mehrfach|mehrmals|wieder)|immer noch (?:keine|nichts)',
      'toujours (?:pas|rien|sans)|(?:deuxième|troisième|énième) (?:fois|message|mail)|personne ne (?:répond|rappelle)|depuis des (?:jours|semaines|mois)|sigo (?:esperando|sin)|todavía (?:no|espero)|(?:segunda|tercera) vez|nadie (?:responde|contesta)|hace (?:días|semanas|meses)|ancora (?:niente|nessuna|aspett\\p{L}*)|(?:seconda|terza) volta|nessuno (?:risponde|ha)|da (?:giorni|settimane|mesi)|ainda (?:estou à espera|não|nada)|(?:segunda|terceira) vez|ninguém (?:responde|atende)|há (?:dias|semanas|meses)|nog (?:steeds|altijd) (?:geen|niets|niet|aan het)|(?:tweede|derde) keer|niemand (?:antwoordt|reageert)|al weken',
    ),
  },
  {
    why: 'may lose money or data',
    weight: 0.4,
    cue: either(
      '(?:stolen|lost|missing) (?:my )?(?:card|wallet|phone|passport|luggage|keys?)|(?:card|wallet|phone|passport|luggage|keys?) (?:\\p{L}+ ){0,2}(?:stolen|lost|gone)|fraud\\p{L}*|hacked|unauthori[sz]ed|data (?:loss|breach)|charged twice',
      '(?:gestohlen|geklaut|verloren|gehackt|unbefugt\\p{L}*|datenverlust|doppelt abgebucht)|volée?s?|perdu (?:ma|mon|mes)|piratée?|robad[oa]s?|me han robado|he perdido (?:mi|la|el)|hackead[oa]|rubat[oaie]|ho perso (?:la|il)|roubad[oa]s?|perdi (?:o|a) meu?|gestolen|kwijtgeraakt|gehackt',
    ),
  },
]

const noHurry = either(
  "no (?:rush|hurry)|not (?:at all )?urgent|take your time|whenever (?:you|it)|nothing urgent|isn't urgent|keine eile|nicht (?:so )?(?:eilig|dringend)|eilt nicht|hat (?:keine eile|zeit)|pas urgent|rien d'urgent|aucune urgence|prenez votre temps|quand vous pouvez|no (?:es|hay|corre) (?:urgente|prisa)|sin prisa|non (?:è|c'è) (?:urgente|fretta)|senza fretta|con calma|não (?:é|há) (?:urgente|pressa)|sem pressa|geen haast|niet dringend|heeft geen haast",
)

/** Mostly capitals, or exclamation marks in a row. */
function isShouted(text: string): boolean {
  if (/!{2,}/.test(text)) return true
  const letters = text.replace(/[^\p{L}]/gu, '')
  if (letters.length < 12) return false
  return letters.replace(/[^\p{Lu}]/gu, '').length > 0.7 * letters.length
}
