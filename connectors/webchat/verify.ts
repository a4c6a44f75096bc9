import { randomBytes } from 'node:crypto'
import { PayloadInvalid, Refused } from '#core/errors.ts'

/**
 * Makes the id of a customer's chat: 128 random bits, kept by the browser. It cannot be guessed, and whoever has it
 * reads the chat: it is a secret between that browser and us.
 */
export function newSession(): string {
  return randomBytes(16).toString('base64url')
}

/** Checks that a session could be one of ours; throws PayloadInvalid. */
export function checkSession(session: string | undefined): string {
  if (session === undefined || !/^[A-Za-z0-9_-]{21}[AQgw]$/.test(session))
    throw new PayloadInvalid('no such chat session')
  return session
}

/** Checks that the page may use this chat; throws Refused (403). Browsers send `Origin` with every POST and WebSocket. */
export function checkOrigin(origin: string | undefined, allowed: readonly string[] | undefined) {
  if (allowed === undefined || allowed.length === 0) return
  if (origin === undefined || !allowed.includes(origin)) throw new Refused(403, 'this page may not use this chat')
}
