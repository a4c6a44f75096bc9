import { z } from 'zod'
import { readMail } from '#connectors/email/read-mail.ts'
import { type CliCommand, exitCodes, WrongUsage } from './command.ts'
import { linesOf } from './read/lines.ts'

export const mailCommand: CliCommand = {
  name: 'mail',
  summary: 'show how mails are read: what was written, quoted, signed, forwarded',
  configure: (command) =>
    void command.option(
      '--jsonl',
      'JSON lines {id, text?, html?, raw?} in, {id, visible, quoted, signature, forwarded} out',
    ),
  async run(_args, options, context) {
    if (options.jsonl !== true) throw new WrongUsage('Say lummy mail --jsonl < in.jsonl > out.jsonl')
    let failed = 0
    for await (const { text, line, isCut } of linesOf(context.stdin, 60_000_000)) {
      if (text.trim() === '') continue
      const mail = isCut ? undefined : readRow(text)
      if (!mail) {
        failed += 1
        context.stderr.write(`line ${line}: no mail of the form {"id", "text"?, "html"?, "raw"?, "subject"?}\n`)
        continue
      }
      const { id, ...given } = mail
      const { visible, quoted, signature, forwarded } = await readMail(given)
      context.stdout.write(`${JSON.stringify({ id, visible, quoted, signature, forwarded })}\n`)
    }
    return failed === 0 ? exitCodes.done : exitCodes.failed
  },
}

const optional = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined)
const rowSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: optional,
  html: optional,
  raw: optional,
  subject: optional,
})

function readRow(text: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return undefined
  }
  const row = rowSchema.safeParse(value)
  if (!row.success) return undefined
  const { id, ...rest } = row.data
  const given = Object.fromEntries(Object.entries(rest).filter(([, part]) => part !== undefined)) as {
    text?: string
    html?: string
    raw?: string
    subject?: string
  }
  return { id, ...given }
}
