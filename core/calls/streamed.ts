import type { LanguageModel, Usage, Written } from '../domain/language.ts'
import { spokenSentences } from './spoken-sentences.ts'

/** What a model goes on writing after its first sentence. */
export interface Streamed {
  /** Answers with its first sentence as soon as a second begins, or with all of it where there is none. */
  model: LanguageModel
  /** The sentences after the one that was answered with, as they are finished. Ends early where the model breaks off. */
  rest(): AsyncGenerator<string>
  /** What the whole call cost, once `rest` has ended; undefined where the first answer said so already. */
  usage(): Usage | undefined
}

const unknown: Usage = { inputTokens: 0, outputTokens: 0, cachedTokens: 0 }

/** A model for the ear: in a call the first sentence is said before the second is written. */
export function streamed(model: LanguageModel): Streamed {
  let text = ''
  let told = 0
  let whole: Promise<Written> | undefined
  let final: Written | undefined
  let isOver = false
  let wake = () => {}
  const news = () => new Promise<void>((resolve) => (wake = resolve))
  /** Those that something follows, and once it is all there, all. */
  const finished = () => {
    const all = spokenSentences(text)
    return final === undefined ? all.slice(0, -1) : all
  }

  return {
    model: {
      name: model.name,
      async write(request, { signal } = {}) {
        const options = {
          ...(signal === undefined ? {} : { signal }),
          onText(piece: string) {
            text += piece
            wake()
          },
        }
        whole = model.write(request, options)
        whole.then(
          (written) => {
            final = written
            text = written.text
            isOver = true
            wake()
          },
          () => {
            isOver = true
            wake()
          },
        )
        for (;;) {
          const next = news()
          const [first] = finished()
          // It failed before a sentence stood: the error is thrown here.
          if (isOver && (final !== undefined || first === undefined)) return await whole
          if (first !== undefined) {
            told = 1
            return { text: first, usage: unknown, model: model.name }
          }
          await next
        }
      },
    },
    async *rest() {
      while (told > 0) {
        const next = news()
        const ready = finished()
        if (told < ready.length) yield ready[told++]!
        else if (isOver) return
        else await next
      }
    },
    usage: () => (told > 0 ? final?.usage : undefined),
  }
}
