const twilios = '.twilio.com'

/**
 * Where a call to one of Twilio's hosts goes: as it is without `base`; to the same product of another region
 * (`https://api.dublin.ie1.twilio.com`: messaging, too, is then Dublin's); all products to one host where it is not Twilio's.
 */
export function addressAt(base: string | undefined, url: string): string {
  if (base === undefined) return url
  const [to, asked] = [new URL(base), new URL(url)]
  const product = asked.hostname.split('.')[0]
  const host =
    to.hostname.startsWith('api.') && to.hostname.endsWith(twilios)
      ? to.host.replace(/^api(?=\.)/, product ?? 'api')
      : to.host
  return `${to.protocol}//${host}${to.pathname.replace(/\/$/, '')}${asked.pathname}${asked.search}`
}

/** Tells whether an address is Twilio's own, so that credentials may go there. */
export function isTwilio(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' && hostname.endsWith(twilios)
}
