import { domainToASCII } from 'node:url'
import { domainOf, organisationalDomain } from './addresses.ts'
import { passingDomains } from './auth-results.ts'
import { valuesOf } from './headers.ts'
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
function passingDkim({ checks, headers, proof }: Mail): string[] {
  const { signed = [], refused = [] } = proof ?? {}
  const told = namesPlainDomains(headers) ? checks.dkim.slice(0, 5000).split(',').flatMap(passingIn) : []
  const isRefused = (domain: string) => refused.some((one) => one.toLowerCase() === domain)
  return [...signed, ...told.filter((domain) => !isRefused(domain))]
}

/** One entry of the list has to be whole: words inside it were written by somebody else. */
function passingIn(entry: string): string[] {
  const [, domain, result] = /^\s*\{?\s*@([\w.-]{1,255})\s*:\s*(\w+)\s*\}?\s*$/.exec(entry) ?? []
  return domain !== undefined && result?.toLowerCase() === 'pass' ? [domain.toLowerCase()] : []
}

/** A signature "of" `d=a.example : fail, @shop.example : pass, @b.example` would write the list that SendGrid gives us. */
function namesPlainDomains(headers: Mail['headers']): boolean {
  const tags = valuesOf(headers, 'dkim-signature').flatMap((value) =>
    value.split(';').flatMap((tag) => /^\s*([di])\s*=(.*)$/is.exec(tag)?.[2]?.trim() ?? []),
  )
  return tags.every((tag) => /^(?:[^\s,:@{}]*@)?[^\s,:@{}]{1,255}$/.test(tag))
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
