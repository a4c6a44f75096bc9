import { readAddressToken } from '../accounts/address-token.ts'
import { recogniseTeammate } from '../accounts/recognise.ts'
import { atDesk } from '../answering/desk.ts'
import type { Integration, Teammate } from '../domain/business.ts'
import type { MessageEvent, Outcome } from '../domain/event.ts'
import { sharedDomains } from '../domain/shared-domains.ts'
import type { House } from '../house.ts'
import { takeAnswer, takeQuestion } from '../learning/shadow.ts'
import { settled, type Turn } from './turn.ts'

/**
 * A copy of a mail that the team exchanges from its own mailbox: learned from, never answered, never shown. A teammate's
 * mail is an answer when their address is aligned and invited; every other one is at most the question.
 */
export async function handleCopy(house: House, turn: Turn, event: MessageEvent): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const done = async (result: string): Promise<Outcome> => {
    await scope.inbox.markHandled(
      turn.rows.map(({ seq }) => seq),
      result,
    )
    return { kind: 'done' }
  }
  const mailbox = await mailboxOf(house, turn.businessId, event)
  if (mailbox === undefined) return done('a copy to an address that is not ours')
  if (event.author.isMachine || event.mail?.isForward || event.text.trim() === '')
    return done('a copy that teaches nothing')
  const teammates = await scope.teammates.list()
  const teammate = await recogniseTeammate(house, turn.businessId, event.place, event.author)
  const side = sideOf(event, teammate, teammates, mailbox)
  if (side === 'neither') return done('a copy that is neither a customer’s nor a verified teammate’s')
  await house.learners.current(turn.businessId)
  const learned = await atDesk(house, turn.businessId, async (desk) => {
    await settled(turn, 'a copy, learned from')(desk.tx)
    return teammate === undefined ? takeQuestion(desk, event) : takeAnswer(desk, event, teammate)
  })
  for (const agentId of learned) await house.jobs.run(turn.businessId, { name: 'project', id: agentId })
  return { kind: 'done' }
}

/** The connected mailbox whose signed address this is. */
async function mailboxOf(house: House, businessId: string, event: MessageEvent): Promise<Integration | undefined> {
  const token = event.mail?.token === undefined ? undefined : readAddressToken(house.keys.macs, event.mail.token)
  if (token?.kind !== 'l') return undefined
  const found = await house.store.of(businessId).integrations.get(token.id)
  const isIts = found?.connector === event.place.connector && found.account === event.place.account
  return isIts && found.status !== 'removed' ? found : undefined
}

/** An answer goes to somebody outside; a question comes from outside to us. Words among colleagues are neither. */
function sideOf(
  event: MessageEvent,
  teammate: Teammate | undefined,
  teammates: readonly Teammate[],
  mailbox: Integration,
): 'answer' | 'question' | 'neither' {
  const mail = event.mail
  if (mail === undefined) return 'neither'
  const domain = domainOf(mailbox.account)
  const known = new Set([mailbox.account, ...teammates.map(({ email }) => email)])
  const isOurs = (address: string) =>
    known.has(address) || address.startsWith('learn+') || (!sharedDomains.has(domain) && domainOf(address) === domain)
  const receivers = [...mail.to, ...mail.cc]
  if (teammate !== undefined) return receivers.some((address) => !isOurs(address)) ? 'answer' : 'neither'
  return !isOurs(mail.from) && receivers.some(isOurs) ? 'question' : 'neither'
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
