import { isBlank } from './lines.ts'

/** A text without the armour in which GnuPG, Enigmail and K-9 sign it, and that armour. */
export interface Unarmoured {
  lines: string[]
  armour: string[]
}

/** Takes a signed text out of its armour: https://www.rfc-editor.org/rfc/rfc9580#section-7. What is not whole stays as it is. */
export function unarmoured(lines: string[]): Unarmoured {
  const begin = lines.findIndex((line) => !isBlank(line))
  if (!/^-----BEGIN PGP SIGNED MESSAGE-----\s*$/.test(lines[begin] ?? '')) return { lines, armour: [] }
  const head = lines.findIndex((line, index) => index > begin && isBlank(line))
  const signature = lines.findIndex((line) => /^-----BEGIN PGP SIGNATURE-----\s*$/.test(line))
  const end = lines.findIndex((line) => /^-----END PGP SIGNATURE-----\s*$/.test(line))
  if (head < 0 || signature < head || end < signature) return { lines, armour: [] }
  const said = lines.slice(head + 1, signature).map((line) => line.replace(/^- /, ''))
  // What a list puts below was not signed.
  return {
    lines: [...said, ...lines.slice(end + 1)],
    armour: [...lines.slice(begin, head), ...lines.slice(signature, end + 1)],
  }
}
