import { organisationalDomain } from './addresses.ts'
import type { Header } from './headers.ts'

/**
 * What the business's own server found (the topmost `Authentication-Results` with its name) when it took the mail in from
 * outside, before it forwarded it; undefined where that cannot be told for certain. Everybody can write such a header, so it
 * counts only where that server alone can have put it: beside its own Received line, with nothing but its own organisation's
 * lines above. A server removes such headers of its own name from what comes in. RFC 8601, section 5.
 */
export function resultsOfOurServer(headers: readonly Header[], authservId: string): string | undefined {
  const ours = organisationalDomain(authservId)
  const hops = headers.flatMap(({ name, value }, at) => {
    const hop = name === 'received' ? readHop(value) : undefined
    return hop === undefined ? [] : [{ ...hop, at }]
  })
  const [handover, ...before] = hops
  // SendGrid's own line names the host that connected, by the name that it looked up itself.
  if (handover === undefined || !/\.sendgrid\.net$/.test(handover.by) || orgOf(handover.from) !== ours) return undefined
  const border = before.find(({ by, from }) => by === authservId || orgOf(by) !== ours || orgOf(from) !== ours)
  if (border === undefined || orgOf(border.by) !== ours) return undefined
  const above = hops[hops.indexOf(border) - 1]?.at ?? 0
  const below = hops[hops.indexOf(border) + 1]?.at ?? headers.length
  return headers
    .slice(above + 1, below)
    .filter(({ name }) => name === 'authentication-results')
    .map(({ value }) => value)
    .find((value) => value.split(/[\s;]/)[0]?.toLowerCase() === authservId)
}

interface Hop {
  from: string
  by: string
}

/** `from <greeting> (<name that was looked up> [<address>]) by <host>`; lines without a "from" are moves inside one server. */
function readHop(received: string): Hop | undefined {
  const value = received.slice(0, 2000)
  if (!/^from\s/i.test(value)) return undefined
  const by = /\sby\s+([\w.-]{1,255})/i.exec(value)?.[1]?.toLowerCase() ?? ''
  const from = /^from\s+\S{1,255}\s+\(([\w.-]{1,255}?)\.?\s+\[[^\]]{1,60}\]\)/i.exec(value)?.[1]?.toLowerCase() ?? ''
  return { from: from === 'unknown' ? '' : from, by }
}

function orgOf(host: string): string | undefined {
  return host === '' ? undefined : organisationalDomain(host)
}
