import busboy from 'busboy'
import { PayloadInvalid } from '#core/errors.ts'

/** A form as it came: fields as bytes, because each has a charset of its own. */
export interface Form {
  fields: Map<string, Uint8Array>
  files: { field: string; name: string; type: string; bytes: Uint8Array }[]
}

/** Reads a multipart form; throws PayloadInvalid when it is none or is cut off. */
export function readForm(body: Uint8Array, contentType: string | undefined): Promise<Form> {
  return new Promise((resolve, reject) => {
    const form: Form = { fields: new Map(), files: [] }
    const refuse = (error: unknown) => reject(new PayloadInvalid(`not a readable form: ${sentence(error)}`))
    try {
      const parser = busboy({
        headers: { 'content-type': contentType ?? '' },
        // Latin 1 maps every byte to one character and back: nothing is lost before the real charset is known.
        defCharset: 'latin1',
        defParamCharset: 'utf8',
        // A name such as ".." would otherwise be emptied and the file taken for a field.
        preservePath: true,
        limits: { fieldSize: 64 * 1024 * 1024, fields: 500, files: 1000 },
      })
      parser.on('field', (name, value) => form.fields.set(name, bytesOf(value)))
      parser.on('file', (field, stream, { filename, mimeType }) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('error', refuse)
        stream.on('close', () =>
          form.files.push({ field, name: filename ?? '', type: mimeType, bytes: Buffer.concat(chunks) }),
        )
      })
      parser.on('error', refuse)
      parser.on('close', () => resolve(form))
      parser.end(body)
    } catch (error) {
      refuse(error)
    }
  })
}

/** A part that named its charset was decoded already: such text goes back as UTF-8. */
function bytesOf(value: string): Uint8Array {
  const bytes = Buffer.from(value, 'latin1')
  return bytes.toString('latin1') === value ? bytes : Buffer.from(value, 'utf8')
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown problem'
}
