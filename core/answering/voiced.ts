import type { Channel } from '../domain/conversation.ts'
import type { Slot } from '../domain/learning.ts'
import type { Engine } from '../learning/engine.ts'
import { stripFrame } from '../voice/frame.ts'
import { splitName } from '../voice/names.ts'
import type { Profile } from '../voice/profile.ts'
import { restyle } from '../voice/restyle.ts'
import { type ScorePart, scoreOf } from '../voice/score.ts'
import { toneOf } from '../voice/tone.ts'
import type { Term } from '../voice/vocabulary.ts'
import { shaped } from './shape.ts'

/** How this business writes to this customer, here. */
export interface HouseVoice {
  profile: Profile | undefined
  terms: Term[]
  tone: string[]
  /** The text in the house's words, what was changed of it, and how much it reads like the house now. */
  put(text: string, about: About): Voiced
}

interface About {
  facts: readonly { type: Slot['type']; value: string }[]
  /** It stays as it is, and is scored alone. */
  isKept: boolean
  /** The customer's name is only said to whoever is proved to be the customer. */
  mayName: boolean
  /** What the business puts under every teammate's mail. */
  signature: string | null
}

export interface Voiced {
  text: string
  score: number | null
  /** For the receipt. */
  receipt: { changed: string[]; score: number | null; parts: ScorePart[] }
}

/** The voice for an answer in this conversation; who has it, when somebody does, writes it. */
export function voiceFor(
  engine: Pick<Engine, 'voice'>,
  where: { channel: Channel; language: string; authors: readonly string[]; isLater: boolean },
): HouseVoice {
  const voice = engine.voice()
  const profile = voice.profile(where)
  const terms = profile === undefined ? [] : voice.terms(profile.language)
  return {
    ...{ profile, terms, tone: toneOf(profile, terms) },
    put(text, { facts, isKept, mayName, signature }) {
      const name = facts.find(({ type }) => type === 'person')?.value
      const people = mayName && name !== undefined ? { customer: splitName(name) } : {}
      const isClosed = signature !== null && where.channel !== 'chat' && closes(signature)
      const { isLater } = where
      const styled = restyle(text, isKept ? undefined : profile, { people, isLater, terms, isClosed })
      const said = isKept ? styled.text : shaped(styled.text, where.channel)
      const scored = scoreOf(said, profile, { people: name === undefined ? [] : [name], isLater })
      const score = scored?.score ?? null
      return {
        ...{ text: said, score },
        receipt: {
          changed: styled.changed,
          score,
          parts: (scored?.parts ?? []).filter((part) => part.score < 50).slice(0, 4),
        },
      }
    },
  }
}

/** "Kind regards,\n{teammate}" closes, "{teammate}\n{company}" does not. */
function closes(signature: string): boolean {
  return stripFrame(`It is so.\n\n${signature}`).closing !== ''
}
