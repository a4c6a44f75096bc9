/** A reply taken apart: what opens it, what it says, how it ends. Any part may be empty. */
export interface Frame {
  greeting: string
  body: string
  closing: string
}

/**
 * Takes greeting, closing and signature off a reply. `names` are people who may be greeted or sign (customer, author):
 * a line that holds nothing but such a name is part of the frame.
 */
export function stripFrame(text: string, names: readonly string[] = []): Frame {
  const trimmed = text.replace(/\r\n?/g, '\n').trim()
  const opened = splitGreeting(trimmed, names)
  const ended = splitClosing(opened.rest, names)
  if (!ended.rest.trim()) return { greeting: '', body: trimmed, closing: '' }
  return { greeting: opened.greeting, body: ended.rest.trim(), closing: ended.closing }
}

/** Words that open a message, as alternatives of a pattern. */
export const greetings = [
  'hi|hello|hey|hiya|dear|greetings|good (?:morning|afternoon|evening|day)|welcome back',
  'hallo|guten (?:tag|morgen|abend)|liebe[rs]?|sehr geehrte[rs]?|moin|servus|grüß gott|grüezi|hi',
  'bonjour|bonsoir|salut|chers?|chères?|coucou',
  'hola|buen[oa]s(?: días| tardes| noches)?|estimad[oa]s?|querid[oa]s?',
  'ciao|buongiorno|buonasera|gentile|salve|caro|cara',
  'olá|oi|bom dia|boa tarde|boa noite|prezad[oa]s?|car[oa]',
  'beste|geachte|goede(?:morgen|middag|navond|ndag)|dag|hoi',
  'hej|hei|god (?:morgon|dag)|cześć|dzień dobry|szanown\\p{L}+',
].join('|')

/** Words that end a message, as alternatives of a pattern. */
export const closings = [
  'best(?: regards| wishes)?|(?:with )?(?:kind|warm|many|friendly)(?:est)? (?:regards|greetings|thanks|wishes)|regards|cheers|sincerely(?: yours)?|yours(?: sincerely| truly| faithfully)?|all the best|take care|thanks(?: again| a lot| so much)?|thank you|warmly|have a (?:nice|great|good|lovely|wonderful) (?:day|evening|weekend|week|one)|speak soon|talk soon|bye|happy \\p{L}+',
  'mit (?:freundlichen|besten|lieben|herzlichen) grüßen|(?:viele|liebe|beste|freundliche|herzliche|schöne) grüße|lg|vg|mfg|gruß|grüße|alles gute|bis bald|schönen (?:tag|abend)(?: noch)?',
  'cordialement|bien (?:à vous|cordialement)|(?:meilleures |sincères )?salutations|à bientôt|bonne journée|amicalement',
  '(?:un )?(?:cordial )?saludos?(?: cordial(?:es)?)?|atentamente|un abrazo|que tengas? un buen día',
  'cordiali saluti|distinti saluti|(?:un )?saluti?|a presto|buona giornata',
  'atenciosamente|abraços?|cumprimentos|melhores cumprimentos|obrigad[oa]',
  '(?:met )?vriendelijke groet(?:en)?|groet(?:en|jes)?|fijne dag',
  'vänliga hälsningar|med vänlig hälsning|mvh|pozdrawiam|z poważaniem|venlig hilsen',
].join('|')

const pleasantry =
  /^(?:many )?(?:thanks|thank you|danke|vielen dank|merci|gracias|grazie|obrigad[oa]|bedankt)(?: so much| very much| a lot)? (?:for|für|pour|por|per|pela|voor|dass) [^.!\n]{3,80}[.!]?$/iu
