import type { Mail } from './mail.ts'

/** A part of a mail that is neither words nor an ordinary file. */
interface PartKind {
  type: RegExp
  /** Of files that say `application/octet-stream`, the name. */
  named?: RegExp
  /** Its name where the mail gives none. */
  name: string
  /** What staff are told, where the words of the mail may not tell it. */
  sentence?: string
}

const kinds: readonly PartKind[] = [
  {
    type: /^(?:text\/calendar|application\/ics)$/,
    name: 'invitation.ics',
    sentence: 'A calendar invitation came with this mail. It was neither accepted nor declined.',
  },
  {
    type: /^text\/(?:x-)?vcard$|^text\/directory$/,
    name: 'contact.vcf',
    sentence: 'A contact card came with this mail.',
  },
  {
    type: /^application\/pgp-encrypted$/,
    named: /^encrypted\.asc$/i,
    name: 'pgp-version.txt',
    sentence:
      'This mail is encrypted (PGP). It cannot be read here: ask for it unencrypted, or open the file where the key is.',
  },
  {
    type: /^application\/(?:x-)?pkcs7-mime$/,
    named: /\.p7m$/i,
    name: 'smime.p7m',
    sentence:
      'This mail, or a part of it, is sealed (S/MIME). It cannot be read here: ask for it unencrypted, or open the file where the key is.',
  },
  { type: /^application\/(?:x-)?pkcs7-signature$/, name: 'smime.p7s' },
  { type: /^application\/pgp-signature$/, name: 'signature.asc' },
  {
    type: /^application\/(?:vnd\.)?ms-tnef$/,
    named: /^winmail\.dat$/i,
    name: 'winmail.dat',
    sentence:
      'Outlook packed the files of this mail into winmail.dat, which few programs open: ask for them again, or for mail as HTML.',
  },
  { type: /^message\/rfc822$/, name: 'mail.eml', sentence: 'Another mail is attached to this one.' },
]

/** Names a part for what it is where its mail did not name it. */
export function nameOf(name: string, type: string): string {
  if (name.trim() !== '') return name
  return kinds.find((kind) => kind.type.test(type.toLowerCase()))?.name ?? ''
}

/** What staff are told about parts that cannot be shown, a sentence each. */
export function aboutParts({ attachments, text }: Pick<Mail, 'attachments' | 'text'>): string[] {
  const isOf = ({ type, named }: PartKind) =>
    attachments.some(
      (file) => type.test(file.type) || (file.type === 'application/octet-stream' && named?.test(file.name) === true),
    )
  const sentences = kinds.flatMap((kind) => (kind.sentence !== undefined && isOf(kind) ? [kind.sentence] : []))
  const pgp = kinds.find(({ name }) => name === 'pgp-version.txt')?.sentence
  if (pgp !== undefined && /^-----BEGIN PGP MESSAGE-----/m.test(text.slice(0, 100_000))) sentences.push(pgp)
  return [...new Set(sentences)]
}
