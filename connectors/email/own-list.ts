import { type Address, readAddresses } from './addresses.ts'
import { type Header, valuesOf } from './headers.ts'

/**
 * Tells whether the list that a mail came by is the business's own address: a Google Group that passes on what customers write
 * to help@shop.example. Its headers say nothing of who wrote. `List-Id` is the address with a dot for its @.
 */
export function isOwnList(headers: readonly Header[], address: string): boolean {
  const ids = valuesOf(headers, 'list-id').map((value) => /<([^<>\s]{1,300})>\s*$/.exec(value)?.[1]?.toLowerCase())
  const posts = valuesOf(headers, 'list-post').join().toLowerCase()
  return ids.includes(address.replace('@', '.')) || posts.includes(`<mailto:${address}>`)
}

/**
 * Who wrote what came by it, where the list put its own address in their place ("'Anna' via Help"), as Google does for senders
 * whose domain has a strict DMARC policy. The list's word, and no proof.
 */
export function behindOwnList(headers: readonly Header[], address: string): Address | undefined {
  const all = (name: string) => valuesOf(headers, name).flatMap(readAddresses)
  if (all('from')[0]?.address !== address || !isOwnList(headers, address)) return undefined
  return [...all('x-original-from'), ...all('reply-to'), ...all('x-original-sender')].find(
    (one) => one.address !== address,
  )
}
