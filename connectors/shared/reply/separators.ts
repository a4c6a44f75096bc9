import { dash } from './lines.ts'
import { anyOf } from './words.ts'

/** A line of its own that clients and ticket systems put above a quoted or forwarded mail. */
export interface Separator {
  clients: string
  /** A cheap look at the line that most lines do not pass. */
  hint: (line: string) => boolean
  line: RegExp
  kind: 'original' | 'forward' | 'above'
  /** Only with a header block right below. */
  needs?: 'headers'
}

const startsWithDash = new RegExp(`^${dash}`)
const beginsWithDash = (line: string) => startsWithDash.test(line)
const lineInAnyLanguage =
  /line|zeile|linie|ligne|l[ií]nea|linha|riga|regel|lijn|raden|linje|rivin|viivan|lini|řád|čáru|стр|лин|черт|satır|[行线線줄선]|message|text/i

/** "I cannot reply above this line, can I?" is a person's sentence. */
const speaksOfItself = /[?？]\s*$|(?<!\p{L})(?:I|ich|je|yo|io|ik|jag|jeg|я)(?!\p{L})/u

/** Words between rules, words with a colon, and what ticket systems ask for; words of all languages are pooled. */
export const separators: readonly Separator[] = [
  {
    clients: 'Gmail, Thunderbird, Yahoo, HubSpot, Proton, Zoho, Mail.ru, Yandex, Notes',
    hint: beginsWithDash,
    line: new RegExp(`^${dash}{2,}\\s*(?:${anyOf('forwarded')})\\s*:?(?:/ .{1,20}?)?\\s*${dash}{2,}`, 'iu'),
    kind: 'forward',
  },
  {
    clients: 'Apple Mail, MailMate, Missive',
    hint: (line) => /[:：]$/.test(line) && line.length < 80,
    line: new RegExp(`^(?:${anyOf('begin')})\\s*[:：]$`, 'iu'),
    kind: 'forward',
    needs: 'headers',
  },
  {
    clients: 'Outlook, Zimbra, Android, Samsung, BlackBerry, AOL, eM Client, Roundcube, QQ, Naver, Seznam, T-Online',
    hint: beginsWithDash,
    line: new RegExp(`^${dash}{2,}\\s*(?:${anyOf('original')})\\s*:?\\s*${dash}{2,}$`, 'iu'),
    kind: 'original',
  },
  {
    clients: 'BlackBerry 10: no rules around the words',
    hint: (line) => line.length < 40 && /^\p{L}[\p{L} ’'-]+$/u.test(line),
    line: new RegExp(`^(?:${anyOf('original')})$`, 'iu'),
    kind: 'original',
    needs: 'headers',
  },
  {
    clients: 'any client in a language that is not listed: words between rules; Daum, in brackets between them',
    hint: beginsWithDash,
    line: new RegExp(`^${dash}{3,}\\s?(?:\\[\\s?)?\\p{L}[^-_=\\n]{2,60}\\s?${dash}{3,}$`, 'u'),
    kind: 'original',
    needs: 'headers',
  },
  {
    clients: 'Zendesk, Help Scout, Intercom, Freshdesk, Jira, Basecamp, Redmine: an answer goes above this line',
    hint: (line) => lineInAnyLanguage.test(line) && !speaksOfItself.test(line),
    line: new RegExp(
      [
        '(?:reply|respon[ds]|write|type|answer|enter).{0,60}above (?:this|the) (?:line|message|text)',
        '(?:write|type|reply) above (?:this|the) line',
        '(?:antwort|schreib|text|nachricht).{0,60}(?:oberhalb|über) (?:dieser|diese) (?:zeile|linie)',
        '(?:répon|écri|saisi|tape).{0,60}au[- ]dessus de cette ligne',
        '(?:respuesta|respond|escrib|conteste).{0,60}(?:encima|arriba) de esta l[ií]nea',
        '(?:resposta|respond|escrev|digite).{0,60}acima d(?:esta|essa) linha',
        '(?:rispo|scriv|digit|inseri).{0,60}sopra (?:a )?questa (?:riga|linea)',
        '(?:antwoord|reactie|typ|schrijf).{0,60}boven deze (?:regel|lijn)',
        '(?:svar|skriv).{0,60}(?:ovanför|ovenfor|over) (?:den här|denna|denne|denne her) (?:raden|linjen|linje|linjen)',
        'kirjoita.{0,60}tämän (?:rivin|viivan) yläpuolelle',
        '(?:odpowied|wpisz|napisz).{0,60}(?:powyżej|nad) (?:tej|tą|tego) (?:linii|linią|wiersza)',
        '(?:odpověď|napište|pište).{0,60}nad (?:tento řádek|tuto čáru|tuto řádku|tímto řádkem)',
        '(?:ответ|пишите|введите).{0,60}(?:выше|над) (?:этой|данной) (?:строк|лини|черт)',
        '(?:yanıt|cevab|yaz).{0,60}bu satırın üst',
        'この(?:行|線)(?:の|より)上',
        '在此(?:行|线|線)(?:之|以)?上',
        '이 (?:줄|선) 위에',
      ].join('|'),
      'iu',
    ),
    kind: 'above',
  },
]

/** A rule without words: Outlook on the web and for phones draw one above the header block. */
export const bareRule = new RegExp(`^${dash}{5,}$`, 'u')

/** The same, drawn shorter (Orange, La Poste: "===="): enough right above what is a quote without it. */
export const shortRule = new RegExp(`^${dash}{3,}$`, 'u')
