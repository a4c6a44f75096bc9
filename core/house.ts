import type { Homes } from './answering/home.ts'
import type { Sentences } from './answering/sentences.ts'
import type { Learners } from './learning/learners.ts'
import type { Ports } from './ports.ts'

/** What every use case is handed: the ports, and the engines that were folded from the learning log. */
export interface House extends Ports {
  learners: Learners
  /** What the product itself says to customers. */
  sentences: Sentences
  /** Pages of people's own on staff platforms, kept up to date while they may be looked at. */
  homes: Homes
  /** Where people open things: links in cards and mails start with it. */
  publicUrl: string
}
