import type { Consent } from '#core/domain/event.ts'
import type { TextChannel } from './place.ts'

/** What Twilio itself obeys and answers on numbers of its own. https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out */
const twilios: Record<string, Consent['what']> = {
  STOP: 'stop',
  STOPALL: 'stop',
  UNSUBSCRIBE: 'stop',
  CANCEL: 'stop',
  END: 'stop',
  QUIT: 'stop',
  REVOKE: 'stop',
  OPTOUT: 'stop',
  START: 'start',
  UNSTOP: 'start',
  YES: 'start',
  HELP: 'help',
  INFO: 'help',
}

/** The same said in other words; only words that mean nothing else when they stand alone. */
const others: Record<string, [Consent['what'], language?: string]> = {
  'STOP ALL': ['stop', 'en'],
  'OPT OUT': ['stop', 'en'],
  'STOP PLEASE': ['stop', 'en'],
  'PLEASE STOP': ['stop', 'en'],
  'STOP STOP': ['stop', 'en'],
  'STOP TEXTING': ['stop', 'en'],
  'STOP TEXTING ME': ['stop', 'en'],
  'UNSUBSCRIBE ME': ['stop', 'en'],
  'REMOVE ME': ['stop', 'en'],
  STOPP: ['stop', 'de'],
  ABMELDEN: ['stop', 'de'],
  ABBESTELLEN: ['stop', 'de'],
  HILFE: ['help', 'de'],
  ARRET: ['stop', 'fr'],
  ARRETE: ['stop', 'fr'],
  ARRETER: ['stop', 'fr'],
  DESABONNER: ['stop', 'fr'],
  DESABONNEMENT: ['stop', 'fr'],
  AIDE: ['help', 'fr'],
  ALTO: ['stop', 'es'],
  BAJA: ['stop', 'es'],
  PARAR: ['stop', 'es'],
  AYUDA: ['help', 'es'],
  PARE: ['stop', 'pt'],
  SAIR: ['stop', 'pt'],
  AJUDA: ['help', 'pt'],
  FERMA: ['stop', 'it'],
  DISISCRIVIMI: ['stop', 'it'],
  CANCELLAMI: ['stop', 'it'],
  AIUTO: ['help', 'it'],
  AFMELDEN: ['stop', 'nl'],
  UITSCHRIJVEN: ['stop', 'nl'],
  HULP: ['help', 'nl'],
  WYPISZ: ['stop', 'pl'],
  REZYGNUJE: ['stop', 'pl'],
  POMOC: ['help', 'pl'],
  AVSLUTA: ['stop', 'sv'],
  AVREGISTRERA: ['stop', 'sv'],
  AFMELD: ['stop', 'da'],
  AVMELD: ['stop', 'nb'],
  ODHLASIT: ['stop', 'cs'],
  LEIRATKOZAS: ['stop', 'hu'],
  DEZABONARE: ['stop', 'ro'],
  СТОП: ['stop', 'ru'],
  ОТПИСКА: ['stop', 'ru'],
  ΣΤΟΠ: ['stop', 'el'],
  停止: ['stop', 'zh'],
  退订: ['stop', 'zh'],
}

/** Words that end a text message service and mean something else in a chat: "cancel", "yes", "help". */
const ambiguous = new Set(['CANCEL', 'END', 'QUIT', 'REVOKE', 'YES', 'HELP', 'INFO'])

/**
 * Reads whether a message says STOP, START or HELP and nothing else; undefined = it is an ordinary message. `optOutType` is
 * Twilio's own word for it, which it gives where it has answered by itself (Advanced Opt-Out).
 */
export function readConsent(
  text: string,
  given: { channel: TextChannel; ours: string; optOutType?: string | undefined },
): Consent | undefined {
  const word = text.trim()
  const key = keyOf(word)
  const language = others[key]?.[1]
  const told = given.optOutType?.toLowerCase()
  if (told === 'stop' || told === 'start' || told === 'help')
    return { what: told, word, ...(language === undefined ? {} : { language }), isAnswered: true }
  const isText = given.channel === 'sms'
  const known = isText || !ambiguous.has(key) ? twilios[key] : undefined
  const what = known ?? (isText || others[key]?.[0] !== 'help' ? others[key]?.[0] : undefined)
  if (what === undefined) return undefined
  // A short code of one's own is left alone by Twilio, and its answer to HELP names no business. It takes the bare word alone;
  // where it should have taken "Stop!" too, it refuses our confirmation, and nobody hears two.
  const isBare = word.toUpperCase() === key
  const isAnswered = known !== undefined && isBare && isText && given.ours.startsWith('+') && what !== 'help'
  return {
    ...{ what, word, isAnswered },
    ...(language === undefined ? {} : { language }),
    ...(key === 'YES' ? { onlyAfterStop: true as const } : {}),
  }
}

/** Letters alone, in capitals and without accents: "Stop!", "ARRÊT", "stop 🙏". */
function keyOf(text: string): string {
  if (text.length > 40) return ''
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
