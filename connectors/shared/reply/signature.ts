import { isFooter, isFooterHeading } from './footers.ts'
import { isBlank, plain } from './lines.ts'
import { anyOf } from './words.ts'

/** A signature is short: more than this after its mark, and the mark was a divider of the text. */
const longestSignature = { lines: 15, characters: 1500 }
/** What stands above another mark is shorter still. */
const furtherSignature = { lines: 6, characters: 400 }

/**
 * Finds the line where the signature begins; `lines.length` when there is none. A mail is never all signature, but for a
 * phone's line above a quote: there somebody pressed "send" too early.
 */
export function findSignature(lines: readonly string[], options: { isAboveQuote?: boolean } = {}): number {
  let start = lines.length
  // A server's notice stands below the phone's line, and that one below the person's own signature, or the other way round.
  for (let round = 0; round < 6; round++) {
    const above = markAbove(lines, footersAbove(lines, start), round === 0 ? longestSignature : furtherSignature)
    if (above === start) break
    start = above
  }
  start = signedName(lines, start)
  const filled = lines.flatMap((line, index) => (isBlank(line) ? [] : [index]))
  const [first = lines.length] = filled
  if (options.isAboveQuote === true && filled.length === 1 && isSentFrom(lines[first] ?? '')) return first
  return first < start ? start : lines.length
}

/** The highest mark of a signature that is short enough to be one. */
function markAbove(lines: readonly string[], end: number, longest: typeof longestSignature): number {
  let start = end
  let [filled, characters] = [0, 0]
  for (let index = end - 1; index > 0; index--) {
    const line = lines[index] ?? ''
    if (isBlank(line)) continue
    const below = () => lines.slice(index + 1, start)
    const isSent = isSentFrom(line) ? !speaksOn(below()) : isBlank(lines[index - 1]) && isNamedApp(line) && filled === 0
    if (isSent || (isDelimiter(line) && !asksOn(below())) || (isRule(line) && looksSigned(below()))) start = index
    filled++
    characters += line.length
    if (filled > longest.lines || characters > longest.characters) break
  }
  return start
}

/** Paragraphs at the end that companies, virus scanners and lists put under every mail. */
function footersAbove(lines: readonly string[], from: number): number {
  let start = from
  for (let round = 0; round < 8; round++) {
    let end = start
    while (end > 0 && isBlank(lines[end - 1])) end--
    let first = end
    while (first > 0 && end - first < 40 && !isBlank(lines[first - 1])) first--
    const paragraph = lines.slice(first, end).map(plain).join(' ')
    if (first === end || !(isFooter(paragraph) || (round > 0 && isFooterHeading(paragraph)))) break
    start = first
  }
  return start
}

/** RFC 3676's "-- ", its dashes as word processors correct them, and "__", as Mailman's footer was cut short. */
function isDelimiter(line: string): boolean {
  return /^\s?(?:--|—|–|‐‐|⁣?-- )\s*$/.test(line) || /^\s*__\s*$/.test(line)
}

/** A rule above a person's own signature or a list's footer; only what stands below tells it from one in the text. */
function isRule(line: string): boolean {
  return /^\s*(?:[-‐–—=*~─━_]{3,})\s*$/.test(line)
}

