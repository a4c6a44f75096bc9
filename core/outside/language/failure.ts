import type { Usage } from '#core/domain/language.ts'
import { Model, ModelRefused, ModelTalkedNonsense, ModelUnreachable } from '#core/errors.ts'

/** One call to a provider: who it is, and the two things that can end it early. */
export interface Call {
  /** For people: "Claude". */
  provider: string
  timeoutMs: number
  /** Aborts when the caller gave up or the time is over. */
  signal: AbortSignal
  /** The caller's own. */
  caller: AbortSignal | undefined
}

/** Starts the clock of one call; a time-out covers retries and the whole stream. */
export function startCall(provider: string, timeoutMs: number, caller: AbortSignal | undefined): Call {
  const clock = AbortSignal.timeout(timeoutMs)
  return { provider, timeoutMs, caller, signal: caller ? AbortSignal.any([caller, clock]) : clock }
}

/** Reads an answer that was paid for; when it is of no use, the error carries what it cost. */
export function paid<T>(usage: Usage, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof Model && usage.inputTokens + usage.outputTokens > 0) error.usage = usage
    throw error
  }
}

/**
 * Turns what an SDK threw into a Model error; when the caller gave up, into the caller's reason.
 * The original is not kept as `cause`: it may carry what was sent.
 */
export function modelError(error: unknown, call: Call): unknown {
  if (error instanceof Model) return error
  if (call.caller?.aborted) return call.caller.reason
  const { provider } = call
  if (call.signal.aborted) return new ModelUnreachable(`${provider} did not finish within ${call.timeoutMs / 1000} s`)
  if (!(error instanceof Error)) return new ModelUnreachable(`${provider} failed`)
  const { status, type } = error as { status?: unknown; type?: unknown }
  if (typeof status === 'number') return forStatus(status, typeof type === 'string' ? type : undefined, provider)
  if (findInCauses(error, (cause) => cause instanceof SyntaxError)) {
    return new ModelTalkedNonsense(`${provider} sent an answer that cannot be read`)
  }
  if (typeof type === 'string') return new ModelUnreachable(`${provider} broke off: ${type}`)
  const code = findInCauses(error, (cause) => typeof (cause as { code?: unknown }).code === 'string')
  return new ModelUnreachable(`${provider} cannot be reached (${(code as { code?: string })?.code ?? error.name})`)
}

function forStatus(status: number, type: string | undefined, provider: string): Model {
  const said = `${provider} answered ${status}${type ? ` (${type})` : ''}`
  if (status === 401 || status === 403) return new ModelUnreachable(`${said}: check its key`)
  if (status === 404) return new ModelUnreachable(`${said}: check the model's name and the base URL`)
  if (status === 402 || status === 408 || status === 409 || status === 429 || status >= 500) {
    return new ModelUnreachable(said)
  }
  return new ModelRefused(said)
}

function findInCauses(error: Error, test: (cause: Error) => boolean): Error | undefined {
  let cause: unknown = error
  for (let depth = 0; depth < 6 && cause instanceof Error; depth++) {
    if (test(cause)) return cause
    cause = cause.cause
  }
  return undefined
}
