/**
 * The oracle: what staff may expect of their words, written down a second time and by itself. It imports nothing of the
 * product; it knows DESIGN 6.2 and a clock.
 */
export type Rule = 'confirm' | 'send' | 'notes'

export interface Said {
  raw: string
  mentionsOthers: boolean
}

interface Words {
  text: string
  state: 'asked' | 'listed' | 'note' | 'removed' | 'released'
  postedAt: number
  /** Released by its marker, so that it needs one to stay released. */
  byMarker: boolean
  hold: Hold | undefined
  lastSent: string | undefined
}

interface Hold {
  text: string
  dueAt: number
  words: Words | undefined
  isCorrection: boolean
}

export interface Model {
  rule(rule: Rule): void
  said(id: string, said: Said, at: number): void
  edited(id: string, said: Said, at: number): void
  removed(id: string, at: number): void
  clickedSend(id: string, at: number): void
  clickedKeep(id: string): void
  clickedCorrect(id: string, at: number): void
  /** A draft was approved or edited, a window was filled in, a mail was answered. */
  released(text: string, at: number): void
  /** *Undo* was pressed for held words with this text. */
  undone(text: string, at: number): void
  /** The list of what was written and not sent is made. */
  swept(at: number): void
  /** What the customer has by now, in order. */
  heardBy(at: number): string[]
  /** Written, not sent: in front of a person. */
  listed(): string[]
}

/** Makes an oracle for one conversation whose answers are held so long. */
export function makeModel(undoMs: number, firstRule: Rule): Model {
  const all = new Map<string, Words>()
  let holds: Hold[] = []
  const heard: string[] = []
  let rule = firstRule

  function pass(at: number): void {
    const due = holds.filter((hold) => hold.dueAt <= at).sort((a, b) => a.dueAt - b.dueAt)
    holds = holds.filter((hold) => hold.dueAt > at)
    for (const { text, words } of due) {
      heard.push(text)
      if (words === undefined) continue
      words.lastSent = text
      words.hold = undefined
    }
  }

  function release(text: string, at: number, words?: Words, isCorrection = false): void {
    const hold = { text, dueAt: at + undoMs, words, isCorrection }
    holds.push(hold)
    if (words === undefined) return
    words.state = 'released'
    words.hold = hold
  }

  function stop(hold: Hold): void {
    holds = holds.filter((one) => one !== hold)
    const { words } = hold
    if (words === undefined) return
    words.hold = undefined
    if (words.state === 'released' && !hold.isCorrection) words.state = 'asked'
  }

  return {
    rule(next) {
      rule = next
    },
    said(id, said, at) {
      pass(at)
      if (all.has(id)) return
      const { text, isMarked } = read(said.raw)
      const means = meaning(said, rule)
      const state = means === 'note' ? 'note' : 'asked'
      const words: Words = { text, state, postedAt: at, byMarker: isMarked, hold: undefined, lastSent: undefined }
      all.set(id, words)
      if (means === 'send') release(text, at, words)
    },
    edited(id, said, at) {
      pass(at)
      const words = all.get(id)
      if (words === undefined || words.state === 'removed') return
      const { text } = read(said.raw)
      const means = meaning(said, rule)
      if (words.state !== 'released') {
        if (text === words.text) return
        if (text === '') words.state = 'removed'
        else if (words.state === 'note' && means === 'send') words.state = 'asked'
        words.text = text
        return
      }
      const { hold } = words
      const mayFollow = text !== '' && !said.mentionsOthers && !(words.byMarker && means !== 'send')
      if (hold === undefined) words.text = text
      else if (mayFollow) {
        words.text = text
        hold.text = text
      } else {
        words.text = text
        if (text === '') words.state = 'removed'
        stop(hold)
      }
    },
    removed(id, at) {
      pass(at)
      const words = all.get(id)
      if (words === undefined || (words.state === 'released' && words.hold === undefined)) return
      words.state = 'removed'
      if (words.hold !== undefined) stop(words.hold)
    },
    clickedSend(id, at) {
      pass(at)
      const words = all.get(id)
      if (words?.state !== 'asked' && words?.state !== 'listed') return
      words.byMarker = false
      release(words.text, at, words)
    },
    clickedKeep(id) {
      const words = all.get(id)
      if (words?.state === 'asked' || words?.state === 'listed') words.state = 'note'
    },
    clickedCorrect(id, at) {
      pass(at)
      const words = all.get(id)
      if (words?.state !== 'released' || words.hold !== undefined) return
      if (words.text === '' || words.text === words.lastSent) return
      words.byMarker = false
      release(words.text, at, words, true)
    },
    released(text, at) {
      pass(at)
      release(text, at)
    },
    undone(text, at) {
      pass(at)
      const hold = holds.find((one) => one.text === text)
      if (hold !== undefined) stop(hold)
    },
    swept(at) {
      pass(at)
      for (const words of all.values()) {
        if (words.state === 'asked' && words.postedAt <= at - 10 * 60_000) words.state = 'listed'
      }
    },
    heardBy(at) {
      pass(at)
      return [...heard]
    },
    listed: () => [...all.values()].filter(({ state }) => state === 'listed').map(({ text }) => text),
  }
}

function read(raw: string): { text: string; isMarked: boolean } {
  const isMarked = raw.trimStart().startsWith('>')
  return { text: (isMarked ? raw.slice(raw.indexOf('>') + 1) : raw).trim(), isMarked }
}

function meaning({ raw, mentionsOthers }: Said, rule: Rule): 'send' | 'ask' | 'note' {
  const { text, isMarked } = read(raw)
  if (text === '') return 'note'
  if (mentionsOthers) return 'ask'
  if (isMarked || rule === 'send') return 'send'
  return rule === 'notes' ? 'note' : 'ask'
}
