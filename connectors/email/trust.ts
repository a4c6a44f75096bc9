import { domainOf, organisationalDomain, readAddresses } from './addresses.ts'
import { valuesOf } from './headers.ts'
import type { Mail } from './mail.ts'

/**
 * Tells whether the one From address is DMARC-aligned: a passing DKIM domain, or a passing SPF envelope domain, shares
 * its organisational domain. SendGrid checks DKIM and SPF and gives no DMARC verdict. RFC 7489, section 3.1.
 */
export function isAligned(mail: Mail, authservId?: string): boolean {
  const headers = valuesOf(mail.headers, 'from')
  const senders = headers.flatMap(readAddresses)
  const sender = senders[0]?.address
  if (headers.length !== 1 || senders.length !== 1 || sender === undefined) return false
  const domain = organisationalDomain(domainOf(sender))
  const proven = [...passingDkim(mail.checks.dkim), ...passingSpf(mail), ...passingElsewhere(mail, authservId)]
  return proven.some((proof) => organisationalDomain(proof) === domain)
}

/** SendGrid writes `{@a.example : pass, @b.example : fail}`, which is no JSON. */
function passingDkim(dkim: string): string[] {
  return [...dkim.slice(0, 5000).matchAll(/@([\w.-]{1,255})\s{0,3}:\s{0,3}(\w+)/g)].flatMap(([, domain, result]) =>
    domain !== undefined && result?.toLowerCase() === 'pass' ? [domain] : [],
  )
}

function passingSpf({ checks, envelope }: Mail): string[] {
  const passes = checks.spf.trim().toLowerCase() === 'pass'
  return passes && envelope.from?.includes('@') ? [domainOf(envelope.from)] : []
}

/**
 * What the business's own server found before it forwarded the mail. Anybody can write such a header, so it counts only
 * when that server handed the mail to SendGrid itself, and only the topmost one. RFC 8601, section 5.
 */
function passingElsewhere(mail: Mail, authservId: string | undefined): string[] {
  if (authservId === undefined || handedOverBy(mail) !== organisationalDomain(authservId)) return []
  const topmost = valuesOf(mail.headers, 'authentication-results').find(
    (value) => value.split(/[\s;]/)[0]?.toLowerCase() === authservId,
  )
  if (topmost === undefined) return []
  return topmost
    .slice(0, 5000)
    .split(';')
    .flatMap((result) => {
      const signed = /^\s*dkim=pass\b[\s\S]*?\bheader\.(?:d=|i=[^\s@]*@)([\w.-]+)/i.exec(result)
      const sent = /^\s*spf=pass\b[\s\S]*?\bsmtp\.mailfrom=(?:[^\s@]*@)?([\w.-]+)/i.exec(result)
      return [signed?.[1], sent?.[1]].filter((domain) => domain !== undefined)
    })
}

/** The organisation whose host connected to SendGrid, by the name that SendGrid itself looked up. */
function handedOverBy(mail: Mail): string | undefined {
  const received = valuesOf(mail.headers, 'received').find((value) => /^from\s/i.test(value))
  const match = /^from\s+\S{1,255}\s+\(([\w.-]{1,255})\s+\[[^\]]{1,60}\]\)\s+by\s+\S*\.sendgrid\.net\b/i.exec(
    received ?? '',
  )
  return match?.[1] === undefined || match[1] === 'unknown' ? undefined : organisationalDomain(match[1])
}
