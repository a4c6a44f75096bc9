import { z } from 'zod'
import { listOf } from '#connectors/shared/list-of.ts'
import {
  isWholeKey,
  twilioEnvironment,
  twilioSecrets,
  twilioSettings,
  wholeKeyProblem,
} from '#connectors/shared/twilio/settings.ts'

/** What one number that customers call needs. */
export const voiceSettings = z
  .object({
    ...twilioSettings,
    number: z
      .string()
      .trim()
      .regex(/^\+[1-9]\d{6,14}$/, 'a number in full, with + and country code, such as +15551234567')
      .describe('The number that customers call, with + and country code: +15551234567'),
    mode: z
      .enum(['relay', 'gather'])
      .default('relay')
      .describe(
        'relay = ConversationRelay, which answers while the caller speaks (Twilio has to enable it); gather = turn by turn, works everywhere',
      ),
    language: z
      .string()
      .trim()
      .regex(/^[a-z]{2}(?:-[A-Z]{2})?$/, 'a language such as en-GB, de or fr-CA')
      .default('en-US')
      .describe('The language of the greeting, such as en-GB or de-DE'),
    otherLanguages: listOf(z.string().regex(/^[a-z]{2}-[A-Z]{2}$/, 'a language such as de-DE'), 10).describe(
      'Other languages that callers may speak, with relay alone, as few as can be: de-DE, fr-FR. Told apart are English, Spanish, French, German, Portuguese, Italian, Dutch',
    ),
    voice: z
      .string()
      .trim()
      .max(100)
      .optional()
      .describe('The name of a voice at Twilio, as the mode names it; left out, the usual one of the language'),
    writeDown: z
      .boolean()
      // As a command line gives it.
      .or(z.enum(['true', 'false']).transform((said) => said === 'true'))
      .default(false)
      .describe(
        'Write down what is said on transferred calls, so that answers are learned from it. Twilio bills Real-Time Transcription by the minute, beside the call. The caller and your colleague are both told before they speak; ask first whether your law wants more than that',
      ),
  })
  .refine(isWholeKey, wholeKeyProblem)

export type VoiceSettings = z.infer<typeof voiceSettings>

/** What callers may speak, the greeting's language first. */
export function languagesOf({ language, otherLanguages }: VoiceSettings): string[] {
  return [language, ...otherLanguages]
}

export const voiceSecrets = twilioSecrets

export const voiceEnvironment = twilioEnvironment
