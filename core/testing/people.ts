import type { Conversation } from '#core/domain/conversation.ts'
import type { MailFacts, MessageEvent } from '#core/domain/event.ts'
import type { Place } from '#core/domain/place.ts'
import { author, mailFacts, message } from './events.ts'
import { mailbox } from './fake-messenger.ts'
import type { Ground } from './ground.ts'

/** Somebody who writes in the web chat. */
export interface Customer {
  place: Place
  /** Writes, and waits until the burst window is over. Returns the event, to deliver it again. */
  says(text: string, facts?: Partial<MessageEvent>): Promise<MessageEvent>
  /** The event alone; nothing is delivered. */
  event(text: string, facts?: Partial<MessageEvent>): MessageEvent
  /** What reached them, oldest first. */
  heard(): string[]
  conversation(): Promise<Conversation>
}

/** Somebody who writes mails. */
export interface MailCustomer extends Customer {
  address: string
  /** Answers the last mail that they got, as mail programs do. */
  answers(text: string): Promise<MessageEvent>
}

/** The number of the business that people text to. */
const textedNumber = '+15550002222'

/** Customers of this house. */
export function makeCustomers(house: () => Ground) {
  return {
    customer(name: string): Customer {
      const place = {
        connector: 'webchat',
        account: 'shop',
        thread: `visitor-${name}-${house().next()}`,
        private: true,
      }
      const handle = { kind: 'chat' as const, value: place.thread }
      const event = (text: string, facts: Partial<MessageEvent> = {}) =>
        message({
          ...{ id: `chat-${house().next()}`, place, at: house().clock.now().toISOString(), text },
          author: author(handle, { name }),
          ...facts,
        })
      return {
        place,
        event,
        says: sayer(house, event),
        heard: () => house().platforms.heardIn(place),
        conversation: finder(house, place),
      }
    },

    texter(number: string, channel: 'sms' | 'whatsapp' = 'sms'): Customer {
      const place = {
        connector: 'sms',
        account: textedNumber,
        thread: `${channel}/${textedNumber}/${number}`,
        private: true,
      }
      const handle = { kind: 'phone' as const, value: number }
      const event = (text: string, facts: Partial<MessageEvent> = {}) =>
        message({
          ...{ id: `text-${house().next()}`, place, at: house().clock.now().toISOString(), text },
          author: author(handle, { isVerified: false }),
          ...facts,
        })
      return {
        ...{ place, event },
        async says(text, facts) {
          const said = await sayer(house, event)(text, facts)
          // The rest of the burst window.
          await house().pass(7_000)
          return said
        },
        heard: () => house().platforms.heardIn(place),
        conversation: finder(house, place),
      }
    },

    mailCustomer(address: string, name = address): MailCustomer {
      const place = { connector: 'email', account: mailbox.account, thread: address, private: true }
      const event = (text: string, facts: Partial<MessageEvent> = {}, mail: Partial<MailFacts> = {}) => {
        const messageId = `<${house().next()}@customers.example>`
        return message({
          ...{ id: messageId, place, at: house().clock.now().toISOString(), text },
          author: author({ kind: 'email', value: address }, { name }),
          mail: mailFacts({ messageId, from: address, ...mail }),
          ...facts,
        })
      }
      const lastGot = () =>
        house().platforms.log.findLast(
          ({ outbound }) => outbound.kind === 'reply' && outbound.mail?.to.includes(address),
        )
      return {
        ...{ address, place, event },
        says: sayer(house, event),
        async answers(text) {
          const got = lastGot()?.outbound
          const mail = got?.kind === 'reply' ? got.mail : undefined
          if (mail === undefined) throw new Error(`${address} got no mail to answer`)
          const token = /\+([a-z2-7]+)@/.exec(mail.replyTo)?.[1]
          const references = [mail.messageId, ...mail.references.toReversed()]
          const answer = event(
            text,
            {},
            { subject: mail.subject, to: [mail.replyTo], references, ...(token ? { token } : {}) },
          )
          await house().receive(answer)
          return answer
        },
        heard: () => house().platforms.heardIn(place),
        conversation: finder(house, place),
      }
    },
  }
}

function sayer(house: () => Ground, event: Customer['event']): Customer['says'] {
  return async (text, facts) => {
    const made = event(text, facts)
    await house().receive(made)
    return made
  }
}

function finder(house: () => Ground, place: Place): () => Promise<Conversation> {
  return async () => {
    const found = await house().scope.conversations.byPlace(place)
    if (found === undefined) throw new Error(`nobody has written in ${place.thread} yet`)
    return found.conversation
  }
}
