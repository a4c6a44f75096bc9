import type { ConversationView } from '#core/views.ts'
import { makeTestHouse, type TestHouse } from './house.ts'
import type { Customer } from './people.ts'

export const shipsToNorway = 'Yes, we ship to Norway within 5 days.'
const asked = [
  'Do you ship to Norway?',
  'Can you ship to Norway?',
  'Do you ship parcels to Norway?',
  'Shipping to Norway, do you?',
]

/** A house whose one topic earns its certificate with live rows, at rates that take a few dozen of them. */
export interface Autonomous {
  house: TestHouse
  topicId: string
  /** Somebody new asks what the topic is about. */
  ask(name: string): Promise<{ customer: Customer; view: ConversationView }>
  /** Staff agree with one draft after the other, seen or not, until the topic is eligible; returns how many it took. */
  prove(): Promise<number>
  /** Somebody asks, and staff agree with the draft, seen or not. */
  agreeOnce(): Promise<void>
  /** Asks until an answer is drawn to be checked (or not); what comes before is answered as it would be. */
  askUntil(isDrawn: boolean): Promise<{ customer: Customer; view: ConversationView }>
  topic(): Promise<Awaited<ReturnType<TestHouse['core']['learning']['topics']>>[number]>
}

const soon = { eps: 0.3, alpha: 0.2 }

/** Builds it: the first question was answered and learned. */
export async function autonomous(options: Parameters<typeof makeTestHouse>[0] = {}): Promise<Autonomous> {
  const house = await makeTestHouse({ ...options, settings: { ...soon, ...options.settings } })
  const { core, owner } = house
  const first = house.customer('Anna')
  await first.says(asked[0]!)
  await core.conversations.reply(owner, (await first.conversation()).id, { text: shipsToNorway })
  await house.settle()
  const topic = async () => (await core.learning.topics(owner))[0]!
  let count = 0

  async function ask(name: string) {
    const customer = house.customer(name)
    await customer.says(asked[count++ % asked.length]!)
    const { id } = await customer.conversation()
    return { customer, view: await core.conversations.get(owner, id) }
  }

  async function agree({ view }: Awaited<ReturnType<typeof ask>>): Promise<void> {
    const { id } = view.conversation
    // Time to read it.
    await house.pass(5_000)
    if (view.draft?.text !== shipsToNorway) await core.conversations.reply(owner, id, { text: shipsToNorway })
    else await core.drafts.approve(owner, view.draft.id, view.draft.version)
    await house.settle()
  }

  const isAudit = ({ isBlind, messages }: ConversationView) =>
    isBlind ? true : messages.at(-1)?.senderType === 'ai' ? false : undefined
  return {
    ...{ house, ask, topic, topicId: (await topic()).id },
    agreeOnce: async () => agree(await ask(`Customer ${count}`)),
    async prove() {
      for (let rows = 0; rows < 120; rows++) {
        if ((await topic()).eligible) return rows
        await agree(await ask(`Customer ${count}`))
      }
      throw new Error('no certificate after 120 agreeing replies')
    },
    async askUntil(isDrawn) {
      for (let tries = 0; tries < 120; tries++) {
        const made = await ask(`Visitor ${count}`)
        if (isAudit(made.view) === isDrawn) return made
        if (isAudit(made.view) === false) await house.settle()
        else await agree(made)
      }
      throw new Error('nothing of this kind was drawn')
    },
  }
}
