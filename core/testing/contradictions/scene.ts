/** One thing that a business says, in several wordings: what pairs of lessons are made of. */
export type Scene = ValueScene | AnswerScene

export interface ValueScene {
  trade: string
  language: 'en' | 'de'
  matter: 'amount' | 'duration' | 'date'
  questions: string[]
  /** `{v}` is where the value stands. */
  says: string[]
  /** Each row is one value in several ways of writing it; different rows exclude each other. */
  values: string[][]
  /** Wordings of ranges that hold the first value. */
  holding?: string[]
  /** What may be added without changing what is said. */
  details: string[]
  /** Answers to other questions or about other cases: right beside whatever this scene says. */
  others: [question: string, reply: string][]
}

export interface AnswerScene {
  trade: string
  language: 'en' | 'de'
  matter: 'answer'
  questions: string[]
  yes: string[]
  no: string[]
  details: string[]
  others: [question: string, reply: string][]
}
