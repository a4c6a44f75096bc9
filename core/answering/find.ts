import type { Lesson } from '../domain/learning.ts'
import type { Handle } from '../domain/place.ts'
import { Model } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import type { Found } from '../views.ts'
import { oneLine } from './one-line.ts'

/** Rows of each kind. */
const mostFound = 10
/** Below this, a lesson is about something else. Cosine. */
const leastSimilar = 0.45
/** Characters of each thing where text alone is shown. */
const mostShown = 140

/** Searches conversations, lessons and people: by the words as they stand, and lessons also by what they mean. */
export async function find(house: House, businessId: string, words: string): Promise<Found> {
  const text = words.trim().replace(/\s+/g, ' ')
  if (text === '') return { lessons: [], conversations: [], people: [] }
  const scope = house.store.of(businessId)
  return {
    lessons: await findLessons(house, scope, text),
    conversations: await scope.conversations.list({ search: text, limit: mostFound }),
    people: (await scope.people.search(text, mostFound)).map(withoutSession),
  }
}

/** What was found, as lines for a place that shows text alone. */
export function foundText(found: Found, publicUrl: string): string {
  const lines = [
    ...found.lessons
      .slice(0, 5)
      .map((lesson) => `• “${oneLine(lesson.question, mostShown)}” → ${oneLine(lesson.reply, mostShown)}`),
    ...found.conversations
      .slice(0, 5)
      .map(
        (one) =>
          `• [${oneLine(one.subject || one.preview || 'Conversation', mostShown)}](${publicUrl}/admin/conversations/${one.id}), ${oneLine(one.personName ?? one.customerEmail ?? 'somebody', mostShown)}`,
      ),
    ...found.people
      .slice(0, 5)
      .map(
        ({ name, handles }) =>
          `• ${oneLine([name ?? 'Somebody', ...handles.map(({ value }) => value)].join(', '), mostShown)}`,
      ),
  ]
  return lines.length === 0 ? 'Nothing was found.' : lines.join('\n')
}

async function findLessons(house: House, scope: Scope, text: string): Promise<Lesson[]> {
  const exact = await scope.lessons.list({ search: text, limit: mostFound })
  const found = new Map(exact.map((lesson) => [lesson.id, lesson]))
  for (const id of await recalled(house, scope, text)) {
    if (found.size >= mostFound) break
    const lesson = found.has(id) ? undefined : await scope.lessons.get(id)
    if (lesson !== undefined) found.set(id, lesson)
  }
  // What was corrected since is kept for its history, below what holds.
  const stands = (lesson: Lesson) => (lesson.standing === 'superseded' ? 1 : 0)
  return [...found.values()].sort((a, b) => stands(a) - stands(b))
}

/** Lessons that mean the same; none while the embedder is away. */
async function recalled(house: House, scope: Scope, text: string): Promise<string[]> {
  try {
    const [vector] = await house.embedder.embed([text])
    if (vector === undefined) return []
    const { id } = await scope.agent()
    const hits = await scope.lessons.recall(id, { vector, embedder: house.embedder.name, text }, mostFound)
    return hits
      .filter(({ similarity, textRank }) => textRank !== undefined || (similarity ?? 0) >= leastSimilar)
      .map(({ lessonId }) => lessonId)
  } catch (error) {
    if (error instanceof Model) return []
    throw error
  }
}

/** A chat's handle is its session: whoever has it reads that chat. */
function withoutSession<T extends { handles: Handle[] }>(person: T): T {
  return { ...person, handles: person.handles.filter(({ kind }) => kind !== 'chat') }
}
