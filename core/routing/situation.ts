import type { AnswerHours } from '../domain/business.ts'
import type { Prediction, Stage } from '../domain/learning.ts'
import type { Understanding } from '../understanding/understand.ts'
import type { People } from './whom.ts'

/** Everything that a decision rests on; nothing else is looked at. */
export interface Situation {
  understanding: Pick<Understanding, 'asksForPerson' | 'isThanks' | 'sensitive' | 'pointsAtFile'> &
    Partial<Pick<Understanding, 'sentiment' | 'urgency' | 'kind'>>
  prediction: Prediction
  stage: Stage
  certified: boolean
  switchedOn: boolean
  policy: {
    /** Lowest confidence for a draft that staff see. */
    showFrom: number
    /** Lowest confidence for an answer without a person. */
    sendFrom: number
    /** Sensitive subjects that the owner opted in by name. */
    allowedSubjects?: readonly string[]
    /** The greatest amount of money that an answer without a person may state; absent = any. */
    mostAmount?: number | null
    /** The highest stage that the business lets this topic reach; absent = any. */
    cap?: Stage | null
    /** When answers without a person may go out; absent = always. */
    answerHours?: AnswerHours
  }
  /** Slots of the draft that nothing filled. */
  unfilled: readonly string[]
  /** Facts of the draft that stand in no lesson and not in this conversation. */
  ungrounded: readonly string[]
  /** Who worded the draft: `local`, or a model's name. Certificates are per writer. */
  writer?: string
  agentStatus: 'learning' | 'active' | 'paused'
  /** A teammate has taken the conversation. */
  humanHasConversation: boolean
  isMachine: boolean
  /** A teammate trying things out: treated as a customer, counted nowhere. */
  isTest?: boolean
  /** The best lesson was taught from a page and never sent by staff. */
  isSourcedOnly?: boolean
  /** Why the best lesson has faded: staff say something else by now, or it speaks of what is over. */
  faded?: string
  /** Which other answer the best lesson contradicts, as long as staff have not decided. */
  conflict?: string
  hasUnreadableFile: boolean
  /** Why nothing goes to this address without a person: they want no mail, or a machine seems to answer there. */
  noMail?: string
  /** The draft holds a filled slot, or a fact of this customer or conversation. */
  isPersonal?: boolean
  /** Who would get the answer beside the customer. */
  strangers?: readonly string[]
  /** The sender's address is proved (DMARC), or needs no proof. */
  isSenderProved?: boolean
  /** Why not, where it is not the address of a mail: a number proves nothing by itself. */
  unproved?: 'number'
  /** Amounts of money that the draft states. */
  amounts?: readonly number[]
  /** Who vouched by name for exactly these words. */
  vouchedBy?: string
  /** Why answers of this topic wait for staff although it is proven: too many are still to be checked. */
  waits?: string
  /** What the customer seems to hold against the answer that they have just had from the agent alone. */
  doubt?: string
  /** Drawn to be checked: staff answer it first, or look at it once it was sent. */
  audit?: 'before' | 'after'
  /** Drawn to be answered without seeing the draft. */
  isBlindSample?: boolean
  /** The business is open now; absent = it has no hours. */
  isOpen?: boolean
  /** Who would take over. */
  people?: People
}
