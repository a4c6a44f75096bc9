import { z } from 'zod'
import { id, maybe } from '#connectors/shared/maybe.ts'
import { type HtmlWords, readHtml } from './html.ts'

/** What a person wrote in Teams, as Markdown that means the same to somebody who is not there. */
export interface ReadText extends HtmlWords {
  mentionsUs: boolean
  /** Mentions a person, a tag, a team or a channel other than our bot. */
  mentionsOthers: boolean
}

const mention = z.object({
  type: z.literal('mention'),
  text: maybe(z.string()),
  mentioned: z.object({ id: maybe(id), name: maybe(z.string()) }),
})

const htmlPart = z.object({ contentType: z.literal('text/html'), content: id })

/**
 * Reads a message's words. Which `<at>` is a mention, and of whom, the entities say; the words themselves never do. The
 * HTML that Teams sends beside the text keeps what was formatted, linked and quoted.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations#work-with-mentions
 */
export function readText(
  message: { text?: string | undefined; entities?: unknown[] | undefined; attachments?: unknown[] | undefined },
  isUs: (id: string) => boolean,
): ReadText {
  const mentions = (message.entities ?? []).flatMap((entity) => mention.safeParse(entity).data ?? [])
  const ofUs = (one: z.infer<typeof mention>) => one.mentioned.id !== undefined && isUs(one.mentioned.id)
  const words = (one: z.infer<typeof mention>) => {
    const name = one.mentioned.name ?? one.text?.replace(/^<at[^>]*>|<\/at>$/g, '')
    return ofUs(one) ? '' : `@${name || 'someone'}`
  }
  const html = (message.attachments ?? []).flatMap((part) => htmlPart.safeParse(part).data?.content ?? [])
  const read =
    html.length === 0
      ? { text: withoutMentions(message.text ?? '', mentions, words), files: 0 }
      : readHtml(
          html.join('\n'),
          mentions.map((one) => words(one)),
        )
  return {
    ...read,
    text: tidy(read.text),
    mentionsUs: mentions.some(ofUs),
    mentionsOthers: mentions.some((one) => !ofUs(one)),
  }
}

/** Each entity stands for one place in the text, in order: what looks like another one was typed by hand. */
function withoutMentions<M extends z.infer<typeof mention>>(
  text: string,
  mentions: readonly M[],
  words: (one: M) => string,
): string {
  let done = ''
  let rest = text
  for (const one of mentions) {
    const written = one.text ?? `<at>${one.mentioned.name ?? ''}</at>`
    const at = written === '' ? -1 : rest.indexOf(written)
    if (at < 0) continue
    done += rest.slice(0, at) + words(one)
    rest = rest.slice(at + written.length)
  }
  return done + rest
}

/** Non-breaking spaces come with mentions; what stood around one that is gone goes, too. */
function tidy(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replaceAll('\u00a0', ' ')
    .split('\n')
    .map((line) => line.trimEnd().replace(/^ (?=\S)/, ''))
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
