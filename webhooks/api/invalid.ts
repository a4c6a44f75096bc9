import type { z } from 'zod'
import { Rejected } from '#core/errors.ts'

/** What was sent has the wrong shape: 422, with a sentence for each field. */
export class Invalid extends Rejected {
  override name = 'Invalid'
  readonly fields: Record<string, string>
  constructor(error: z.ZodError, where: string) {
    const fields = fieldsOf(error)
    const [field, sentence] = Object.entries(fields)[0] ?? [where, 'is not valid']
    super(422, `${field || where}: ${sentence}`)
    this.fields = fields
  }
}

function fieldsOf(error: z.ZodError): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.map(String).join('.')] ??= issue.message
  return fields
}