const greetingLine = new RegExp(
  `^(?:${greetings})(?![\\p{L}'-])[^.!?\\n]{0,60}?[,!.:;–-]{0,3}\\s?(?:[:;]-?[)D]|\\p{Extended_Pictographic})?$`,
  'iu',
)
const greetingStart = new RegExp(
  `^(?:${greetings})(?![\\p{L}'-])(?:\\s(?:there|team|all|everyone|again|zusammen|\\p{Lu}[\\p{L}.'-]{0,30})){0,4}\\s?(?:[,!.:–-]|[:;]-?[)D]|\\p{Extended_Pictographic}){1,3}\\s+`,
  'iu',
)
const closingLine = new RegExp(
  `^(?:and )?(?:${closings})(?![\\p{L}'-])[^.?\\n]{0,45}[,.!]?\\s?(?:[:;]-?[)D]|\\p{Extended_Pictographic})?$`,
  'iu',
)
const closingEnd = new RegExp(
  `(?<=[.!?)…:\\]]\\s{1,3})(?:${closings})(?![\\p{L}'-])[,!]?(?:\\s(?:from|von|de)?\\s?\\p{Lu}[\\p{L}.'-]{0,30}){0,4}[.!]?$`,
  'iu',
)
const dashName = /^(?:[–—-]{1,2}|~|\/)\s?\p{Lu}[\p{L}.'-]{0,30}(?:\s\p{Lu}[\p{L}.'-]{0,30}){0,2}$/u
const signatureRule = /^--\s?$/

function splitGreeting(text: string, names: readonly string[]): { greeting: string; rest: string } {
  const lines = text.split('\n')
  let taken = 0
  let offset = 0
  for (const line of lines.slice(0, 5)) {
    const bare = line.trim()
    const isFrame =
      bare === '' ||
      (bare.length <= 80 && (greetingLine.test(bare) || isNameLine(bare, names))) ||
      (bare.length <= 100 && (pleasantry.test(bare) || addressesByName(bare, names)))
    if (!isFrame || offset + line.length >= text.length) break
    offset += line.length + 1
    if (bare !== '') taken = offset
  }
  const inline = greetingStart.exec(text.slice(taken).trimStart())
  if (inline) taken += text.slice(taken).length - text.slice(taken).trimStart().length + inline[0].length
  return { greeting: text.slice(0, taken).trim(), rest: text.slice(taken) }
}

function splitClosing(text: string, names: readonly string[]): { closing: string; rest: string } {
  const lines = text.trimEnd().split('\n')
  const from = Math.max(0, lines.length - 8)
  let cut = lines.length
  for (let i = from; i < lines.length; i++) {
    const bare = lines[i]!.trim()
    if (bare === '') continue
    const ends = signatureRule.test(bare) || (bare.length <= 60 && (closingLine.test(bare) || dashName.test(bare)))
    const signs = i === lines.length - 1 && i > 0 && isNameLine(bare, names)
    if ((ends && lines.length - i <= 6 && restIsShort(lines, i)) || signs) {
      cut = i
      break
    }
  }
  const head = lines.slice(0, cut).join('\n').trimEnd()
  const tail = lines.slice(cut).join('\n').trim()
  const inline = closingEnd.exec(head.slice(-200))
  if (!inline) return { closing: tail, rest: head }
  const at = Math.max(0, head.length - 200) + inline.index
  return { closing: [head.slice(at).trim(), tail].filter(Boolean).join('\n'), rest: head.slice(0, at).trimEnd() }
}

/** Signatures are short lines; a paragraph after "Thanks" means that the reply goes on. */
function restIsShort(lines: string[], from: number): boolean {
  return lines.slice(from + 1).every((line) => line.trim().length <= 70 && !/[?]|[.!]\s+\p{L}/u.test(line))
}

function isNameLine(line: string, names: readonly string[]): boolean {
  const bare = line
    .replace(/^[–—~-]+\s?/, '')
    .replace(/[,.!:\s]+$/, '')
    .toLowerCase()
  return bare.length > 1 && names.some((name) => isPartOf(bare, name.toLowerCase().trim()))
}

function isPartOf(line: string, name: string): boolean {
  return line === name || name.split(/\s+/)[0] === line
}

/** "Jonas Weber, thanks for writing in." on a line of its own. */
function addressesByName(line: string, names: readonly string[]): boolean {
  const parts = /^([^,!\n]{2,40})[,!]\s*(.+)$/u.exec(line)
  if (!parts) return false
  const known = isNameLine(parts[1]!, names)
  const looksLike = /^\p{Lu}[\p{L}.'-]*(?:\s\p{Lu}[\p{L}.'-]*){0,2}$/u.test(parts[1]!)
  return (known || looksLike) && pleasantry.test(parts[2]!)
}
