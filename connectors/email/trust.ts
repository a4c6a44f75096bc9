import { domainToASCII } from 'node:url'
import { domainOf, organisationalDomain } from './addresses.ts'
import { passingDomains } from './auth-results.ts'
import type { Mail } from './mail.ts'
import { resultsOfOurServer } from './received.ts'
import { soleSender } from './sender.ts'

/**
 * Tells whether the one From address is DMARC-aligned: a passing DKIM domain, or a passing SPF envelope domain, shares
 * its organisational domain. SendGrid checks DKIM and SPF and gives no DMARC verdict; where the whole mail came, its bytes are
 * verified besides. RFC 7489, section 3.1.
 */
export function isAligned(mail: Mail, authservId?: string): boolean {
  const sender = soleSender(mail.headers)
  if (sender === undefined) return false
  const domain = organisation(domainOf(sender.address))
  const proven = [...passingDkim(mail), ...passingSpf(mail), ...passingElsewhere(mail, authservId)]
  return domain !== '' && proven.some((proof) => organisation(proof) === domain)
}

/** Names are compared as they stand in DNS: `xn--…`, whatever way they were written. */
function organisation(host: string): string {
  return organisationalDomain(domainToASCII(host))
}

/** SendGrid writes `{@a.example : pass, @b.example : fail}`, which is no JSON. What the bytes speak against does not count. */
function passingDkim({ checks, proof }: Mail): string[] {
  const told = [...checks.dkim.slice(0, 5000).matchAll(/@([\w.-]{1,255})\s{0,3}:\s{0,3}(\w+)/g)].flatMap(
    ([, domain, result]) => (domain !== undefined && result?.toLowerCase() === 'pass' ? [domain.toLowerCase()] : []),
  )
  const { signed = [], refused = [] } = proof ?? {}
  const isRefused = (domain: string) => refused.some((one) => one.toLowerCase() === domain)
  return [...signed, ...told.filter((domain) => !isRefused(domain))]
}

function passingSpf({ checks, envelope }: Mail): string[] {
  const passes = checks.spf.trim().toLowerCase() === 'pass'
  return passes && envelope.from?.includes('@') ? [domainOf(envelope.from)] : []
}

/** What the business's own server found before it forwarded the mail: by its seal, or by the header that it alone can have written. */
function passingElsewhere(mail: Mail, authservId: string | undefined): string[] {
  if (authservId === undefined) return []
  const results = resultsOfOurServer(mail.headers, authservId)
  return [...(mail.proof?.sealed ?? []), ...(results === undefined ? [] : passingDomains(results))]
}
