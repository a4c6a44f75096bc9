import type { LessonHit } from '../domain/learning.ts'
import { sketch, sketchLength } from '../understanding/sketch.ts'

/** Exact recall in memory, over the same vectors that the database searches: for replays without a database. */
export interface Recall {
  add(lessonId: string, question: string): void
  nearest(text: string, limit: number): LessonHit[]
}

/** Makes an empty index. Vectors are computed when the first search needs them, 2 kB each. */
export function makeRecall(): Recall {
  const lessonIds: string[] = []
  const waiting: string[] = []
  let vectors = new Float32Array(0)
  let ready = 0

  function catchUp(): void {
    if (vectors.length < lessonIds.length * sketchLength) {
      const larger = new Float32Array(Math.max(256, lessonIds.length * 2) * sketchLength)
      larger.set(vectors)
      vectors = larger
    }
    for (const question of waiting) vectors.set(sketch(question), ready++ * sketchLength)
    waiting.length = 0
  }

  return {
    add(lessonId, question) {
      lessonIds.push(lessonId)
      waiting.push(question)
    },
    nearest(text, limit) {
      catchUp()
      const query = sketch(text)
      const best: { row: number; similarity: number }[] = []
      let least = 0
      for (let row = 0; row < ready; row++) {
        const similarity = dot(vectors, row * sketchLength, query)
        if (best.length === limit && similarity <= least) continue
        let at = best.length
        while (at > 0 && best[at - 1]!.similarity < similarity) at--
        best.splice(at, 0, { row, similarity })
        if (best.length > limit) best.pop()
        least = best.length === limit ? best[limit - 1]!.similarity : 0
      }
      return best.map((hit) => ({ lessonId: lessonIds[hit.row]!, similarity: hit.similarity }))
    },
  }
}

/** Four sums at a time: one chain of additions would wait for itself. */
function dot(vectors: Float32Array, from: number, query: Float32Array): number {
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  for (let i = 0; i < sketchLength; i += 4) {
    a += vectors[from + i]! * query[i]!
    b += vectors[from + i + 1]! * query[i + 1]!
    c += vectors[from + i + 2]! * query[i + 2]!
    d += vectors[from + i + 3]! * query[i + 3]!
  }
  return a + b + (c + d)
}
