import { questionWords } from './lexicon.ts'
import { words } from './text.ts'

/** A follow-up leans on what was said before; longer ones say what they mean. */
const mostWords = 8
const anchorCap = 300

/**
 * What a message asks once the conversation is taken along: a follow-up ("and for two?", "the blue one?") is joined to the
 * question that it goes on from, or to what was offered; everything else stays as it is. `context` is oldest first.
 */
export function resolved(text: string, context: readonly string[]): string {
  if (context.length === 0 || !leansOn(text)) return text
  const anchor = anchorOf(context)
  return anchor === undefined ? text : `${anchor}\n${text}`
}

function leansOn(text: string): boolean {
  if (text.length > 200) return false
  const found = words(text)
  if (found.length === 0 || found.length > mostWords) return false
  if (opener.test(text)) return true
  if (!/[?？؟]\s*$/u.test(text)) return false
  const asksWhole = found.some((word) => questionWords.has(word))
  return (found.length <= 4 && !asksWhole) || (found.length <= 6 && pointer.test(text))
}

/** What we asked or offered last, else the last question of the customer that stands on its own. */
function anchorOf(context: readonly string[]): string | undefined {
  const ours = context.at(-1)!
  const offered = ours
    .slice(-2000)
    .split(/(?<=[.!?\n])\s+/u)
    .findLast((sentence) => sentence.includes('?'))
  if (offered !== undefined && offered.length <= anchorCap && !isCourtesy.test(offered)) return offered.trim()
  const asked = context
    .slice(0, -1)
    .toReversed()
    .slice(0, 5)
    .find((turn) => !leansOn(turn) && words(turn).length >= 3)
  return asked?.trim().slice(0, anchorCap)
}

/** "Anything else?" offers nothing to go on from. */
const isCourtesy =
  /anything else|further questions|help you with|sonst noch|weitere fragen|autre chose|algo más|qualcos.altro|mais alguma coisa|nog iets/iu

const opener =
  /^[\s¿¡"'«„]*(?:and|or|also|what about|how about|what if|same for|und|oder|auch|was ist mit|wie (?:ist|sieht) es (?:\p{L}+ )?mit|gilt das auch|et|ou|aussi|et pour|qu['’]en est-il|y|o|también|qué (?:tal|pasa con)|e|ed|oppure|anche|che ne (?:dici|dite) di|e per|e para|também|en|of|ook|hoe zit het met)(?!\p{L})/iu

const pointer =
  /(?<!\p{L})(?:one|ones|that|those|these|this|it|them|there|then|dieser?|diese[nms]?|der|den|davon|dort|dann|das|celui|celle|ceux|celles|ça|cela|là|alors|ese|esa|esos|eso|este|esta|ahí|entonces|quello|quella|quelli|questo|questa|lì|allora|esse|essa|isso|aquele|aquela|aí|então|die|dat|deze|daar|dan)(?!\p{L})/iu
