import { isThere, type Profile, usualWay } from './profile.ts'
import { habit } from './steps.ts'
import { fillClosing, type People } from './templates.ts'

/**
 * Puts the name of whoever sends a draft under its closing, where this business signs so: a draft is made before anybody
 * knows who will send it. Words that do not end with the house's closing stay as they are.
 */
export function sign(text: string, profile: Profile | undefined, teammate: People['teammate']): string {
  const ways = profile?.lines.closing ?? []
  const usual = usualWay(ways)?.text
  if (usual === undefined || isThere(ways) < habit || teammate?.first === undefined) return text
  const unsigned = fillClosing(usual, {})
  const signed = fillClosing(usual, { teammate })
  if (unsigned === signed || unsigned.trim() === '' || !text.endsWith(unsigned)) return text
  return text.slice(0, text.length - unsigned.length) + signed
}
