import { type Pairing, pairsOf } from '#core/learning/import/pairs.ts'
import { type PastPair, type SkipReason, skipReasons } from '#core/learning/import/past-message.ts'
import type { ImportSummary } from '#core/learning/import/summary.ts'
import type { Gathered } from './read/gather.ts'

/** What would be learned, in words: counts, people, what is skipped and why, three examples. */
export async function importReport(
  gathered: Gathered,
  pairing: Pairing,
  staff: readonly string[],
): Promise<{ pairs: number; text: string }> {
  const examples: PastPair[] = []
  let seen = 0
  let random = 1
  for await (const pair of pairsOf(gathered.stage.sorted(), pairing)) {
    // Three of them, each as likely as any other, the same ones every time.
    random = (Math.imul(random, 1664525) + 1013904223) >>> 0
    if (examples.length < 3) examples.push(pair)
    else if (random % (seen + 1) < 3) examples[random % (seen + 1)] = pair
    seen += 1
  }
  const counts = pairing.counts()
  counts.skipped.malformed = gathered.malformed
  const people = Object.entries(counts.staff).sort((a, b) => b[1] - a[1])
  const lines = [
    `${gathered.messages} messages, ${counts.pairs} questions with an answer${staff.length > 0 ? ` by ${staff.join(', ')}` : ''}`,
    ...section(
      'Answers by',
      people.slice(0, 10).map(([name, count]) => row(count, name)),
    ),
    ...section(
      'Skipped',
      skipReasons
        .filter((reason) => counts.skipped[reason] > 0)
        .map((reason) => row(counts.skipped[reason], `${reason}: ${meanings[reason]}`)),
    ),
    ...section(
      'Could not be read',
      gathered.problems
        .slice(0, 5)
        .map((one) => `  ${one.file ?? 'line'}${one.file ? '' : ` ${one.line}`}: ${one.problem}`),
    ),
    ...section(
      'Examples',
      examples.flatMap((pair) => [
        `  ${pair.at.slice(0, 10)}, ${pair.author}`,
        `    Q: ${short(pair.question)}`,
        `    A: ${short(pair.reply)}`,
      ]),
    ),
  ]
  return { pairs: counts.pairs, text: `${lines.join('\n')}\n\n` }
}

/** What was learned, in words. */
export function summaryReport(summary: ImportSummary): string {
  const share = summary.judged === 0 ? '' : ` (${Math.round((100 * summary.right) / summary.judged)} %)`
  const lines = [
    `Learned ${summary.learned} answers in ${summary.topicCount} topics${summary.knownBefore > 0 ? `; ${summary.knownBefore} were known before` : ''}.`,
    `Silent drafts that said what staff then said: ${summary.right} of ${summary.judged}${share}.`,
    `Would have been answered alone, once proven: ${summary.wouldHaveSent}.`,
    summary.pool.certified
      ? 'All topics together are proven: the owner may switch topics on in the admin.'
      : `All topics together lack ${summary.pool.missing} agreeing answers until they are proven.`,
    ...section(
      'Largest topics',
      summary.topics
        .slice(0, 10)
        .map((topic) =>
          row(
            topic.volume,
            `${topic.name}: ${topic.certified ? 'proven' : `${topic.missing} more agreeing answers until proven`}`,
          ),
        ),
    ),
  ]
  return `${lines.join('\n')}\n`
}

const meanings: Record<SkipReason, string> = {
  newsletter: 'newsletters and mailing lists',
  automatic: 'auto-replies and delivery reports',
  internal: 'staff among themselves',
  unanswered: 'nobody answered',
  unasked: 'staff wrote without being asked',
  empty: 'no words of their own',
  duplicate: 'a second copy',
  'too old': 'answers from before --since',
  malformed: 'could not be read',
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines]
}

function row(count: number, text: string): string {
  return `${String(count).padStart(8)}  ${text}`
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > 100 ? `${line.slice(0, 99)}…` : line
}
