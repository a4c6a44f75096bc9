import type { MailIdentity } from '../ports.ts'

/** Every mailbox of a business, each with the others beside it. */
export function mailboxesOf(identity: MailIdentity | undefined): MailIdentity[] {
  if (identity === undefined) return []
  const { siblings = [], ...first } = identity
  const all = [first, ...siblings]
  return all.map((one) => ({ ...one, siblings: all.filter(({ account }) => account !== one.account) }))
}

/** The mailbox of this account, from which its conversations are answered; the first where it is connected no more. */
export function mailboxOf(identity: MailIdentity, account: string | undefined): MailIdentity {
  return mailboxesOf(identity).find((one) => one.account === account) ?? identity
}