/** Few short lines, none a sentence, and a way to reach somebody among them. */
function looksSigned(lines: readonly string[]): boolean {
  const filled = lines.filter((line) => !isBlank(line))
  // "Anna Bell | Buyer | Example Ltd": several short things beside each other.
  const isShort = (line: string) =>
    !/[?!]\s*$/.test(line) &&
    line.split(/\s[|·•]\s/).every((part) => part.trim().length <= 80 && part.trim().split(/\s+/).length <= 10)
  const reaches = filled.some((line) =>
    /[^\s@]@[^\s@]+\.\w|https?:|www\.|\+?\d[\d ()./-]{6,}\d/.test(line.replace(writtenDate, '')),
  )
  // Items and headings below a line of dashes are text that it underlines.
  if (filled.some((line) => /^\s*(?:[*#•]|[-+] )/.test(line))) return false
  return filled.length > 0 && filled.length <= 10 && filled.every(isShort) && reaches
}

/** The line that phones and apps add; a sentence that begins alike goes on, has commas, or names no device. */
function isSentFrom(line: string): boolean {
  const words = withoutLinks(line)
  if (words.length > 110 || /[?]/.test(words) || words.split(/\s+/).length > 14) return false
  if (promotesOutlook(line, words) || named.test(words)) return true
  if (!sentFrom.test(words)) return false
  const isPlain = !/[,;]|:(?!\p{L})/u.test(words) && words.length <= 80 && words.split(/\s+/).length <= 9
  return product.test(words) ? isPlain || endsInDevice.test(words) : isPlain && ownDevice.test(words)
}

/** "Sent from Nine", "Sent with Shift": any app, where a name and nothing else stands in the last paragraph. */
function isNamedApp(line: string): boolean {
  const [, app] = sentFirst.exec(withoutLinks(line)) ?? []
  return app !== undefined && /^\p{Lu}[\p{L}\d]*(?: (?:\p{Lu}|\d)[\p{L}\d.]*){0,2}$/u.test(app)
}

/** Outlook's line in any language, known by where it leads: "Androidos Outlookból<https://aka.ms/AAb9ysg> küldve". */
function promotesOutlook(line: string, words: string): boolean {
  return line.includes('://aka.ms/') && /outlook/i.test(words) && words.split(/\s+/).length <= 9
}

/** The words of a line: "Proton Mail" of "[Proton Mail](https://proton.me)", "zoho.com" of "https://www.zoho.com/". */
function withoutLinks(line: string): string {
  return plain(line)
    .replace(/\[([^\][]{1,60})\]\(https?:[^\s()]*\)/g, '$1')
    .replace(/\s*[<([]\s?(?:https?:|mailto:)[^\s]*\s?[>)\]]/g, '')
    .replace(/https?:\/\/(?:www\.)?/g, '')
    .replace(/[.!。]$/, '')
}

/** A divider in the text, not above a signature: set off by a blank line, and something is asked below. */
function asksOn(below: readonly string[]): boolean {
  return isBlank(below[0]) && below.some((line) => /\p{L}\?\s*$/u.test(line))
}

/** Words of the person's own that follow a phone's line: it stood in the middle of what they wrote. */
function speaksOn(below: readonly string[]): boolean {
  const firstBlank = below.findIndex((line) => isBlank(line))
  if (firstBlank < 0) return false
  const rest = below.slice(firstBlank).filter((line) => !isBlank(line))
  return rest.some(
    (line) => /\p{L}{2}.*[.?!]\s*$/u.test(line) && line.trim().split(/\s+/).length > 5 && !isSentFrom(line),
  )
}

const writtenDate = /\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{2,4}/g

/** "-Anna" or "- Anna Bell" on the last line before the signature, after a blank one: how people sign in lists. */
function signedName(lines: readonly string[], end: number): number {
  let last = end - 1
  while (last > 0 && isBlank(lines[last])) last--
  const isName = /^[-–—~] ?\p{Lu}[\p{L}’'-]{1,20}(?: \p{Lu}[\p{L}’'.-]{0,20}){0,2}\.?\s*$/u.test(lines[last] ?? '')
  const above = lines.slice(0, last).findLast((line) => !isBlank(line)) ?? ''
  const isItem = /[:：]\s*$/.test(above) || /^\s*[-–—] /.test(above)
  return isName && last > 1 && isBlank(lines[last - 1]) && !isItem ? last : end
}

const sent = anyOf('sent')
/** The words stand first, or last as in Turkish, Hungarian, Japanese and Korean. */
const sentFrom = new RegExp(`^[*_<(\\[~\\s-]*(?:${sent})|(?:${sent})(?:em|t|ott)?$`, 'iu')
const sentFirst = new RegExp(`^(?:${sent}) (.{2,40})$`, 'iu')
const endsInDevice = /(?:smartphone|device|tablet|handheld)$/i
const ownDevice =
  /(?<!\p{L})(?:my|meinem|mein|mon|mi|meu|mio|mijn|min|mitt|mého|môjho|mojego|моего|мого|моя|μου|שלי|הخاص|我的|나의|내)(?!\p{L})/iu
const product =
  /outlook|i?phone|ipad|ipod|android|samsung|galaxy|huawei|xiaomi|redmi|oneplus|oppo|vivo|honor|pixel|nokia|motorola|lumia|blackberry|yahoo|gmail|gmx|web\.de|mail|proton|tuta|windows|spark|sparrow|edison|superhuman|airmail|canary|bluemail|mailbird|front|hubspot|smartphone|mobil|mobiel|tablet|handy|cellulare|téléphone|telefon|telefoon|teléfono|celular|telemóvel|телефон|смартфон|планшет|айфон|почт|スマ|手机|手機|邮箱|信箱|qq|网易|foxmail|naver|네이버|아이폰|갤럭시|휴대|스마트폰|iphon|k-9|fairemail|thunderbird|zoho|laposte|orange|t-online|libero|aol|icloud|boxer|typeapp|小米|华为|華為|红米|荣耀|三星|tiscali|seznam|wp\.pl|onet|abv|telekom|vodafone|verizon|at&t|t-mobile/i
/** Whole lines that name their product for certain, commas or a closing wish notwithstanding. */
const named =
  /^von (?:unterwegs|\S.{0,30}(?:mail|outlook|phone|tablet|galaxy|samsung).{0,20}) gesendet$|^diese nachricht wurde von meinem .{3,60} gesendet$|^sent (?:while )?on the (?:go|move)$|^sent from mailspring|^sent (?:from|via|with) (?:hey|spike|shift|missive|shortwave|polymail|twobird|nine)$|k-9 (?:mail|email)|please excuse (?:my )?(?:the )?brevity|excuse (?:any )?typos|wireless (?:device|handheld|smartphone)|(?:4g|5g) lte (?:device|smartphone)|mail for windows|mail für windows|courrier pour windows|correo para windows|posta per windows|mail voor windows|email für windows|outlook for (?:ios|android|mac)|outlook (?:für|pour|para|per|voor|til|för) (?:ios|android)/i
