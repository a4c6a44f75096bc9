import { conceptsOf } from './subject.ts'

/** What may be claimed or denied: that something is so, that it is needed, that it is open. */
type Axis = 'is' | 'need' | 'open'

/** What a clause claims or denies. */
export interface Claim {
  axis: Axis
  isSo: boolean
}

/** Reads what a clause (folded) claims; undefined where it claims nothing that could be denied. */
export function claimIn(clause: string): Claim | undefined {
  const text = clause.replace(idle, ' ')
  if (
    /(?<!\p{L})(?:if|when|whether|unless|falls|wenn|ob|sofern|sobald|in case)(?!\p{L})/u.test(text.trim().slice(0, 14))
  )
    return undefined
  const without = /(?<!\p{L})(?:without|ohne)(?!\p{L})/u.test(text)
  const denials = count(text, negation) + count(text, inherent)
  const isDenied = denials % 2 === 1
  if (without) return { axis: 'need', isSo: isDenied }
  if (
    /(?<!\p{L})(?:only|nur|ausschließlich|exclusively)\s(?:\p{L}+\s){0,3}?(?:with|by|after|mit|nach)(?!\p{L})/u.test(
      text,
    )
  )
    return { axis: 'need', isSo: !isDenied }
  if (asksFor.test(text.trim())) return { axis: 'need', isSo: !isDenied }
  if (optional.test(text)) return { axis: 'need', isSo: isDenied }
  if (needed.test(text)) return { axis: 'need', isSo: !isDenied }
  if (openness.test(text)) return { axis: 'open', isSo: !isDenied }
  return { axis: 'is', isSo: !isDenied }
}

/** What the words at the beginning answer to the question: yes, no, or neither. */
export function directAnswer(reply: string): boolean | undefined {
  const start = reply
    .replace(
      /^(?:hi|hello|hey|hallo|dear|liebe\p{L}*|guten tag|thanks[^,.!]*|thank you[^,.!]*|danke[^,.!]*|vielen dank[^,.!]*)[^,.!]*[,.!]\s*/u,
      '',
    )
    .trim()
  if (yes.test(start)) return true
  return no.test(start) ? false : undefined
}

/** What a question asks for: the claim that "yes" would make. Undefined where it is no yes-or-no question. */
export function askedClaim(question: string): Claim | undefined {
  const asked = question.split(/(?<=[.!?])\s+/u).findLast((part) => part.includes('?')) ?? question
  if (
    !polar.test(asked.trim()) ||
    /^(?:\p{L}+,?\s){0,2}?(?:how (?:much|long|many|often|old)|when|what|where|which|wie (?:lange|viel|oft)|wann|was|welche\p{L}*|wo)(?!\p{L})/u.test(
      asked.trim(),
    )
  )
    return undefined
  const claim = claimIn(asked)
  if (claim === undefined) return conceptsOf(asked).length > 0 ? { axis: 'is', isSo: true } : undefined
  return /(?<!\p{L})(?:don't|isn't|aren't|can't|won't|doesn't|nicht)(?!\p{L})/u.test(asked)
    ? { ...claim, isSo: true }
    : claim
}

function count(text: string, shape: RegExp): number {
  return [...text.matchAll(shape)].length
}

