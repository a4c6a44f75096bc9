import { seeded } from '../seeded.ts'
import { fillings, type Matter, matters } from './matters.ts'

/** One question and what is answered to it, in nobody's style. */
export interface Content {
  question: string
  /** Sentences. */
  reply: string
  /** What was filled into the reply: figures, dates, places. */
  values: string[]
}

/** Contents to learn a house from, and others to test it on: no matter of the one is in the other. */
export function makeContents(seed: number, learned: number, tested: number): { learned: Content[]; tested: Content[] } {
  const random = seeded(seed * 7919 + 17)
  const mixed = shuffled(matters, random)
  const half = Math.ceil(mixed.length * 0.6)
  return {
    learned: drawn(mixed.slice(0, half), learned, random),
    tested: drawn(mixed.slice(half), tested, random),
  }
}

/** Every matter in turn, filled anew each time. Throws where they cannot be told so many different ways. */
function drawn(from: readonly Matter[], wanted: number, random: () => number): Content[] {
  const found = new Map<string, Content>()
  for (let i = 0; found.size < wanted; i++) {
    if (i > 50 * wanted) throw new Error(`there are no ${wanted} different replies about ${from.length} matters`)
    const content = filled(from[i % from.length]!, random)
    found.set(content.reply, content)
  }
  return [...found.values()]
}

function filled({ question, says }: Matter, random: () => number): Content {
  const values = new Map<string, string>()
  const said = new Set<string>()
  const rest = new Map(Object.entries(fillings).map(([name, all]) => [name, shuffled(all, random)]))
  /** The same thing in question and reply; amounts, hours and counts of one reply differ. */
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => {
      const isShared = name === 'thing' || name === 'number' || name === 'color' || name === 'date'
      const value = (isShared ? values.get(name) : undefined) ?? rest.get(name)!.pop()!
      values.set(name, value)
      said.add(value)
      return value
    })
  const asked = fill(question)
  const kept = says.filter((sentence) => !sentence.startsWith('?') || random() < 0.6)
  said.clear()
  const reply = kept.map((sentence) => fill(sentence.replace('?', ''))).join(' ')
  return { question: asked, reply, values: [...said] }
}

export function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const mixed = [...list]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[mixed[i], mixed[j]] = [mixed[j]!, mixed[i]!]
  }
  return mixed
}
