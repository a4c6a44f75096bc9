import { z } from 'zod'

/** What every connector that speaks to Twilio needs to know; spread into its own settings. */
export const twilioSettings = {
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[0-9a-f]{32}$/i, 'an account SID is AC and 32 characters')
    .describe('Account SID (AC…), from the first page of the Twilio Console'),
  authToken: z
    .string()
    .trim()
    .min(16, 'an auth token has 32 characters')
    .describe('Auth Token, beside it: with it we know that a message comes from Twilio'),
  apiKeySid: z
    .string()
    .trim()
    .regex(/^SK[0-9a-f]{32}$/i, 'the SID of an API key is SK and 32 characters')
    .optional()
    .describe('SID of an API key (SK…) to call Twilio with instead of the auth token; may be left out'),
  apiKeySecret: z.string().trim().min(16).optional().describe('Secret of that API key'),
}

export const twilioSecrets = ['authToken', 'apiKeySecret'] as const

export interface TwilioSettings {
  accountSid: string
  authToken: string
  apiKeySid?: string | undefined
  apiKeySecret?: string | undefined
}

/** For `refine` of the settings: of an API key both halves are needed, or none. */
export function isWholeKey({ apiKeySid, apiKeySecret }: TwilioSettings): boolean {
  return (apiKeySid === undefined) === (apiKeySecret === undefined)
}

export const wholeKeyProblem = { path: ['apiKeySecret'], error: 'an API key is its SID and its secret' }

/** Variables of the whole installation. */
export const twilioEnvironment = {
  TWILIO_API_URL: z
    .url()
    .default('https://api.twilio.com')
    .describe("Address of Twilio's API, for proxies, other regions and tests"),
}
