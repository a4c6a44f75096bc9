import { StringDecoder } from 'node:string_decoder'

/** Lines of UTF-8 bytes, numbered from 1, without line end and byte order mark; a longer line than `maxChars` is cut. */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  maxChars = 4_000_000,
): AsyncGenerator<{ text: string; line: number; isCut: boolean }> {
  const decoder = new StringDecoder('utf8')
  let rest = ''
  let isCut = false
  let line = 0
  for await (const chunk of chunks) {
    const text = decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    let start = 0
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      line += 1
      yield { text: bare(rest + text.slice(start, end), line), line, isCut }
      rest = ''
      isCut = false
      start = end + 1
    }
    rest += text.slice(start)
    if (rest.length > maxChars) {
      rest = rest.slice(0, maxChars)
      isCut = true
    }
  }
  rest += decoder.end()
  line += 1
  if (rest !== '') yield { text: bare(rest, line), line, isCut }
}

function bare(text: string, line: number): string {
  const start = line === 1 && text.startsWith('\uFEFF') ? 1 : 0
  return text.slice(start, text.endsWith('\r') ? -1 : undefined)
}
