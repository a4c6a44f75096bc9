import type { ConversationView } from '#core/views.ts'
import { type HouseOptions, makeTestHouse, type TestHouse } from './house.ts'
import type { Customer } from './people.ts'
import type { Staff } from './staff.ts'

export const knownAnswer = 'Yes, we ship to Norway within 5 days.'

/** A house in which one answer was learned, and a draft of it waits for whoever asked the same. */
export interface Drafted {
  house: TestHouse
  ben: Staff
  cleo: Staff
  carl: Customer
  draft: NonNullable<ConversationView['draft']>
  conversationId: string
  view(): Promise<ConversationView>
  /** What the card of this draft says now; the draft shown first where none is named. */
  card(draftId?: string): { title: string; status?: string; body?: string }
  /** The titles of all cards as they stand. */
  titles(): string[]
}

/** Anna's question was answered and learned; Carl asks it again and a draft stands open. */
export async function drafted(
  options: HouseOptions = { slack: true },
  makeHouse: typeof makeTestHouse = makeTestHouse,
): Promise<Drafted> {
  const house = await makeHouse(options)
  const [ben, cleo] = [await house.teammate('Ben'), await house.teammate('Cleo')]
  const asks = (name: string) =>
    options.mail === true && options.slack !== true
      ? house.mailCustomer(`${name.toLowerCase()}@home.example`, name)
      : house.customer(name)
  const anna = asks('Anna')
  await anna.says('Do you ship to Norway?')
  await house.core.conversations.reply(house.owner, (await anna.conversation()).id, { text: knownAnswer })
  await house.settle()
  const carl = asks('Carl')
  await carl.says('Can you ship to Norway?')
  await house.pass(3_000)
  const conversationId = (await conversationOf(house, carl)).id
  const view = () => house.core.conversations.get(house.owner, conversationId)
  const { draft } = await view()
  if (draft === null) throw new Error('there is no draft')
  return {
    ...{ house, ben, cleo, carl, draft, conversationId, view },
    card(draftId = draft.id) {
      const row = house.platforms
        .cards()
        .findLast(
          ({ card, outbound }) => card.purpose === 'draft' && 'draftId' in outbound && outbound.draftId === draftId,
        )
      if (row === undefined) throw new Error('this draft has no card')
      return row.card
    },
    titles: () => house.platforms.cards().map(({ card }) => card.title),
  }
}

async function conversationOf(house: TestHouse, customer: Customer) {
  const { connector, thread } = customer.place
  if (connector !== 'email') return customer.conversation()
  const found = (await house.scope.conversations.list({ limit: 50 })).find(
    ({ customerEmail }) => customerEmail === thread,
  )
  if (found === undefined) throw new Error(`nobody has written from ${thread} yet`)
  return found
}
