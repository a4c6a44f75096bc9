import { z } from 'zod'
import { listOf } from '#connectors/shared/list-of.ts'
import {
  isWholeKey,
  twilioEnvironment,
  twilioSecrets,
  twilioSettings,
  wholeKeyProblem,
} from '#connectors/shared/twilio/settings.ts'

const number = z
  .string()
  .trim()
  .regex(/^(?:\+[1-9]\d{6,14}|\d{3,8})$/, 'a number in full, with + and country code, such as +15551234567')

const numbers = listOf(number, 200)

/** What one connected sender (numbers, a Messaging Service, WhatsApp) needs. */
export const smsSettings = z
  .object({
    ...twilioSettings,
    numbers: numbers.describe('The numbers that customers text, each with + and country code: +15551234567'),
    messagingServiceSid: z
      .string()
      .trim()
      .regex(/^MG[0-9a-f]{32}$/i, 'the SID of a Messaging Service is MG and 32 characters')
      .optional()
      .describe('SID of a Messaging Service (MG…), where your numbers are in one; its number pool is then used'),
    whatsapp: numbers.describe('The numbers that are WhatsApp senders at Twilio, each with + and country code'),
    perSecond: z.coerce
      .number('a number of messages')
      .min(0.1)
      .max(1000)
      .optional()
      .describe('Messages a second that Twilio allows each number; left out, what is usual for its kind'),
  })
  .refine(isWholeKey, wholeKeyProblem)
  .refine(({ numbers, messagingServiceSid, whatsapp }) => Boolean(numbers[0] ?? messagingServiceSid ?? whatsapp[0]), {
    path: ['numbers'],
    error: 'a number, a Messaging Service or a WhatsApp sender',
  })

export type SmsSettings = z.infer<typeof smsSettings>

export const smsSecrets = twilioSecrets

export const smsEnvironment = twilioEnvironment
