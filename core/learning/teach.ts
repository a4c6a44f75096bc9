import { createHash } from 'node:crypto'
import type { LearningEntry } from '../domain/learning.ts'
import type { Ports } from '../ports.ts'
import { maskSecrets } from '../understanding/mask.ts'
import type { Learners } from './learners.ts'

/** A question that a page answers. */
export interface TaughtAnswer {
  question: string
  reply: string
}

/**
 * Learns the answers of a page: they may be drafted from, and never answer alone before staff have sent them. The same
 * content again is passed over. Recorded as an import, so that `undoImport` unlearns it. `source` is an address or a
 * file's name; it stands as the author.
 */
export async function teach(
  ports: Pick<Ports, 'store' | 'live' | 'now'>,
  learners: Learners,
  businessId: string,
  page: { source: string; answers: readonly TaughtAnswer[] },
): Promise<{ importId: string; learned: number; wasKnown: boolean }> {
  const scope = ports.store.of(businessId)
  const answers = distinct(page.answers)
  const digest = digestOf([page.source, ...answers.flatMap(({ question, reply }) => [question, reply])])
  const known = await scope.imports.byDigest(digest)
  if (known && known.state === 'done') return { importId: known.id, learned: 0, wasKnown: true }
  const agent = await scope.agent()
  const at = ports.now().toISOString()
  const { importId } = await scope.write(async (tx) => {
    const fromSeq = await tx.learning.lock(agent.id)
    const total = answers.length
    const run = await tx.imports.start({ agentId: agent.id, name: page.source, digest, total, fromSeq })
    const rows = answers.map(({ question, reply }) => ({
      entry: {
        type: 'pair',
        lessonId: lessonIdOf([run.id, question, reply]),
        question,
        context: [],
        reply,
        author: page.source,
        channel: 'page',
        known: [],
        origin: 'taught',
        importId: run.id,
        // Words of its own: otherwise the engine takes them for a draft that was confirmed.
        ownWords: true,
      } satisfies LearningEntry,
      facts: { at },
    }))
    await tx.learning.appendMany(agent.id, rows)
    await tx.imports.update(run.id, { state: 'done', done: total, summary: { kind: 'taught', learned: total } })
    return { importId: run.id }
  })
  await learners.current(businessId, agent.id)
  ports.live.publish(businessId, { type: 'import', id: importId, version: answers.length })
  return { importId, learned: answers.length, wasKnown: false }
}

const maxChars = 8000

/** Each question once, without secrets and empty parts. */
function distinct(answers: readonly TaughtAnswer[]): TaughtAnswer[] {
  const found = new Map<string, TaughtAnswer>()
  for (const answer of answers) {
    const question = maskSecrets(answer.question.trim().slice(0, maxChars)).text
    const reply = maskSecrets(answer.reply.trim().slice(0, maxChars)).text
    if (question !== '' && reply !== '') found.set(`${question}\0${reply}`, { question, reply })
  }
  return [...found.values()]
}

function lessonIdOf(parts: readonly string[]): string {
  const hex = digestOf(parts)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

function digestOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex')
}
