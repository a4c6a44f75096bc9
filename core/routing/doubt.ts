/** What a customer seems to hold against an answer that they had from the agent alone. */
export interface Doubtful {
  /** The customer's words since that answer. */
  text: string
  /** The answer. */
  answer: string
  /** Nobody has said anything else in between. */
  isNext: boolean
  asksForPerson: boolean
  /** They would be given the same answer again. */
  isSameAgain: boolean
  sinceMs: number
}

/** The same question after longer is a new one. */
const sameWithinMs = 48 * 3_600_000

/** Says in a sentence why the answer is in doubt; undefined when nothing tells. Pure. */
export function doubtAbout(doubtful: Doubtful): string | undefined {
  const { text, answer, isNext, asksForPerson, isSameAgain, sinceMs } = doubtful
  if (isNext && asksForPerson) return 'After an answer from the agent alone, the customer asks for a person.'
  if (isNext && isDenial(text, answer)) return 'The customer says no to the answer that they had from the agent alone.'
  if (isSameAgain && sinceMs <= sameWithinMs)
    return 'The customer asks again what the agent alone has answered within the last two days.'
  return undefined
}

/** "No", "that's wrong": it says that the answer before is not right. A no to a question of ours is an answer. */
function isDenial(text: string, answer: string): boolean {
  const said = text.slice(0, 2_000).normalize('NFC').replaceAll('’', "'")
  if (denials.test(said)) return true
  return startsWithNo.test(said) && !/[?？]/u.test(answer)
}

/** Not "no problem", "no worries", "no thanks": they take nothing back. */
const startsWithNo =
  /^\W{0,3}(?:no+|nope|nah|nein|nö|non|não|nee|nej|nie|нет|ні)(?![\p{L}\p{N}'-])(?![\s,]{0,3}(?:problem|worries|thank|thanks|need|hurry|rush|danke|merci|gracias|grazie|obrigad|bedankt|tack|dzięk|спасибо))/iu

/** Data: short sentences that say "this is not right" or "this is not what I asked", in several languages. */
const denials = new RegExp(
  `(?<!\\p{L})(?:${[
    "(?:that|this|it)(?:'s| is| was|s) (?:just |simply |completely |totally |still |all )?(?:wrong|incorrect|false|untrue|nonsense)",
    "(?:that|this|it)(?:'s| is| was)? ?(?:not|isn't|wasn't) (?:right|correct|true|what i (?:asked|meant|wanted|need(?:ed)?)|my question|helpful|an answer)",
    "(?:doesn't|does not|didn't|did not|don't|do not) (?:help|answer my question|answer the question|work that way)",
    'wrong (?:answer|information|info)',
    "you(?:'re| are) (?:wrong|mistaken)",
    'not what i (?:asked|meant)',
    '(?:das )?(?:ist|war) (?:leider )?(?:falsch|nicht richtig|nicht korrekt|unsinn|quatsch)',
    '(?:das )?stimmt (?:so |leider |doch |aber )?nicht',
    '(?:das )?(?:hilft|half) (?:mir )?(?:leider )?nicht',
    'nicht meine frage|falsche antwort|falsche auskunft',
    "c'est faux|ce n'est pas (?:vrai|correct|juste|ma question|ce que j'ai demandé)|mauvaise réponse|ça ne m'aide pas",
    'no es (?:correcto|cierto|verdad|lo que pregunté)|es incorrecto|está mal|no me ayuda',
    'non è (?:corretto|vero|giusto|quello che ho chiesto)|è sbagliato|non mi aiuta',
    'não é (?:correto|verdade|isso que perguntei)|está errado|não ajuda',
    '(?:dat|dit) (?:klopt niet|is (?:fout|onjuist|niet waar|niet juist))|niet mijn vraag',
    'det (?:är|er) (?:fel|feil|forkert)|det stämmer inte|to nieprawda|to nie jest prawda|źle|это (?:неверно|неправда)',
  ].join('|')})(?!\\p{L})`,
  'iu',
)
