import type { ActionName } from '#core/domain/action.ts'
import type { Teammate } from '#core/domain/business.ts'
import type { ActionEvent, EditEvent, MailFacts, MessageEvent, Outcome, RemovalEvent } from '#core/domain/event.ts'
import type { MailEnvelope } from '#core/domain/outbound.ts'
import type { Handle, Place } from '#core/domain/place.ts'
import type { Actor } from '#core/door.ts'
import { author, edited, mailFacts, message, pressed, removed } from './events.ts'
import { type Accepted, mailbox, slackRoot } from './fake-messenger.ts'
import type { Ground } from './ground.ts'

/** Which button, where a card has several of that name, and what is written in its form. */
export interface Given {
  target?: string
  text?: string
  choice?: string
}

/** A confirmed teammate, on every surface. */
export interface Staff {
  teammate: Teammate
  actor: Actor
  handle: Handle
  /** The events alone; nothing is delivered. */
  slackEvent(conversationId: string, text: string, facts?: Partial<MessageEvent>): Promise<MessageEvent>
  editEvent(said: MessageEvent, text: string, facts?: Partial<EditEvent>): EditEvent
  removalEvent(said: MessageEvent): RemovalEvent
  /** Writes in the Slack thread of this conversation. */
  slackReply(conversationId: string, text: string, facts?: Partial<MessageEvent>): Promise<MessageEvent>
  /** Changes, or removes, what they wrote. */
  slackEdit(said: MessageEvent, text: string, facts?: Partial<EditEvent>): Promise<EditEvent>
  slackRemove(said: MessageEvent): Promise<RemovalEvent>
  /** Presses the newest button of this name; refused when it is on no card. */
  click(action: ActionName, given?: Given): Promise<Outcome>
  /** The event of pressing the newest button of this name, or undefined where it is on no card. */
  press(action: ActionName, given?: Given): ActionEvent | undefined
  /** The mails that reached them, newest last. */
  mails(): Accepted[]
  /** The reply to one of them, as their mail program makes it; nothing is delivered. */
  mailEvent(to: Accepted, text: string, facts?: Partial<MailFacts>): MessageEvent
  /** Answers one of them. */
  mailReply(to: Accepted, text: string, facts?: Partial<MailFacts>): Promise<MessageEvent>
}

/** Gives this teammate hands. */
export function makeStaff(house: Ground, teammate: Teammate, handle: Handle): Staff {
  const me = () => author(handle, { name: teammate.name })
  const at = () => house.clock.now().toISOString()
  const actor: Actor = { businessId: house.businessId, teammateId: teammate.id, role: teammate.role }
  const threadOf = async (conversationId: string): Promise<Place> => {
    const places = await house.scope.conversations.places(conversationId)
    const place = places.find((one) => one.role === 'staff')?.place
    if (place === undefined) throw new Error('this conversation has no staff thread')
    return place
  }

  function press(action: ActionName, { target, text, choice }: Given = {}): ActionEvent | undefined {
    const shown = house.platforms.cards().toReversed()
    const buttons = shown.flatMap(({ card, place }) =>
      [...card.buttons, ...(card.menu ?? [])].map((button) => ({ button, place })),
    )
    const found = buttons.find(
      ({ button }) =>
        button.action === action &&
        (target ?? button.target) === button.target &&
        (choice ?? button.choice) === button.choice,
    )
    if (found === undefined) return undefined
    const { button, place } = found
    return pressed({
      ...{ id: `press-${house.next()}`, at: at(), author: me(), action, target: button.target },
      place: place.connector === 'slack' ? place : slackRoot,
      ...(button.version === undefined ? {} : { version: button.version }),
      ...(button.choice === undefined ? {} : { choice: button.choice }),
      ...(text === undefined ? {} : { text }),
    })
  }

  async function slackEvent(conversationId: string, text: string, facts: Partial<MessageEvent> = {}) {
    const id = `C1/${1_800_000_000 + house.next()}.000200`
    return message({ id, place: await threadOf(conversationId), at: at(), author: me(), text, ...facts })
  }

  function editEvent(said: MessageEvent, text: string, facts: Partial<EditEvent> = {}): EditEvent {
    const id = `edit-${house.next()}`
    return edited({ id, place: said.place, at: at(), author: me(), messageId: said.messageId, text, ...facts })
  }

  function removalEvent(said: MessageEvent): RemovalEvent {
    return removed({ id: `gone-${house.next()}`, place: said.place, at: at(), messageId: said.messageId })
  }

  function mailEvent(to: Accepted, text: string, facts: Partial<MailFacts> = {}): MessageEvent {
    const mail = 'mail' in to.outbound ? to.outbound.mail : undefined
    if (mail === undefined) throw new Error('that was no mail')
    return mailAnswer(house, teammate, mail, text, facts)
  }

  return {
    ...{ teammate, actor, handle, press, slackEvent, editEvent, removalEvent, mailEvent },
    async slackReply(conversationId, text, facts) {
      const said = await slackEvent(conversationId, text, facts)
      await house.receive(said)
      return said
    },
    async slackEdit(said, text, facts) {
      const event = editEvent(said, text, facts)
      await house.receive(event)
      return event
    },
    async slackRemove(said) {
      const event = removalEvent(said)
      await house.receive(event)
      return event
    },
    async click(action, given) {
      const event = press(action, given)
      if (event === undefined) throw new Error(`no card has a button ${action}`)
      return house.receiveAndWait(event)
    },
    mails: () =>
      house.platforms.log.filter(({ outbound }) => 'mail' in outbound && outbound.mail?.to.includes(teammate.email)),
    async mailReply(to, text, facts = {}) {
      const answer = mailEvent(to, text, facts)
      await house.receive(answer)
      return answer
    },
  }
}

/** A reply as a mail program makes it: to the signed address, with the references of what it answers. */
function mailAnswer(
  house: Ground,
  from: Teammate,
  mail: MailEnvelope,
  text: string,
  facts: Partial<MailFacts>,
): MessageEvent {
  const messageId = `<${house.next()}@staff.example>`
  const token = /\+([a-z2-7]+)@/.exec(mail.replyTo)?.[1]
  const references = [mail.messageId, ...mail.references.toReversed()]
  const envelope = { messageId, from: from.email, subject: `Re: ${mail.subject}`, to: [mail.replyTo], references }
  return message({
    ...{ id: messageId, at: house.clock.now().toISOString(), text },
    place: { connector: 'email', account: mailbox.account, thread: from.email, private: true },
    author: author({ kind: 'email', value: from.email }, { name: from.name }),
    mail: mailFacts({ ...envelope, ...(token ? { token } : {}), ...facts }),
  })
}
