import type { Usage } from './domain/language.ts'

/** Errors by what the caller should do (DESIGN, section 7). Anything else is a bug. */

/** What arrived is refused: answer with `status`, count it, do not retry. `message` may be shown outside. */
export class Rejected extends Error {
  override name = 'Rejected'
  readonly status: number
  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

export class SignatureInvalid extends Rejected {
  override name = 'SignatureInvalid'
  constructor(message = 'signature invalid') {
    super(401, message)
  }
}

export class PayloadInvalid extends Rejected {
  override name = 'PayloadInvalid'
  constructor(message = 'payload invalid') {
    super(400, message)
  }
}

export class TooLarge extends Rejected {
  override name = 'TooLarge'
  constructor(message = 'too large') {
    super(413, message)
  }
}

/** Somebody asked for what cannot be done now; the sentence tells them why. 404 gone, 409 superseded, 403 not theirs. */
export class Refused extends Rejected {
  override name = 'Refused'
  /** Words that the person has not seen yet, Markdown: what they were about to answer has changed. */
  readonly news: string | undefined
  /** The field of a form that it is about. */
  readonly field: string | undefined
  constructor(status: number, message: string, news?: string, field?: string) {
    super(status, message)
    this.news = news
    this.field = field
  }
}

/** A platform did not take what we sent. `notSent` is true when it surely did not arrive. */
export class Platform extends Error {
  override name = 'Platform'
  readonly notSent: boolean
  readonly retry: boolean
  constructor(message: string, options: { notSent: boolean; retry: boolean; cause?: unknown }) {
    super(message, { cause: options.cause })
    this.notSent = options.notSent
    this.retry = options.retry
  }
}

/** How much of what we send a refusal is about: the whole account, what the platform counts with this place, or this message. */
export type Reach = 'account' | 'place' | 'message'

/** Nothing of this reach may be tried again before that. */
export class RateLimited extends Platform {
  override name = 'RateLimited'
  readonly retryAfterMs: number
  readonly reach: Exclude<Reach, 'message'>
  constructor(
    retryAfterMs: number,
    message = 'the platform asked us to slow down',
    reach: Exclude<Reach, 'message'> = 'account',
  ) {
    super(message, { notSent: true, retry: true })
    this.retryAfterMs = retryAfterMs
    this.reach = reach
  }
}

/** No answer, or one that does not say whether it was sent. `notSent` only when the connection never stood. */
export class Unreachable extends Platform {
  override name = 'Unreachable'
  constructor(message: string, options: { notSent: boolean; cause?: unknown }) {
    super(message, { ...options, retry: options.notSent })
  }
}

/** Stop and tell a person what to grant or correct. */
export class NotAllowed extends Platform {
  override name = 'NotAllowed'
  readonly needs: string
  /** Messages of this reach wait until it was granted; undefined = it cannot be granted, and the message fails. */
  readonly waits: Reach | undefined
  constructor(needs: string, { waits }: { waits?: Reach } = {}) {
    super(`it needs ${needs}`, { notSent: true, retry: false })
    this.needs = needs
    this.waits = waits
  }
}

/** The platform knows that this person said STOP: nothing goes to them until they take it back. */
export class OptedOut extends Platform {
  override name = 'OptedOut'
  constructor(message = 'they said STOP') {
    super(message, { notSent: true, retry: false })
  }
}

/** The thread, channel or address no longer exists. */
export class Gone extends Platform {
  override name = 'Gone'
  /** What of staff's is gone: the thread or channel that was posted to, or the message that was to be changed. */
  readonly of: 'place' | 'message' | undefined
  constructor(message: string, of?: 'place' | 'message') {
    super(message, { notSent: true, retry: false })
    this.of = of
  }
}

/** A language model did not help; the local engine answers instead. */
export class Model extends Error {
  override name = 'Model'
  /** What an answer cost that was of no use. */
  declare usage?: Usage
}
export class ModelUnreachable extends Model {
  override name = 'ModelUnreachable'
}
export class ModelRefused extends Model {
  override name = 'ModelRefused'
}
export class ModelTalkedNonsense extends Model {
  override name = 'ModelTalkedNonsense'
}

/** Boot only: every problem at once, each with its variable. */
export class ConfigInvalid extends Error {
  override name = 'ConfigInvalid'
  readonly problems: { variable: string; problem: string }[]
  constructor(problems: { variable: string; problem: string }[]) {
    super(
      `The configuration has ${problems.length} problem(s):\n${problems.map((p) => `  ${p.variable}: ${p.problem}`).join('\n')}`,
    )
    this.problems = problems
  }
}

/** Another worker took over this lane: stop writing. */
export class LeaseLost extends Error {
  override name = 'LeaseLost'
}
