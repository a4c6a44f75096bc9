import { readAddresses } from './addresses.ts'
import { valuesOf } from './headers.ts'
import type { Mail } from './mail.ts'
import { isOwnList } from './own-list.ts'

/**
 * Says why a mail was written by a machine, or undefined when a person wrote it. RFC 3834 and what mail systems do
 * besides: auto-replies, bounces, lists and newsletters are recorded, never answered and never learned from.
 */
export function machineReason(
  mail: Pick<Mail, 'headers' | 'envelope' | 'subject'>,
  ownAddress?: string,
): string | undefined {
  const isOurList = ownAddress !== undefined && isOwnList(mail.headers, ownAddress)
  const value = (name: string) => valuesOf(mail.headers, name)[0]?.trim().toLowerCase()
  const autoSubmitted = value('auto-submitted')
  if (autoSubmitted !== undefined && !/^no\b/.test(autoSubmitted)) return 'Auto-Submitted'
  if (mail.envelope.from === '' || value('return-path') === '<>') return 'empty Return-Path'
  const precedence = value('precedence') ?? ''
  if (/^(?:bulk|junk|list|auto[_-]?reply)\b/.test(precedence) && !(isOurList && precedence === 'list'))
    return 'Precedence'
  const header = telltale.find((name) => (value(name) ?? 'no') !== 'no' && !(isOurList && name.startsWith('list-')))
  if (header) return header
  if (/^multipart\/report\b/.test(value('content-type') ?? '')) return 'delivery report'
  const sender = readAddresses(value('from') ?? '')[0]?.address ?? ''
  if (robotName.test(sender.slice(0, Math.min(sender.lastIndexOf('@'), 100)))) return 'sender of machines'
  return automaticSubject.test(mail.subject) ? 'subject of an automatic reply' : undefined
}

/** Headers that only machines write; their value does not matter unless it is "no". */
const telltale = [
  'x-auto-response-suppress',
  'x-autoreply',
  'x-autorespond',
  'x-auto-reply',
  'x-autoreply-from',
  'x-mail-autoreply',
  'x-failed-recipients',
  'list-id',
  'list-post',
  'list-unsubscribe',
]

const robotName =
  /^(?:mailer-?daemon|postmaster|(?:do[-_.]?)?not?[-_.]?reply|bounces?|.*[-_.+](?:no-?reply|bounces?))(?:[-+=].*)?$/

/** Exchange and Outlook put these words, and a colon, before the subject they answer. */
const automaticSubject =
  /^\s*(?:automatic reply|auto(?:matic)? response|out of (?:the )?office|automatische antwort|abwesenheitsnotiz|réponse automatique|respuesta automática|resposta automática|risposta automatica|automatisch antwoord|autosvar|automatiskt svar|automatisk svar|automaattinen vastaus|autoodpowiedź|automatická odpověď|автоматический ответ|automatikus válasz|otomatik (?:yanıt|cevap)|αυτόματη απάντηση|răspuns automat|automatická odpoveď|автоматична відповідь|автоматичен отговор|automatski odgovor|samodejni odgovor|automatinis atsakymas|automātiska atbilde|automaatvastus|resposta automàtica|balasan otomatis|thư trả lời tự động|ตอบกลับอัตโนมัติ|מענה אוטומטי|رد تلقائي|자동 (?:회신|응답)|自动回复|自動回覆|自動応答)\s*[:：]/iu
