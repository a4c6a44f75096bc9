/** One verb or noun of a TwiML document. */
export interface Verb {
  name: string
  attributes: Record<string, string>
  children: Verb[]
  /** The words directly inside, entities read. */
  text: string
}

/** A tag with its attributes, an end, a comment or declaration, or the words between them. */
const piece = /<\?[^>]*\?>|<!--.*?-->|<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|([^<]+)/gsy
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** Reads what Twilio would: the verbs of one `<Response>`, in order. Throws where it is no TwiML (Twilio's error 12100). */
export function readTwiml(document: string): Verb[] {
  const root: Verb = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  piece.lastIndex = 0
  while (piece.lastIndex < document.length) {
    const from = piece.lastIndex
    const found = piece.exec(document)
    if (found === null) throw new Error(`12100: this is no XML: ${document.slice(from, from + 80)}`)
    const [, end, name, attributes = '', isEmpty, words] = found
    const inside = open.at(-1)!
    if (words !== undefined) inside.text += decode(words)
    else if (end) {
      if (open.length === 1 || inside.name !== name) throw new Error(`12100: </${name}> ends nothing`)
      open.pop()
    } else if (name !== undefined) {
      const verb: Verb = { name, attributes: readAttributes(attributes), children: [], text: '' }
      inside.children.push(verb)
      if (!isEmpty) open.push(verb)
    }
  }
  const [response] = root.children
  if (open.length > 1 || root.children.length !== 1 || response?.name !== 'Response')
    throw new Error(`12100: this is no TwiML: ${document.slice(0, 80)}`)
  return response.children
}

function readAttributes(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name, value]) => [name, decode(value!)]))
}

function decode(text: string): string {
  return text.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal, hex, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal))
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16))
    return entities[name] ?? whole
  })
}
