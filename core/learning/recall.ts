import type { LessonHit } from '../domain/learning.ts'
import { sketch, sketchLength } from '../understanding/sketch.ts'

/** Recall in memory, over the same vectors that the database searches: for replays without a database. */
export interface Recall {
  add(lessonId: string, question: string): void
  nearest(text: string, limit: number): LessonHit[]
}

/** Makes an empty index. Vectors are computed when the first search needs them, 2 kB each. */
export function makeRecall(): Recall {
  const lessonIds: string[] = []
  const waiting: string[] = []
  let vectors = new Float32Array(0)
  let signatures = new Int32Array(0)
  let ready = 0

  function catchUp(): void {
    if (vectors.length < lessonIds.length * sketchLength) {
      const larger = new Float32Array(Math.max(256, lessonIds.length * 2) * sketchLength)
      larger.set(vectors)
      vectors = larger
      const more = new Int32Array(Math.max(256, lessonIds.length * 2) * signatureWords)
      more.set(signatures)
      signatures = more
    }
    for (const question of waiting) {
      const vector = sketch(question)
      vectors.set(vector, ready * sketchLength)
      signatures.set(signatureOf(vector), ready * signatureWords)
      ready++
    }
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
      const best = makeBest(limit)
      const pool = ready > shortlistFrom ? shortlist(signatures, ready, signatureOf(query), limit * 8) : undefined
      const rows = pool?.length ?? ready
      for (let i = 0; i < rows; i++) {
        const row = pool ? pool[i]! : i
        best.offer(row, dot(vectors, row * sketchLength, query))
      }
      return best.rows().map(({ row, score }) => ({ lessonId: lessonIds[row]!, similarity: score }))
    },
  }
}

/** Up to this many lessons every vector is compared; beyond, the signs of the vectors choose whose numbers are. */
const shortlistFrom = 1500
const signatureWords = sketchLength / 32

/** One bit a dimension: its sign. */
function signatureOf(vector: Float32Array): Int32Array {
  const bits = new Int32Array(signatureWords)
  for (let i = 0; i < sketchLength; i++) if (vector[i]! > 0) bits[i >> 5] = bits[i >> 5]! | (1 << (i & 31))
  return bits
}

/** The rows whose signs differ least from the query's. */
function shortlist(signatures: Int32Array, rows: number, query: Int32Array, size: number): number[] {
  const distances = new Uint16Array(rows)
  const histogram = new Uint32Array(sketchLength + 1)
  for (let row = 0; row < rows; row++) {
    let distance = 0
    for (let w = 0; w < signatureWords; w++) distance += bitsOf(signatures[row * signatureWords + w]! ^ query[w]!)
    distances[row] = distance
    histogram[distance] = histogram[distance]! + 1
  }
  let farthest = 0
  for (let sum = 0; farthest < sketchLength; farthest++) {
    sum += histogram[farthest]!
    if (sum >= size) break
  }
  const chosen: number[] = []
  for (let row = 0; row < rows; row++) if (distances[row]! <= farthest) chosen.push(row)
  return chosen
}

function bitsOf(word: number): number {
  let v = word - ((word >>> 1) & 0x55555555)
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

function makeBest(limit: number) {
  const kept: { row: number; score: number }[] = []
  let least = Number.NEGATIVE_INFINITY
  return {
    offer(row: number, score: number): void {
      if (kept.length === limit && score <= least) return
      let at = kept.length
      while (at > 0 && kept[at - 1]!.score < score) at--
      kept.splice(at, 0, { row, score })
      if (kept.length > limit) kept.pop()
      least = kept.at(-1)!.score
    },
    rows: () => kept,
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
