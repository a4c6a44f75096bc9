import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { constants, gunzip, gzip } from 'node:zlib'
import type { SavedVoice } from '../voice/voice.ts'
import type { SavedArrangement } from './arrangement.ts'
import type { ClassifierState } from './classifier.ts'
import type { SavedConfidence } from './confidence.ts'
import type { SavedExamples } from './examples.ts'
import type { SavedLessons } from './lessons.ts'
import type { SavedReplyTopics } from './reply-groups.ts'
import type { SavedSureness } from './sureness.ts'
import type { SavedTopicBoard } from './topic-board.ts'
import type { SparseVector } from './vector.ts'

/** All that an engine has learned, as plain data. */
export interface SavedEngine extends SavedExamples {
  version: string
  seq: number
  dueAt: number
  refitAt: number
  lessons: SavedLessons
  replies: SavedReplyTopics
  arrangement: SavedArrangement
  board: SavedTopicBoard
  confidence: SavedConfidence
  sureness: SavedSureness
  voice: SavedVoice
  classifier: ClassifierState
  vectors: Map<string, SparseVector>
  /** Staff merged or split topics since the classes of `topicIds` were last learned. */
  isRearranged: boolean
}

/** Packs an engine's state into bytes that any process of this version can read. */
export function pack(saved: SavedEngine): Promise<Uint8Array> {
  return promisify(gzip)(serialize(saved), { level: constants.Z_BEST_SPEED })
}

export async function unpack(bytes: Uint8Array): Promise<SavedEngine> {
  return deserialize(await promisify(gunzip)(bytes)) as SavedEngine
}
