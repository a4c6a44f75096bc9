import { either } from './lexicon.ts'

/** True where a customer says that the answer before was wrong or did not help. A bare "no" answers a question, if we asked one. */
export function saysWrong(text: string, context: readonly string[]): boolean {
  const before = context.at(-1)
  if (before === undefined) return false
  const read = text
    .slice(0, 2_000)
    .normalize('NFC')
    .replace(/[’‘`´]/g, "'")
  if (wrong.test(read)) return true
  return startsWithNo.test(read) && !/[?？]/u.test(before)
}

/** Not "no problem", "no worries", "no thanks": they take nothing back. */
const startsWithNo =
  /^\W{0,3}(?:no+|nope|nah|nein|nö|non|não|nee|nej|nie|нет|ні)(?![\p{L}\p{N}'-])(?![\s,]{0,3}(?:problem|worries|thank|thanks|need|hurry|rush|danke|merci|gracias|grazie|obrigad|bedankt|tack|dzięk|спасибо))/iu

const wrong = either(
  "(?:that|this|it)(?:'s| is| was) (?:\\p{L}+ )?(?:wrong|incorrect|not (?:right|true|correct|helpful|what)|nonsense)|(?:that|this|it) (?:does not|doesn't|did not|didn't) (?:help|answer|work|solve)|not what i (?:asked|meant|wanted)|not (?:an answer to )?my question|you (?:misunderstood|didn't (?:read|understand|answer)|did not (?:read|understand|answer)|don't understand)|wrong answer|i already (?:tried|did|said|told|asked)|still (?:doesn't|does not|not) (?:work|help)|answer my question",
  '(?:das|es) (?:ist|war) (?:\\p{L}+ )?(?:falsch|nicht richtig|quatsch|unsinn|keine antwort)|(?:das )?stimmt (?:\\p{L}+ )?nicht|(?:das )?hilft (?:mir )?(?:\\p{L}+ )?nicht|(?:nicht|war nicht) meine frage|(?:danach|das) (?:habe|hatte) ich nicht (?:ge)?\\p{L}+|falsch verstanden|missverstanden|habe ich (?:schon|bereits) \\p{L}+|immer noch nicht|falsche antwort',
  "c'est (?:\\p{L}+ )?(?:faux|pas (?:ça|correct|vrai|ma question))|ce n'est pas (?:\\p{L}+ )?(?:ça|correct|vrai|ma question|ce que)|(?:ça|cela) (?:ne )?(?:m'aide|aide|répond|marche|fonctionne) pas|vous (?:n'avez|avez) (?:pas|mal) compris|pas ma question|mauvaise réponse|j'ai déjà (?:essayé|dit|demandé)",
  '(?:eso|esto) (?:no es|está mal|es (?:falso|incorrecto))|no es (?:\\p{L}+ )?(?:correcto|cierto|lo que|mi pregunta)|no (?:me )?(?:ayuda|sirve|responde)|no (?:me )?(?:ha|has|han) entendido|respuesta (?:equivocada|incorrecta)|ya (?:lo )?(?:probé|he probado|intenté|dije)',
  '(?:è|non è) (?:\\p{L}+ )?(?:sbagliato|errato|corretto|vero|quello che|la mia domanda)|non (?:mi )?(?:aiuta|serve|risponde|funziona)|non (?:ha|avete|hai) capito|risposta sbagliata|ho già (?:provato|detto|chiesto)',
  '(?:isso|isto) (?:não é|está errado|é falso)|não é (?:\\p{L}+ )?(?:correto|verdade|o que|a minha pergunta)|não (?:me )?(?:ajuda|ajudou|serve|responde)|não (?:percebeu|entendeu|perceberam|entenderam)|resposta errada|já (?:tentei|disse|perguntei)',
  '(?:dat|dit) (?:klopt niet|is (?:\\p{L}+ )?(?:fout|onjuist|niet (?:waar|juist|wat|mijn vraag)))|(?:dat )?helpt (?:me )?niet|niet wat ik (?:vroeg|bedoel\\p{L}*)|(?:verkeerd|niet) begrepen|verkeerde antwoord|heb ik al (?:geprobeerd|gezegd|gevraagd)',
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
)
