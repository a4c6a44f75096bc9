import { saysWrong } from '../understanding/wrong.ts'

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
  if (isNext && saysWrong(text, [answer]))
    return 'The customer says no to the answer that they had from the agent alone.'
  if (isSameAgain && sinceMs <= sameWithinMs)
    return 'The customer asks again what the agent alone has answered within the last two days.'
  return undefined
}
