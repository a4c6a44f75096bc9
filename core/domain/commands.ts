import type { ActionName } from './action.ts'

/** One word that staff can say to Lummy, and what it does: the same on every platform. */
export interface Command {
  word: string
  action: ActionName
  /** What it is for, in at most 90 characters: platforms show it in their menus. */
  help: string
  /** What follows the word; all of it is one text to core, in this order. Names are one lower-case word. */
  takes?: readonly { name: string; example: string; help: string; isOptional?: true }[]
}

/**
 * Every word, the most used first, since some menus end after ten. Connectors draw their commands, menus and help from this
 * list and from no other.
 */
export const commands: readonly Command[] = [
  { word: 'status', action: 'status', help: 'what the agent does, how far it has come, and what the week was like' },
  { word: 'next', action: 'next', help: 'what waits longest for you' },
  {
    ...{ word: 'find', action: 'find', help: 'looks for an old answer' },
    takes: [{ name: 'words', example: 'words', help: 'Words of the question or the answer' }],
  },
  {
    ...{ word: 'why', action: 'why', help: 'why it said what it said last, or last to a customer with these words' },
    takes: [{ name: 'words', example: 'words', help: 'Words of the conversation', isOptional: true }],
  },
  {
    ...{ word: 'teach', action: 'teach', help: 'teaches it an answer' },
    takes: [{ name: 'question', example: 'question', help: 'What a customer asks', isOptional: true }],
  },
  { word: 'topics', action: 'topics', help: 'what is asked most, and how far each topic has come' },
  {
    ...{ word: 'trust', action: 'trust', help: 'how far one topic has come, and what is missing' },
    takes: [{ name: 'topic', example: 'topic', help: 'The topic, as it is called under Learning' }],
  },
  { word: 'pause', action: 'pause', help: 'silences the agent (owners)' },
  { word: 'resume', action: 'resume', help: 'lets it speak again (owners)' },
  {
    ...{ word: 'away', action: 'away', help: 'gives your conversations to the others until then' },
    takes: [{ name: 'until', example: 'monday', help: 'monday, 2026-12-24, 3 days …' }],
  },
  { word: 'back', action: 'back', help: 'takes you in again' },
  {
    ...{ word: 'invite', action: 'invite', help: 'adds a teammate (owners)' },
    takes: [
      { name: 'address', example: 'address', help: 'Their e-mail address' },
      { name: 'name', example: 'name', help: 'Their name', isOptional: true },
    ],
  },
  {
    ...{ word: 'role', action: 'role', help: 'says who is an owner, or a teammate (owners)' },
    takes: [
      { name: 'who', example: 'name', help: 'Name or e-mail address of a teammate' },
      { name: 'role', example: 'owner', help: 'owner or teammate' },
    ],
  },
  { word: 'test', action: 'test_conversation', help: 'lets an invented customer write' },
  { word: 'help', action: 'help', help: 'how customers are answered from here, and these words' },
]

/** "away monday": a command as somebody would type it. */
export function usageOf({ word, takes = [] }: Command): string {
  return [word, ...takes.map(({ example }) => example)].join(' ')
}

/**
 * Reads a command out of what somebody wrote; undefined where it is none. A word that nothing follows has to stand alone:
 * "next week" is no "next".
 */
export function commandIn(text: string): { command: Command; text: string } | undefined {
  const [, word, rest = ''] = /^\s*(?:\/lummy\s+)?([a-z]+)[.!?]?(?:\s+([\s\S]*))?$/i.exec(text) ?? []
  const command = commands.find((one) => one.word === word?.toLowerCase())
  if (command === undefined || (rest.trim() !== '' && command.takes === undefined)) return undefined
  return { command, text: rest.trim() }
}

/** How Lummy is worked with in threads, and every word, Markdown. `before` stands before each: "/lummy ". */
export function helpText(before: string): string {
  return [
    '**Lummy** shows each customer conversation as a thread in its channel.',
    '- Reply in the thread: you are asked whether it goes to the customer or stays a note.',
    '- Start a reply with `>` and it is sent without the question.',
    '- On a draft: *Approve* sends it, *Edit* lets you change it first, *Reject* drops it.',
    '- Every reply that reaches a customer teaches Lummy what to say next time.',
    ...commands.map((command) => `- \`${before}${usageOf(command)}\`: ${command.help}`),
  ].join('\n')
}
