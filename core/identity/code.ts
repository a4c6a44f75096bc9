import type { Keys } from '../ports.ts'

/** Digits of a code. */
export const codeLength = 6

/** The code of a check: made from its id by our key, so that it is stored nowhere. */
export function codeOf(keys: Pick<Keys, 'mac'>, checkId: string): string {
  return digitsOf(keys.mac(label, Buffer.from(checkId)))
}

/** Whether this is its code, also where the key was changed since it was sent. */
export function isCodeOf(keys: Pick<Keys, 'macs'>, checkId: string, given: string): boolean {
  return keys.macs(label, Buffer.from(checkId)).some((mac) => digitsOf(mac) === given)
}

/** At which places of its code these digits stand, from 0. */
export function placesInCode(keys: Pick<Keys, 'macs'>, checkId: string, given: string): number[] {
  const codes = keys.macs(label, Buffer.from(checkId)).map(digitsOf)
  return Array.from({ length: codeLength }, (_, at) => at).filter((at) =>
    codes.some((code) => code.startsWith(given, at)),
  )
}

const label = 'check code'

function digitsOf(mac: Uint8Array): string {
  const number = mac.slice(0, 8).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return String(number % 10n ** BigInt(codeLength)).padStart(codeLength, '0')
}
