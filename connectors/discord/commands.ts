import { z } from 'zod'
import { maybe } from '#connectors/shared/maybe.ts'
import type { ActionName } from '#core/domain/action.ts'

interface Word {
  name: string
  description: string
  /** What follows the word; all of it is one text to core, in this order. */
  options?: { name: string; description: string; required?: true }[]
  action?: ActionName
}

/** Everything that can be said with /lummy. `channel` and `help` are no actions. */
const words: readonly Word[] = [
  { name: 'next', description: 'What waits longest for you', action: 'next' },
  {
    ...{ name: 'find', description: 'Look for an old answer', action: 'find' },
    options: [{ name: 'words', description: 'Words of the question or the answer', required: true }],
  },
  { name: 'topics', description: 'What is asked most, and how far each topic has come', action: 'topics' },
  {
    ...{ name: 'trust', description: 'How far one topic has come, and what is missing', action: 'trust' },
    options: [{ name: 'topic', description: 'The topic, as it is called under Learning', required: true }],
  },
  {
    ...{ name: 'away', description: 'Give your conversations to the others until then', action: 'away' },
    options: [{ name: 'until', description: 'monday, 2026-12-24, 3 days …', required: true }],
  },
  { name: 'back', description: 'Take conversations again', action: 'back' },
  { name: 'pause', description: 'Owners: the agent sends nothing on its own', action: 'pause' },
  { name: 'resume', description: 'Owners: the agent goes on', action: 'resume' },
  {
    ...{ name: 'invite', description: 'Owners: add a teammate', action: 'invite' },
    options: [
      { name: 'address', description: 'Their e-mail address', required: true },
      { name: 'name', description: 'Their name' },
    ],
  },
  {
    ...{ name: 'role', description: 'Owners: say who is an owner', action: 'role' },
    options: [
      { name: 'who', description: 'Name or e-mail address of a teammate', required: true },
      { name: 'role', description: 'owner or teammate', required: true },
    ],
  },
  { name: 'test', description: 'Let an invented customer write', action: 'test_conversation' },
  { name: 'channel', description: 'Say what conversations this channel is for' },
  { name: 'help', description: 'How to answer customers from Discord' },
]

/** The commands as Discord takes them: https://discord.com/developers/docs/interactions/application-commands */
export function discordCommands(): object[] {
  const text = { type: 3, max_length: 1000 }
  return [
    {
      ...{ type: 1, name: 'lummy', description: 'What waits for you, and how to answer customers from Discord' },
      options: words.map(({ name, description, options }) => ({
        ...{ type: 1, name, description },
        ...(options === undefined ? {} : { options: options.map((option) => ({ ...text, ...option })) }),
      })),
    },
  ]
}

const data = z.object({
  name: z.string(),
  options: maybe(
    z.array(
      z.object({
        name: z.string(),
        options: maybe(z.array(z.object({ name: z.string(), value: maybe(z.string()) }))),
      }),
    ),
  ),
})

/** What was said with /lummy; a word that is no longer known is a plea for help. */
export function readCommand(value: unknown): { word: string; action: ActionName | undefined; text: string } {
  const said = data.safeParse(value).data?.options?.[0]
  const word = words.find(({ name }) => name === said?.name)
  const texts = (word?.options ?? []).map(({ name }) => said?.options?.find((one) => one.name === name)?.value ?? '')
  return { word: word?.name ?? 'help', action: word?.action, text: texts.join(' ').trim() }
}

export const help = [
  '**Lummy** shows each customer conversation as a thread in its channel.',
  '- Write in the thread: you are asked whether it goes to the customer or stays a note.',
  '- Start with `>` and it is sent without the question.',
  '- On a draft: *Approve* sends it, *Edit* lets you change it first, *Reject* drops it.',
  '- Every reply that reaches a customer teaches Lummy what to say next time.',
  '- `/lummy next` shows what waits longest for you, `/lummy find` looks for an old answer, `/lummy topics` and `/lummy trust` say how far topics have come, `/lummy away` and `/lummy back` say whether you take conversations, `/lummy test` lets an invented customer write.',
  '- `/lummy channel` asks what the channel you are in is for.',
  '- Owners: `/lummy pause`, `/lummy resume`, `/lummy invite`, `/lummy role`.',
].join('\n')
