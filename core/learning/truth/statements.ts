import { languageOf } from '../../understanding/language.ts'
import { fold } from '../../understanding/text.ts'
import { askedClaim, type Claim, claimIn, directAnswer } from './claims.ts'
import { withDigits, withHalves } from './numbers.ts'
import { quantitiesIn } from './quantities.ts'
import type { Quantity } from './quantity.ts'
import { conceptsOf, namesIn, type Subject, subjectOf } from './subject.ts'

/** One clause of a reply: what it is about, what amounts it states, what it claims. */
export interface Statement {
  text: string
  subject: Subject
  quantities: Quantity[]
  claim?: Claim
  /** It answers the question itself with yes or no. */
  isDirect: boolean
}

/** Reads the statements of a reply to a question. Linear in their length, which is capped. */
export function statementsOf(lesson: { question: string; reply: string }): Statement[] {
  const isGerman = languageOf(`${lesson.question} ${lesson.reply}`) === 'de'
  const question = lesson.question.slice(0, 2000)
  const asked = quantitiesIn(withDigits(fold(question))).rest
  const statements: Statement[] = []
  const answer = directAnswer(fold(lesson.reply))
  const wanted = askedClaim(fold(question))
  if (answer !== undefined && wanted !== undefined) {
    statements.push({
      text: lesson.reply.split(/(?<=[.!?])\s/u)[0]!.slice(0, 160),
      subject: subjectOf({ said: '', asked, cased: fold(question), names: namesIn(question, isGerman) }),
      quantities: [],
      claim: answer ? wanted : { ...wanted, isSo: !wanted.isSo },
      isDirect: true,
    })
  }
  for (const sentence of sentencesOf(withHalves(lesson.reply.slice(0, 4000))).slice(0, 40)) {
    const read = clausesOf(sentence).map((text) => ({ text, ...quantitiesIn(withDigits(fold(text))) }))
    const aside = read.filter(({ found }) => found.length === 0)
    const leading = aside.map(({ rest }) => rest)
    const leadingTexts = aside.map(({ text }) => text)
    for (const { text, found, rest } of read) {
      const said = found.length === 0 ? rest : unique([rest, ...leading]).join(' ')
      const cased = fold([text, ...(found.length === 0 ? [] : leadingTexts), question].join(' '))
      const names = [...namesIn(sentence, isGerman), ...namesIn(question, isGerman)]
      const subject = subjectOf({ said, asked, cased, names })
      const stated = conceptsOf(rest).length > 0 || found.length > 0 ? claimIn(withDigits(fold(text))) : undefined
      // What follows a "no" in the same sentence explains it: "no, you will get a new one" affirms nothing of what was asked.
      const claim = stated?.isSo && directAnswer(fold(sentence)) === false ? undefined : stated
      statements.push({ text, subject, quantities: found, isDirect: false, ...(claim ? { claim } : {}) })
    }
  }
  return statements
}

/** Whether it says how long something takes, rather than how long somebody may do something. */
export function isEstimate({ text, subject }: Statement): boolean {
  const about = [...subject.said, ...subject.asked]
  if (entitlements.some((concept) => about.includes(concept))) return false
  return takes.test(fold(text)) || estimates.some((concept) => about.includes(concept))
}

/** Lengths of time that are each about one thing: what one side says of a return says nothing of the other's repair. */
export function isSameProcess(a: Statement, b: Statement): boolean {
  const about = (concept: string, { subject }: Statement) =>
    subject.said.includes(concept) || subject.asked.includes(concept)
  return processes.every((concept) => about(concept, a) === about(concept, b))
}

const processes = ['return', 'cancel', 'guarantee', 'refund', 'valid']
const entitlements = ['return', 'cancel', 'guarantee', 'subscription', 'voucher']
const estimates = ['deliver', 'reply', 'repair', 'refund', 'treat']
const takes =
  /(?<!\p{L})(?:takes?|took|dauer\p{L}*|ready|fertig|arriv\p{L}*|process\p{L}*|bearbeit\p{L}*|wait\p{L}*|warte\p{L}*|lasts?|rechnen)(?!\p{L})/u

/** Sentences; "but" begins a new one, since what follows it is another matter. */
function sentencesOf(text: string): string[] {
  return text
    .split(
      /(?<=(?:\p{L}{2}|[\p{N})€$£%"”])[.!?]+)\s+(?=[\p{Lu}"“„(*])(?<!\d\.\s(?=Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))|(?<=[!?;])\s+|\n+|[,;]?\s(?=(?:but|however|though|except|aber|jedoch|allerdings|außer)\s)/u,
    )
    .map((part) => part.trim())
    .filter(Boolean)
}

/** Parts between commas and before "and"; a comma within a number is none. */
function clausesOf(sentence: string): string[] {
  return sentence
    .split(
      /,\s+(?:(?:and|und|or|oder)\s)?|\s[-–—]\s(?!\d)|:\s|\s(?:and|und)\s(?=(?:cannot|can|can't|could|do|don't|does|doesn't|will|won't|may|must|never|kann|können|it|we|you|they|there|this|that|the|a|free|express|wir|sie|es|der|die|das|ab|for|für|if|wenn|on|am)\s)/u,
    )
    .map((part) => part.trim())
    .filter(Boolean)
}

function unique<T>(list: readonly T[]): T[] {
  return [...new Set(list)]
}
