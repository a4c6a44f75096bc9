import { z } from 'zod'
import { PayloadInvalid } from '#core/errors.ts'

/** What the reading of a payload may know besides the payload. */
export interface Known {
  /** The server that this integration serves. */
  account: string | undefined
  botUserId: string | undefined
  /** The role that Discord made for our bot: calling it calls us. */
  botRole?: string | undefined
  now: Date
}

/** Discord's ids: numbers too long for JavaScript's. */
export const snowflake = z.string().regex(/^\d{1,22}$/)

/** When an id was made, ISO 8601 UTC, or `now` where it does not tell: https://discord.com/developers/docs/reference#snowflakes */
export function timeOf(id: string, now: Date): string {
  if (!/^\d{15,22}$/.test(id)) return now.toISOString()
  return new Date(Number((BigInt(id) >> 22n) + 1_420_070_400_000n)).toISOString()
}

/** A time as Discord writes it, as ISO 8601 UTC; undefined when it is none. */
export function isoOf(time: string | undefined | null): string | undefined {
  const date = new Date(time ?? Number.NaN)
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}

/** Reads a body that was verified. Throws PayloadInvalid. */
export function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch {
    // Told below, like a number or a list.
  }
  throw new PayloadInvalid('not a JSON object')
}
