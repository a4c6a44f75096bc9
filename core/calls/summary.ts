import type { Said } from '../domain/call.ts'
import { shortened } from './shortened.ts'

const mostChars = 200

/** What a teammate hears before they take a call: whose, who, about what, and what was tried. Pure. */
export function spokenSummary(call: {
  company: string
  /** Their name or number; null where it is withheld. */
  caller: string | null
  topic: string | undefined
  /** What they said last. */
  asked: string | undefined
  /** How many answers they had from the agent. */
  answered: number
}): Said {
  const { company, caller, topic, asked, answered } = call
  const sentences = [
    `A call for ${company} from ${caller ?? 'a withheld number'}.`,
    ...(topic === undefined ? [] : [`It is about ${topic}.`]),
    ...(asked === undefined ? ['They have not said yet what they want.'] : [`They said: ${sentence(asked)}`]),
    ...(answered === 0
      ? []
      : [answered === 1 ? 'They had one answer from the agent.' : `They had ${answered} answers from the agent.`]),
    'Press 1 to take the call.',
  ]
  return { text: sentences.join(' '), language: 'en' }
}

/** What a teammate hears before it, where what the two say is written down. */
export const writtenForTeammate: Said = { text: 'What the two of you say is written down.', language: 'en' }

function sentence(text: string): string {
  const cut = shortened(text, mostChars)
  return /[.!?…]$/.test(cut) ? cut : `${cut}.`
}
