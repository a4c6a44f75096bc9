import { z } from 'zod'
import { maybe } from '#connectors/shared/maybe.ts'
import type { ActionName } from '#core/domain/action.ts'
import { type Command, commands, helpText } from '#core/domain/commands.ts'

/** Discord invites a bot into a server, never into a channel: this word stands for that, and is nothing elsewhere. */
const channelWord = { word: 'channel', help: 'says what conversations this channel is for' }

/** The commands as Discord takes them: https://discord.com/developers/docs/interactions/application-commands */
export function discordCommands(): object[] {
  const text = { type: 3, max_length: 1000 }
  const words: (Pick<Command, 'word' | 'help'> & Partial<Command>)[] = [...commands, channelWord]
  return [
    {
      ...{ type: 1, name: 'lummy', description: 'What waits for you, how the agent does, and what you may teach it' },
      options: words.map(({ word, help, takes }) => ({
        ...{ type: 1, name: word, description: capitalised(help) },
        ...(takes === undefined
          ? {}
          : {
              options: takes.map(({ name, help, isOptional }) => ({
                ...{ ...text, name, description: help },
                ...(isOptional ? {} : { required: true }),
              })),
            }),
      })),
    },
  ]
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
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
export function readCommand(value: unknown): { word: 'channel' } | { word: string; action: ActionName; text: string } {
  const said = data.safeParse(value).data?.options?.[0]
  if (said?.name === channelWord.word) return { word: 'channel' }
  const command = commands.find(({ word }) => word === said?.name)
  const texts = (command?.takes ?? []).map(({ name }) => said?.options?.find((one) => one.name === name)?.value ?? '')
  return { word: command?.word ?? 'help', action: command?.action ?? 'help', text: texts.join(' ').trim() }
}

export const help = `${helpText('/lummy ')}\n- \`/lummy ${channelWord.word}\`: ${channelWord.help}`
