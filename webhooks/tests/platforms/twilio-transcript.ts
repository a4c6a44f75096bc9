/** Something that was to be heard on the line, in milliseconds of the script's own clock. */
export interface Heard {
  who: 'us' | 'caller' | 'ringing' | 'colleague'
  text: string
  language: string | undefined
  /** When it came. */
  at: number
  /** When it began to be heard: what came before is heard to its end. */
  from: number
  until: number
}

/** How long a letter takes to say. */
const letterMs = 65

/** Who said what when in one call. Its clock goes with the real one, and on by what takes time for people alone. */
export interface Transcript {
  heard: Heard[]
  now(): number
  /** Lets time pass that nobody has to wait for: speech, a pause, a phone that rings. */
  pass(ms: number): Promise<void>
  add(who: Heard['who'], text: string, more?: { language?: string | undefined; ms?: number }): Heard
  /** The end of what is being said. */
  until(): number
  /** Somebody speaks over what is being said: the rest of it is not heard. */
  cut(): void
  /** The longest time in which the caller, who waited for words of ours, heard nothing; milliseconds. */
  longestSilence(): number
  /** As a text, for people. */
  told(): string
}

export function makeTranscript(passes: (ms: number) => Promise<void> = async () => {}): Transcript {
  const started = performance.now()
  const heard: Heard[] = []
  let passed = 0
  let until = 0
  const now = () => performance.now() - started + passed
  return {
    heard,
    now,
    async pass(ms) {
      const began = performance.now()
      await passes(ms)
      // Who lets it pass may have waited for it in truth.
      passed += Math.max(0, ms - (performance.now() - began))
    },
    add(who, text, { language, ms = text.length * letterMs } = {}) {
      const at = now()
      const from = Math.max(at, until)
      until = from + ms
      const one: Heard = { who, text, language, at, from, until }
      heard.push(one)
      return one
    },
    until: () => until,
    cut() {
      until = now()
      for (const one of heard) one.until = Math.min(one.until, Math.max(one.from, until))
    },
    longestSilence() {
      const gaps = heard.map((one, at) => (one.who === 'us' && at > 0 ? one.from - heard[at - 1]!.until : 0))
      return Math.max(0, ...gaps)
    },
    told: () => heard.map(({ who, text, from }) => `${(from / 1000).toFixed(1)} s  ${who}: ${text}`).join('\n'),
  }
}
