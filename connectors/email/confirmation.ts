import type { ConfirmationEvent, MailFacts } from '#core/domain/event.ts'
import { domainOf, organisationalDomain } from './addresses.ts'
import { htmlToText } from './html.ts'
import type { Mail } from './mail.ts'

type Confirmation = Pick<ConfirmationEvent, 'from' | 'mailbox' | 'code' | 'link'>

/** Who asks, from which addresses, and where their links may lead. */
const askers = [
  {
    from: 'Gmail',
    senders: /^forwarding-noreply@google\.com$/,
    hosts: ['google.com'],
    link: /https:\/\/mail(?:-settings)?\.google\.com\/mail\/vf-[^\s<>"')\]]{1,500}/,
    code: /\(#\s?(\d{6,12})\)|(?:^|[^\d/])(\d{8,10})(?!\d)/,
  },
  {
    from: 'Microsoft',
    senders:
      /^(?:account-security-noreply@accountprotection\.microsoft\.com|(?:no-?reply|microsoft-noreply)@(?:[\w-]+\.)?(?:microsoft|outlook|office365)\.com)$/,
    hosts: ['microsoft.com', 'live.com', 'outlook.com', 'office.com', 'microsoftonline.com'],
    link: /https:\/\/[\w.-]{1,200}\/[^\s<>"')\]]{1,800}/,
    code: /(?:code|Code|kod|código|codice)\D{0,40}?(\d{4,8})(?!\d)/,
  },
] as const

/**
 * Reads the mail by which a mail system asks for a confirmation before it forwards to us; undefined for every other one. Only
 * an aligned sender is believed, and only links to its own pages are shown: anybody can write such words.
 * https://support.google.com/mail/answer/10957
 */
export function readConfirmation(mail: Mail, facts: MailFacts): Confirmation | undefined {
  const asker = askers.find(({ senders }) => senders.test(facts.from))
  if (asker === undefined || !facts.isAligned) return undefined
  const text = (mail.text.trim() === '' ? htmlToText(mail.html) : mail.text).slice(0, 20_000)
  const link = asker.link.exec(text)?.[0].replace(/[.,;]+$/, '')
  const found = asker.code.exec(facts.subject) ?? asker.code.exec(text.replace(/https?:\S+/g, ' '))
  const code = found?.[1] ?? found?.[2]
  if (link === undefined && code === undefined) return undefined
  const mailbox = /[^\s<>"()[\]:;,]{1,64}@[^\s<>"()[\]:;,]{1,255}/.exec(`${facts.subject} ${text}`)?.[0].toLowerCase()
  return {
    from: asker.from,
    mailbox: mailbox === undefined || mailbox === facts.from ? null : mailbox.replace(/\.+$/, ''),
    code: code ?? null,
    link: link !== undefined && leadsTo(link, asker.hosts) ? link : null,
  }
}

function leadsTo(link: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(link)) return false
  const { protocol, hostname, username } = new URL(link)
  return protocol === 'https:' && username === '' && hosts.includes(organisationalDomain(domainOf(hostname)))
}
