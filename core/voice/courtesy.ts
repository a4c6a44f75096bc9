import { type Span, sentencesOf } from './sentences.ts'

/** What a reply says beside the matter, as its sentences: thanks at the beginning, an offer of help at the end. */
export interface Courtesies {
  opener: Span | undefined
  offer: Span | undefined
}

/** Finds the first sentence that only thanks for writing, and the last one that only offers more help. */
export function courtesiesIn(body: string, spans: readonly Span[] = sentencesOf(body)): Courtesies {
  if (spans.length < 2) return { opener: undefined, offer: undefined }
  const opener = isOpener(said(body, spans[0]!)) ? spans[0] : undefined
  const last = spans.findLastIndex((span) => /\p{L}/u.test(said(body, span)))
  const offer = last > 0 && isOffer(said(body, spans[last]!)) ? spans[last] : undefined
  return { opener, offer }
}

export function isOpener(sentence: string): boolean {
  return sentence.length <= 140 && openers.some((pattern) => pattern.test(sentence)) && statesNothing(sentence)
}

export function isOffer(sentence: string): boolean {
  return sentence.length <= 160 && offers.some((pattern) => pattern.test(sentence)) && statesNothing(sentence)
}

function said(body: string, { start, end }: Span): string {
  return body.slice(start, end)
}

/** A number, an address or a link makes it more than a courtesy; so does a condition of the matter itself. */
function statesNothing(sentence: string): boolean {
  return !/[\d@{]|https?:|www\.|\bby (?:calling|phone|e-?mail)\b/iu.test(sentence)
}

const openers = [
  /^(?:many |thank you(?: very much| so much)?|thanks(?: a lot| so much| again)?|we appreciate you|i appreciate you)\b[^.!?]{0,20}\b(?:for )?(?:your (?:message|e-?mail|question|enquiry|inquiry|note|interest|patience)|reach(?:ing)? out|writing(?: in| to us)?|contacting us|getting in touch|asking|the message|checking in|dropping us a line)\b[^.!?]{0,40}[.!]?\W*$/iu,
  /^(?:it is |it's )?(?:great|good|nice|lovely) (?:to hear from you|that you (?:wrote|asked)|question)[^.!?]{0,30}[.!]?\W*$/iu,
  /^(?:happy|glad) to help(?: with (?:that|this))?[.!]?\W*$/iu,
  /^i hope (?:you are|you're|this finds you) (?:doing )?well[.!]?\W*$/iu,
  /^(?:vielen |herzlichen |besten )?(?:dank|danke(?: schön)?) (?:für|dass) [^.!?]{0,15}(?:nachricht|anfrage|e-?mail|mail|frage|interesse|schreiben|melden|geduld)[^.!?]{0,30}[.!]?\W*$/iu,
  /^(?:nous vous remercions|je vous remercie|merci(?: beaucoup)?) (?:pour|de) [^.!?]{0,20}(?:message|mail|question|demande|intérêt|contact\w*|patience)[^.!?]{0,30}[.!]?\W*$/iu,
  /^(?:muchas )?gracias por (?:[^.!?]{0,15}(?:mensaje|correo|consulta|pregunta|interés|paciencia)|contactar\w*|escribir\w*)[^.!?]{0,30}[.!]?\W*$/iu,
  /^(?:grazie(?: mille)?|la ringraziamo|ti ringraziamo) (?:per|di) [^.!?]{0,20}(?:messaggio|mail|domanda|richiesta|contatt\w+|scritto)[^.!?]{0,30}[.!]?\W*$/iu,
  /^(?:muito )?obrigad[oa] (?:por|pelo|pela) [^.!?]{0,20}(?:mensagem|e-?mail|pergunta|contato|contacto)[^.!?]{0,30}[.!]?\W*$/iu,
  /^(?:hartelijk )?(?:bedankt|dank(?: je| u)?) (?:voor) [^.!?]{0,20}(?:bericht|mail|vraag|interesse)[^.!?]{0,30}[.!]?\W*$/iu,
]

const offers = [
  /^(?:and |so |but |please )?(?:(?:just |do |feel free to |please )?(?:let (?:us|me) know|shout|ask|give (?:us|me) a shout|drop (?:us|me) a line|write (?:back|again|to (?:us|me))|get in touch|reach out|contact (?:us|me)|message (?:us|me)|reply))\b[^.!?]{0,25}\b(?:if|should|anytime|any time|whenever|when)\b[^.!?]{0,70}[.!]?\W*$/iu,
  /^(?:if|should) (?:you|there|anything)\b[^.!?]{0,50}(?:question|else|anything|help|need)[^.!?]{0,30},? (?:just |please |do |feel free to |we are|we're|i am|i'm|do not hesitate|don't hesitate)[^.!?]{0,60}[.!]?\W*$/iu,
  /^(?:is|was) there anything else[^?!.]{0,60}\?\W*$/iu,
  /^(?:i|we) hope (?:this|that) helps[^.!?]{0,20}[.!]?\W*$/iu,
  /^(?:hope (?:this|that) helps|(?:any|more|other) questions\? (?:just )?(?:ask|write|shout)|we are (?:always )?(?:here|happy) (?:to help|for you)|we're (?:always )?(?:here|happy) (?:to help|for you)|happy to help|glad to help|always happy to help|(?:shout|ask|write) (?:anytime|any time|whenever)[^.!?]{0,30})[.!]?\W*$/iu,
  /^(?:please )?(?:do not|don't) hesitate to [^.!?]{0,60}[.!]?\W*$/iu,
  /^(?:melde[nt]?|schreib\w*|gib|geben|lass\w*|sag\w*|frag\w*)\b[^.!?]{0,40}(?:frage|noch|etwas|jederzeit|gern|bescheid)[^.!?]{0,50}[.!]?\W*$/iu,
  /^(?:bei|wenn|falls|sollte\w*) [^.!?]{0,40}(?:fragen?|noch etwas|hilfe)[^.!?]{0,60}[.!]?\W*$/iu,
  /^(?:n'hésitez pas|n'hésite pas|si vous avez|nous restons|je reste)[^.!?]{0,90}[.!]?\W*$/iu,
  /^(?:si (?:tiene|tienes|necesita|necesitas)|no dude|no dudes|quedamos|quedo)[^.!?]{0,90}[.!]?\W*$/iu,
  /^(?:se (?:ha|hai)|per qualsiasi|non esiti|non esitare|restiamo|resto)[^.!?]{0,90}[.!]?\W*$/iu,
  /^(?:se (?:tiver|precisar)|qualquer dúvida|ficamos|fico)[^.!?]{0,90}[.!]?\W*$/iu,
  /^(?:laat (?:het )?(?:ons|me|mij) weten|heeft u|heb je|mocht)[^.!?]{0,90}[.!]?\W*$/iu,
]
