import { randomUUID } from 'node:crypto'

/** A file with its bytes, to be shown. */
export interface Upload {
  name: string
  type: string
  bytes: Uint8Array
}

/**
 * Writes a message and its files as one body of known length.
 * https://discord.com/developers/docs/reference#uploading-files
 *
 * Not discord.js's own way, a FormData: its client (undici 6) sends through the process's dispatcher, which belongs to
 * whichever undici was loaded last, and one of version 7 or 8 does not know that FormData: it opens the request and never
 * sends the body. Slack's, OpenAI's and mailauth's packages load version 8. https://github.com/nodejs/undici/issues/5520
 */
export function multipart(
  json: object,
  files: readonly Upload[],
): { body: Uint8Array; headers: Record<string, string> } {
  const boundary = `lummy-${randomUUID()}`
  const parts = [
    ...files.map(({ name, type, bytes }, index) =>
      part(`name="files[${index}]"; filename="${quoted(name)}"`, quoted(type), bytes),
    ),
    part('name="payload_json"', 'application/json', Buffer.from(JSON.stringify(json))),
  ]
  const body = Buffer.concat([
    ...parts.flatMap((one) => [Buffer.from(`--${boundary}\r\n`), one]),
    Buffer.from(`--${boundary}--\r\n`),
  ])
  return { body, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

function part(named: string, type: string, bytes: Uint8Array): Buffer {
  const head = `Content-Disposition: form-data; ${named}\r\nContent-Type: ${type}\r\n\r\n`
  return Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n')])
}

/** As forms of web pages write names: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function quoted(text: string): string {
  return text.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22')
}
