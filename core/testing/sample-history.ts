import { customers, fillings, type SampleTopic, shop, streets, teammates, thanks, topics } from './sample-shop.ts'

/** One message of the history, in the import format. */
export interface SampleRow {
  conversation: string
  /** ISO 8601 UTC. */
  at: string
  from: 'customer' | 'staff'
  author?: string
  channel: string
  subject?: string
  text: string
}

type Random = () => number

const days = 90
const dayMs = 24 * 60 * 60 * 1000

/**
 * Makes about 1,200 messages of an invented tea shop: 12 topics of very different size, four teammates who write in
 * their own ways, in time order over the 90 days before `now`. The same seed and time give the same messages.
 */
export function sampleHistory({ seed, now }: { seed: number; now: Date }): {
  business: { company: string; industry: string }
  teammates: string[]
  rows: SampleRow[]
} {
  const random = seeded(seed)
  const questions = shuffled(
    topics.flatMap((topic) => Array.from({ length: topic.volume }, () => topic)),
    random,
  )
  const end = Math.floor(now.getTime() / dayMs) * dayMs
  const rows: SampleRow[] = []
  for (let i = 0, conversation = 1; i < questions.length; conversation++) {
    const turns = random() < 0.06 && i + 1 < questions.length ? 2 : 1
    const start = end - days * dayMs + ((i + random()) / questions.length) * (days - 1) * dayMs
    rows.push(...conversationOf(`sample-${conversation}`, questions.slice(i, i + turns), start, random))
    i += turns
  }
  rows.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  return { business: shop, teammates: teammates.map((teammate) => teammate.name), rows }
}

function conversationOf(id: string, asked: readonly SampleTopic[], start: number, random: Random): SampleRow[] {
  const name = pick(customers, random)
  const channel = random() < 0.6 ? 'email' : 'chat'
  const teammate = pick(teammates, random)
  const rows: SampleRow[] = []
  let at = start
  for (const topic of asked) {
    const words = { name, order: `FT-${20000 + Math.floor(random() * 9000)}`, street: pick(streets, random) }
    rows.push({
      conversation: id,
      at: new Date(at).toISOString(),
      from: 'customer',
      channel,
      subject: topic.subject,
      text: question(topic, words, random),
    })
    at += (4 + random() * 180) * 60_000
    rows.push({
      conversation: id,
      at: new Date(at).toISOString(),
      from: 'staff',
      author: teammate.name,
      channel,
      subject: topic.subject,
      text: reply(topic, teammate, words, random),
    })
    at += (3 + random() * 60) * 60_000
  }
  if (random() < 0.06) {
    const text = pick(thanks, random)
    rows.push({
      conversation: id,
      at: new Date(at).toISOString(),
      from: 'customer',
      channel,
      subject: asked[0]!.subject,
      text,
    })
  }
  return rows
}

function question(topic: SampleTopic, words: Record<string, string>, random: Random): string {
  const asked = `${pick(fillings.opening!, random)}${pick(topic.questions, random)}${pick(fillings.sign!, random)}`
  const text = filled(asked, words, random)
  return random() < 0.12 ? mistyped(text, random) : text
}

function reply(
  topic: SampleTopic,
  teammate: (typeof teammates)[number],
  words: Record<string, string>,
  random: Random,
): string {
  const sentences = topic.reply.map((wordings) => pick(wordings, random)).join(' ')
  const whole = [pick(teammate.greetings, random), sentences, pick(teammate.closings, random)].join('\n\n')
  // The customer did not name an order: neither does the answer.
  return filled(whole, words, random)
}

function filled(text: string, words: Record<string, string>, random: Random): string {
  return text.replace(
    /\{(\w+)\}/g,
    (hole, key: string) => words[key] ?? (fillings[key] ? pick(fillings[key], random) : hole),
  )
}

/** Swaps two letters inside one word, as hurried people do. */
function mistyped(text: string, random: Random): string {
  const at = 1 + Math.floor(random() * Math.max(1, text.length - 3))
  const [a, b] = [text[at]!, text[at + 1] ?? '']
  return /^\p{Ll}{2}$/u.test(a + b) ? text.slice(0, at) + b + a + text.slice(at + 2) : text
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const result = [...list]
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[result[i], result[j]] = [result[j]!, result[i]!]
  }
  return result
}

/** mulberry32: small, fast, the same everywhere. */
function seeded(seed: number): Random {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
