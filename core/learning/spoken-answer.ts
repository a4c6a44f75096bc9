import { isNod } from '../understanding/nod.ts'
import { sentencesOf } from '../voice/sentences.ts'

/** Fewer words than these answer nobody else. */
const leastWords = 3
/** A sentence of more words says something beside the greeting or the courtesy that it begins with. */
const mostCourtesy = 9

/** Sounds, and words that begin a sentence without saying anything. */
const sounds =
  /(?<![\p{L}\p{N}])(?:u+h+m*|u+m+|e+r+m*|h+m+|m+h+m+|mm+|ä+h+m*|ö+h+m*|e+u+h+|eh+m*|yyy+)(?![\p{L}\p{N}])[,.]?\s*/giu
const openers = list(`
  okay|ok|so|well|right|alright|yes|yeah|yep|no|sure|of course|oh|ah|and|now
  ja|nein|also|gut|genau|na ja|ach so|klar|natürlich
  oui|non|alors|bon|bien sûr|d.accord|ben
  sí|no|bueno|pues|claro|vale|a ver
  sì|allora|bene|certo|ecco
  nee|dus|goed|natuurlijk|nou
  tak|nie|no więc|dobrze|oczywiście
  sim|não|então|bom|claro|pois`)
const courtesies = list(`
  hello|hi|hey|good (?:morning|afternoon|evening|day)|this is \\p{L}+|my name is|you(?:.re| are) (?:speaking|talking) (?:to|with)
  how (?:can|may) i help|what can i do|thanks?|thank you|you(?:.re| are) welcome|no problem|my pleasure|bye|goodbye|have a
  (?:just )?(?:one|a) (?:moment|second|minute|sec)|hold on|hang on|bear with me|i see|i understand|i(?:.m| am) (?:sorry|here|back)|sorry
  let me (?:check|see|look|have a look|just|find|pull)|i(?:.ll| will) (?:just )?(?:check|have a look|look|see)|still there|can you hear
  hallo|guten (?:tag|morgen|abend)|grüß|moin|hier ist|mein name|sie sprechen|wie kann ich|was kann ich|vielen dank|danke|bitte (?:schön|sehr)
  gern(?:e)? geschehen|kein problem|auf wiederhören|tschüss|schönen|(?:einen )?(?:kleinen )?moment|sekunde|ich (?:schaue|sehe|gucke|prüfe)
  ich verstehe|verstehe|es tut mir leid|tut mir leid|entschuldig
  bonjour|bonsoir|allô|je m.appelle|c.est \\p{L}+ à|comment puis-je|merci|je vous en prie|de rien|au revoir|bonne
  un (?:instant|moment)|une (?:seconde|minute)|ne quittez pas|je (?:regarde|vérifie|vois|comprends)|désolée?|pardon
  hola|buenos días|buenas (?:tardes|noches)|me llamo|le habla|en qué puedo|gracias|de nada|adiós|hasta luego|que tenga
  un (?:momento|segundo|minuto)|espere|déjeme|voy a (?:ver|mirar|comprobar)|entiendo|lo siento|perdón
  buongiorno|buonasera|pronto|mi chiamo|sono \\p{L}+|come posso|grazie|prego|arrivederci|buona
  un (?:attimo|secondo)|attenda|mi faccia|controllo|capisco|mi dispiace|scusi
  goede(?:morgen|middag|navond)|goeden?|u spreekt met|met \\p{L}+|mijn naam|waarmee kan|dank|graag gedaan|tot ziens|dag
  (?:een )?(?:ogenblik|moment|momentje)|ik kijk|ik begrijp|het spijt me|sorry
  dzień dobry|dobry wieczór|cześć|nazywam się|w czym mogę|dziękuję|proszę|do widzenia|miłego
  chwileczkę|chwilę|moment|sprawdzam|sprawdzę|już sprawdzam|rozumiem|przykro mi|przepraszam
  olá|bom dia|boa (?:tarde|noite)|o meu nome|fala|em que posso|como posso|obrigad[oa]|de nada|adeus|tenha
  um (?:momento|segundo|minuto)|deixe-me|vou (?:ver|verificar)|compreendo|entendo|lamento|desculpe`)
const opening = new RegExp(`^(?:(?:${openers})(?![\\p{L}\\p{N}])[\\s,;:–-]*)+`, 'iu')
const courtesy = new RegExp(`^(?:${courtesies})(?![\\p{L}\\p{N}])`, 'iu')

/**
 * What of a teammate's spoken words answers somebody: without greetings, "one moment", nods, thanks and questions back.
 * Undefined where nothing is left that says something, as "okay" or "yes, one moment". Pure.
 */
export function spokenAnswer(text: string): string | undefined {
  const bare = text.replace(sounds, '')
  const kept = sentencesOf(bare)
    .map(({ start, end }) => bare.slice(start, end).trim())
    .filter((sentence) => !isTalk(sentence))
  const answer = kept.join(' ').replaceAll(/\s+/g, ' ').trim()
  return wordsIn(answer) < leastWords ? undefined : answer.charAt(0).toUpperCase() + answer.slice(1)
}

/** Keeps the talk going: nobody who asks the same needs to read it. */
function isTalk(sentence: string): boolean {
  if (/[?？؟]\s*["”»’')\]]*$/u.test(sentence) || isNod(sentence)) return true
  const rest = sentence.replace(opening, '')
  if (wordsIn(rest) <= 1 || isNod(rest)) return true
  return wordsIn(rest) <= mostCourtesy && courtesy.test(rest)
}

function wordsIn(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu)?.length ?? 0
}

function list(words: string): string {
  return words.trim().replaceAll(/\n\s*/g, '|')
}
