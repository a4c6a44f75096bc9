import type { SentenceName } from '../answering/sentences.ts'
import type { Call, Said } from '../domain/call.ts'
import { expected, momentIn, spanIn } from '../domain/expected.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'

/** Says one of the product's own sentences in the language of a call, else in the business's. */
export async function sayer(
  { sentences, now }: Pick<House, 'sentences' | 'now'>,
  tx: Pick<Scope, 'business'>,
  { language }: Pick<Call, 'language'>,
) {
  const { companyName, settings } = await tx.business()
  const languages = [language, settings.language]
  const spoken = sentences.languageOf(languages)
  const say = (name: SentenceName, values: Record<string, string> = {}): Said => ({
    text: sentences.say(name, languages, { company: companyName, ...values }),
    language: spoken,
  })

  return {
    say,

    /** When somebody calls back: what targets and opening hours promise. */
    callBack(): Said {
      const at = now()
      const found = expected({ waitingSince: null, answeredAt: null }, settings, at)
      if (found.kind === 'soon') return say('callBackSoon')
      const due = found.kind === 'within' ? new Date(at.getTime() + found.minutes * 60_000) : found.at
      if (found.kind === 'within' && found.minutes < 60)
        return say('callBackTime', { time: spanIn(spoken, found.minutes) })
      const { day, time } = momentIn(spoken, settings.zone, due, at)
      const moment =
        typeof day === 'string'
          ? sentences.say(day, languages, { time })
          : sentences.say('day', languages, { day: day.name, time })
      return say(found.kind === 'from' ? 'callBackFrom' : 'callBackTime', { time: moment })
    },

    /** That an AI speaks, where the business says so: our sentence as it is said on the phone, or its own. */
    disclosure(): Said[] {
      if (settings.disclosure === null) return []
      const isOurs =
        sentences.translate('disclosure', settings.disclosure, [spoken]) === sentences.say('disclosure', [spoken])
      return [isOurs ? say('callDisclosure') : { text: settings.disclosure, language: settings.language }]
    },
  }
}