/** Negative words that deny nothing. */
const idle =
  /(?<!\p{L})(?:no problem|no worries|not a problem|don't worry|do not worry|don't hesitate|do not hesitate|please do not forget|(?:please )?don't forget|not only|no (?:more|later|less) than|not (?:more|later|longer|less) than|no matter|why not|kein problem|keine sorge|nicht nur|nicht (?:mehr|später|länger|weniger) als|kein thema|nicht vergessen|zögern sie nicht|no doubt|nothing to worry|no longer than|without (?:any )?(?:problem|issue|trouble|delay|hassle)s?|ohne (?:problem\p{L}*|weiteres)|at no (?:extra |additional )?(?:cost|charge)|no (?:extra |additional )?(?:charge|cost|fee)s?|without (?:extra |additional )?(?:charge|cost)|ohne aufpreis|if not|wenn nicht)(?!\p{L})/gu
const negation =
  /(?<!\p{L})(?:not|no|never|none|neither|nor|cannot|can't|don't|doesn't|won't|isn't|aren't|didn't|couldn't|wouldn't|shouldn't|mustn't|needn't|haven't|hasn't|nicht|kein|keine|keinen|keiner|keinem|keines|nie|niemals|weder|unable)(?!\p{L})/gu
const inherent =
  /(?<!\p{L})(?:impossible|unavailable|forbidden|prohibited|refuse\p{L}*|declin\p{L}*|exclud\p{L}*|sold out|out of stock|discontinued|stopped|ceased|closed|shut|banned|off limits|except|ausgeschlossen|verboten|untersagt|unmöglich|ausverkauft|vergriffen|eingestellt|geschlossen|ausgenommen|unzulässig|lehnen|non-refundable|unlikely|no-go|final sale|waived|unzulässig|invalid|ungültig|fails|extra|separately|separat)(?!\p{L})/gu
const needed =
  /(?<!\p{L})(?:need(?:s|ed)?|requir\p{L}*|must|have to|has to|necessary|mandatory|obligatory|compulsory|essential|needn't|mustn't|brauch\p{L}*|benötig\p{L}*|muss|müssen|müsst|nötig|notwendig|erforderlich|pflicht|zwingend|voraussetzung|vonnöten)(?!\p{L})/u
const asksFor =
  /^(?:please|bitte) (?:bring|show|book|carry|have|reserve|register|make an appointment|call ahead|vereinbar|melden|reservier|buchen|zeigen|legen)/u
const optional =
  /(?<!\p{L})(?:optional|voluntary|freiwillig|walk-ins?|walk in|drop in|spontan|verzicht\p{L}*)(?!\p{L})/u
const openness = /(?<!\p{L})(?:open|opened|closed|shut|geöffnet|geschlossen|offen)(?!\p{L})/u
const yes =
  /^(?:oh |ah |hi )?(?:yes|yep|yeah|sure|certainly|of course|absolutely|definitely|indeed|correct|that's right|gladly|by all means|no problem|no worries|ja|jawohl|gerne?|natürlich|selbstverständlich|klar|sicher|auf jeden fall|kein problem|oui|sí|claro|sì|certo|sim)(?!\p{L})/u
const no =
  /^(?:oh |ah |hi )?(?:no(?! problem| worries| later| more| need)|nope|nein|leider nicht|leider nein|unfortunately not|sadly not|i'm afraid not|we're afraid not|not at the moment|regrettably|auf keinen fall|sorry,? (?:no|but)|i'm sorry,? (?:no|but)|non|nee)(?!\p{L})/u
const polar =
  /(?:^|[,.!]\s*|(?<!\p{L})(?:hi|hello|hallo|and|und|wondering|ask|know|tell me|wissen|fragen)(?: if| whether| ob)?,?\s*)(?:can|could|may|do|does|did|is|are|will|would|have|has|am|must|should|shall|if|whether|any chance|kann|können|könnte\p{L}*|darf|dürfen|dürfte\p{L}*|ist|sind|haben|habt|hat|gibt|muss|müssen|brauch\p{L}*|benötig\p{L}*|liefer\p{L}*|versende\p{L}*|verschick\p{L}*|biete\p{L}*|nehm\p{L}*|nimmt|akzeptier\p{L}*|geht|ob|wird|werden|führ\p{L}*|mach\p{L}*|repar\p{L}*|verkauf\p{L}*|soll\p{L}*|lohnt|funktionier\p{L}*|übernehm\p{L}*|erstatte\p{L}*|don't|isn't|aren't|can't)(?!\p{L})/u
