import { Refused } from '../errors.ts'
import type { Engine } from './engine.ts'

/** A topic that was there when somebody looked: its lessons were forgotten since, or are part of another one. */
export function topicGone(engine: Engine, topicId: string): Refused {
  const now = engine.topic(engine.topicNow(topicId))
  const isPart = now !== undefined && now.id !== topicId && now.volume > 0
  return new Refused(404, isPart ? `That topic is part of “${now.name}” by now.` : 'That topic is gone.')
}
