/** One turn of a conversation as the loop guard sees it. */
export interface Said {
  from: 'customer' | 'agent' | 'human'
  text: string
  /** ISO 8601. */
  at: string
  /** Of an answer that the agent sent alone: the topic that it was for. */
  topicId?: string | null
}

/** Why the agent's own answers do not help. */
export interface Loop {
  sign: 'says it is wrong' | 'asks the same again' | 'no progress' | 'would repeat itself'
  /** A sentence for staff. */
  why: string
}

/** So long after an answer the same question counts as asked again. */
const againWithinHours = 48

/**
 * Sees that a customer goes round in circles with the agent: they say that its last answer was wrong, ask the same again,
 * or had two automatic answers about one thing and still ask about it. A person's word ends every circle. `turns` are oldest
 * first and end with the open question. Pure.
 */
export function loopIn(
  turns: readonly Said[],
  given: {
    /** The customer's newest words say that something is wrong. */
    saysWrong: boolean
    /** What the agent would say now, and about which topic. */
    next: { text: string; topicId?: string | undefined }
    now: Date
    /** How alike two texts are, 0..1. */
    alike(a: string, b: string): number
  },
): Loop | undefined {
  const human = turns.findLastIndex(({ from }) => from === 'human')
  const since = turns.slice(human + 1)
  const answered = since.findLastIndex(({ from }) => from === 'agent')
  const answer = since[answered]
  if (answer === undefined || given.now.getTime() - Date.parse(answer.at) > againWithinHours * 3_600_000)
    return undefined
  const asked = textOf(since.slice(answered + 1))
  if (given.saysWrong)
    return { sign: 'says it is wrong', why: 'The customer says that the automatic answer was wrong.' }
  const before = since.slice(0, answered).filter(({ from }) => from === 'customer')
  if (before.some(({ text }) => given.alike(text, asked) >= sameFrom))
    return { sign: 'asks the same again', why: 'The customer asks the same again after an automatic answer.' }
  const answers = since.filter(({ from }) => from === 'agent')
  if (given.next.text !== '' && answers.some(({ text }) => given.alike(text, given.next.text) >= repeatFrom))
    return { sign: 'would repeat itself', why: 'The agent would say again what did not help.' }
  const [a, b] = answers.slice(-2)
  const topicId = given.next.topicId
  if (topicId !== undefined && b !== undefined && a?.topicId === topicId && b.topicId === topicId)
    return { sign: 'no progress', why: 'Two automatic answers about the same thing did not help.' }
  return undefined
}

const sameFrom = 0.8
const repeatFrom = 0.95

function textOf(turns: readonly Said[]): string {
  return turns
    .filter(({ from }) => from === 'customer')
    .map(({ text }) => text)
    .join('\n')
}
