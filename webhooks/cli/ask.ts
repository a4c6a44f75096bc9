import { createInterface } from 'node:readline'
import type { CliContext } from './command.ts'

/** Asks the person at the terminal; resolves with the line that they type, '' when the input ends. */
export async function ask(question: string, context: Pick<CliContext, 'stdin' | 'stderr'>): Promise<string> {
  context.stderr.write(question)
  const lines = createInterface({ input: context.stdin })
  try {
    for await (const line of lines) return line
    return ''
  } finally {
    lines.close()
  }
}
