/** What is never touched: code, quotations, links, addresses and slots. Every alternative is bounded or runs to its end. */
const kept =
  /```[\s\S]*?(?:```|$)|`[^`\n]{1,200}`|"[^"\n]{1,300}"|“[^”\n]{1,300}”|„[^“”\n]{1,300}[“”]|«[^»\n]{1,300}»|\[[^\]\n]{0,200}\]\([^)\s]{1,500}\)|(?:https?:\/\/|www\.)\S{1,2000}|[^\s@]{1,64}@[^\s@]{1,255}|\{[^{}\n]{1,60}\}/gu

/** Spans that stay as they are. */
export function keptSpans(text: string): { start: number; end: number }[] {
  return [...text.matchAll(kept)].map((match) => ({ start: match.index, end: match.index + match[0].length }))
}

/** Changes a text where it is free to be changed. */
export function inFree(text: string, change: (part: string) => string): string {
  let changed = ''
  let from = 0
  for (const { start, end } of keptSpans(text)) {
    changed += change(text.slice(from, start)) + text.slice(start, end)
    from = end
  }
  return changed + change(text.slice(from))
}

/** Tells whether a place lies in what stays as it is. */
export function isKept(spans: readonly { start: number; end: number }[], at: number): boolean {
  return spans.some(({ start, end }) => at >= start && at < end)
}
