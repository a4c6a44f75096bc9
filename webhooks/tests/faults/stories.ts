import type { HouseOptions } from '#core/testing/house.ts'
import type { Stage } from './stage.ts'

/** A few minutes in the life of a house; short, so that dying at each of its calls takes seconds. */
export interface Story {
  name: string
  options: HouseOptions
  /** What is so when it begins. */
  setting(stage: Stage): Promise<void>
  play(stage: Stage): Promise<void>
  /** Words that were let go, each with what they may have been before: one of them arrives once, or is in front of a person. */
  meant: string[][]
  /** Words that may never arrive. */
  kept: string[]
}

/** Anna has asked, in the chat; staff see her thread. */
async function annaAsked(stage: Stage): Promise<void> {
  const anna = stage.house.customer('Anna')
  stage.customers.push(anna)
  await stage.happens(anna.event('Do you ship to Norway?'))
  await stage.pass(3_000)
}

/** Somebody learned the answer from Ben before. */
async function answerLearned(stage: Stage): Promise<void> {
  await annaAsked(stage)
  await thread(stage, 0, '> Yes, we ship to Norway within 5 days.')
  await stage.pass(10_000)
}

async function thread(stage: Stage, customer: number, text: string, facts: object = {}) {
  const event = await stage.ben.slackEvent((await stage.customers[customer]!.conversation()).id, text, facts)
  await stage.happens(event)
  return event
}

export const stories: Story[] = [
  {
    name: 'a question, and a marked reply that is changed on its way',
    options: { slack: true },
    setting: async () => {},
    async play(stage) {
      await annaAsked(stage)
      const said = await thread(stage, 0, '> We ship to Norwy.')
      await stage.happens(stage.ben.editEvent(said, '> We ship to Norway, changed.'))
      await stage.pass(6_000)
    },
    meant: [['We ship to Norway, changed.', 'We ship to Norwy.']],
    kept: ['We ship to Norwy.'],
  },
  {
    name: 'a paraphrase, its draft approved',
    options: { slack: true },
    setting: answerLearned,
    async play(stage) {
      const carl = stage.house.customer('Carl')
      stage.customers.push(carl)
      await stage.happens(carl.event('Can you ship to Norway?'))
      await stage.pass(3_000)
      await stage.happens(stage.ben.press('approve'), true)
      await stage.pass(6_000)
    },
    meant: [['Yes, we ship to Norway within 5 days.']],
    kept: [],
  },
  {
    name: 'words that are asked about: some sent by a click, others kept',
    options: { slack: true },
    setting: annaAsked,
    async play(stage) {
      await thread(stage, 0, 'We do, by ferry.')
      await stage.happens(stage.ben.press('send_written'), true)
      await thread(stage, 0, 'Just between us.')
      await stage.happens(stage.ben.press('keep_written'), true)
      await stage.pass(6_000)
    },
    meant: [['We do, by ferry.']],
    kept: ['Just between us.'],
  },
  {
    name: 'words that are undone, and words that are removed, on their way',
    options: { slack: true },
    setting: annaAsked,
    async play(stage) {
      await thread(stage, 0, '> Undone words.')
      await stage.happens(stage.ben.press('undo'), true)
      const gone = await thread(stage, 0, '> Removed words.')
      await stage.happens(stage.ben.removalEvent(gone))
      await stage.pass(6_000)
    },
    meant: [['Undone words.']],
    kept: ['Undone words.', 'Removed words.'],
  },
  {
    name: 'a platform that is away, slows down, and loses its answer',
    options: { slack: true },
    setting: annaAsked,
    async play(stage) {
      const fates = ['is away', 'slows down', 'accepts, hangs up'] as const
      let sends = 0
      stage.house.platforms.treat((_, outbound) =>
        outbound.kind === 'reply' ? (fates[sends++] ?? 'accepts') : 'accepts',
      )
      await thread(stage, 0, '> By ferry, perhaps.')
      await stage.pass(20_000)
    },
    meant: [['By ferry, perhaps.']],
    kept: [],
  },
  {
    name: 'staff by mail: an answer, then a paraphrase whose draft is approved',
    options: { mail: true },
    setting: async () => {},
    async play(stage) {
      const { house, ben } = stage
      const mia = house.mailCustomer('mia@home.example', 'Mia')
      stage.customers.push(mia)
      await stage.happens(mia.event('Do you ship to Norway?'))
      const asked = ben.mails().at(-1)
      const answer = 'Yes, to Norway within 5 days.'
      if (asked !== undefined) await stage.happens(ben.mailEvent(asked, answer))
      // The notification itself was lost: the page says so, and is where he answers.
      else await house.core.conversations.reply(ben.actor, (await mia.conversation()).id, { text: answer })
      await stage.pass(31_000)
      const carl = house.customer('Carl')
      stage.customers.push(carl)
      await stage.happens(carl.event('Do you ship to Norway please?'))
      const shown = ben.mails().at(-1)
      if (shown !== undefined) await stage.happens(ben.mailEvent(shown, 'approve'))
      await stage.pass(6_000)
    },
    meant: [['Yes, to Norway within 5 days.']],
    kept: [],
  },
]
