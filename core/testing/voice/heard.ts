import { makeVoice, type Voice } from '../../voice/voice.ts'
import type { Written } from './write.ts'

/** The product's own voice after these replies, as if a history of them had been imported; `context` was said before. */
export function heard(replies: readonly Written[], context: readonly string[] = []): Voice {
  const voice = makeVoice()
  for (const [i, { question, reply, author, customer }] of replies.entries())
    voice.learn({
      seq: i + 1,
      at: new Date(Date.UTC(2026, 0, 1, i)).toISOString(),
      entry: {
        ...{ type: 'pair', lessonId: `${i}`, question, context: [...context], reply, author, channel: 'email' },
        ...{ known: [{ type: 'person', value: customer }], origin: 'import', ownWords: true },
      },
    })
  return voice
}
