import type { LanguageModel, ModelUse, WriteRequest } from '#core/domain/language.ts'
import { Model } from '#core/errors.ts'

/** A draft's words and who found them. */
export interface WrittenDraft {
  text: string
  /** 'local' or the model's name: certificates and drafts go by it. */
  writer: string
  /** Why the model's words were not taken, for the receipt; absent when it wrote or was not asked. */
  fallback?: string
  /** What the model cost, also where its words were not taken; absent when it did not answer. */
  used?: ModelUse
}

export interface Writing {
  /** Absent: the local draft is it. */
  model?: LanguageModel | undefined
  request: WriteRequest
  /** How long the model may take before the local draft is used, ms; default 12,000. */
  timeoutMs?: number
  /** Aborts when the draft is no longer wanted; its reason is thrown. */
  signal?: AbortSignal | undefined
}

/** Has the model write from the lessons, and falls back to the local draft when it fails, refuses or is slow. */
export async function writeDraft({ model, request, timeoutMs = 12_000, signal }: Writing): Promise<WrittenDraft> {
  const local = { text: request.localDraft, writer: 'local' }
  signal?.throwIfAborted()
  if (!model) return local
  // Without lessons a model could only invent.
  if (request.lessons.length === 0) return { ...local, fallback: 'no lesson for the model to write from' }
  const clock = AbortSignal.timeout(timeoutMs)
  const either = signal ? AbortSignal.any([signal, clock]) : clock
  try {
    const written = await orAborted(model.write(request, { signal: either }), either)
    return { text: written.text, writer: model.name, used: { model: model.name, ...written.usage } }
  } catch (error) {
    signal?.throwIfAborted()
    if (error instanceof Model) {
      const used = error.usage && { model: model.name, ...error.usage }
      return { ...local, fallback: error.message, ...(used && { used }) }
    }
    if (clock.aborted) return { ...local, fallback: `${model.name} did not finish within ${timeoutMs / 1000} s` }
    throw error
  }
}

/** Does not wait for a model that ignores its signal. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}
