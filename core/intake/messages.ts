import { recogniseTeammate } from '../accounts/recognise.ts'
import type { MessageEvent, Outcome } from '../domain/event.ts'
import type { House } from '../house.ts'
import { customerSpeaks } from './customer-speaks.ts'
import { handleStaffMail } from './staff-mail.ts'
import { handleStaffWords } from './staff-words.ts'
import type { Turn } from './turn.ts'
import { handleOutside } from './unknown-thread.ts'
import { whose } from './whose.ts'

/** Decides whose words these are (ours, a machine's, staff's, a customer's) and hands them on; the loop guard lives here, once. */
export async function handleMessages(house: House, turn: Turn, events: MessageEvent[]): Promise<Outcome> {
  const scope = house.store.of(turn.businessId)
  const first = events[0] as MessageEvent
  const seqs = turn.rows.map((row) => row.seq)
  const done = async (result: string): Promise<Outcome> => {
    await scope.inbox.markHandled(seqs, result)
    return { kind: 'done' }
  }
  if (first.author.isUs) return done('our own words')

  const found = await whose(house, turn.businessId, first)
  if (first.author.isMachine && found.to !== 'customer conversation') return done('machine mail, recorded only')
  switch (found.to) {
    case 'staff thread':
      for (const event of events) await handleStaffWords(house, turn, event, found.conversation)
      return { kind: 'done' }
    case 'staff mail':
      return handleStaffMail(house, turn, first, found.notification)
    case 'nobody':
      return handleOutside(house, turn, events, found.why)
    case 'customer conversation':
    case 'new conversation': {
      const teammate =
        first.mail === undefined
          ? undefined
          : await recogniseTeammate(house, turn.businessId, first.place, first.author)
      if (teammate !== undefined && first.mail?.isForward)
        return done('a forward by a teammate: opens no conversation, teaches nothing')
      return customerSpeaks(house, turn, events, {
        conversation: found.to === 'customer conversation' ? found.conversation : undefined,
        isTest: teammate !== undefined,
      })
    }
  }
}
