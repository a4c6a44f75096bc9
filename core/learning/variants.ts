import { type Entity, findEntities } from '../understanding/entities.ts'
import { normalFact } from '../understanding/facts.ts'
import { words } from '../understanding/text.ts'

/**
 * Tells one customer's facts from everybody's: a span that differs between repetitions of the same words is personal, a
 * support number that everybody gets is not.
 */
export interface Variants {
  /** Counts the spans of a reply; returns earlier lessons for which the standing of a span changed. */
  add(lessonId: string, core: string): string[]
  /** The spans of a reply that are somebody's own, as far as the repetitions tell. */
  personal(core: string): Entity[]
}

/** The values that stood in one place of the same words. */
export interface VariantFrame {
  values: Map<string, number>
  total: number
  lessonIds: string[]
}

/** A case number is one person's until a second reply repeats it; other kinds are everybody's until they vary. */
const variesFrom = 3
const variedShare = 0.6

/** Makes a count over `frames`, which it changes in place. */
export function makeVariants(frames = new Map<string, VariantFrame>()): Variants {
  return {
    add(lessonId, core) {
      const changed: string[] = []
      for (const entity of candidates(core)) {
        const key = frameOf(core, entity)
        const frame = frames.get(key) ?? { values: new Map<string, number>(), total: 0, lessonIds: [] }
        frames.set(key, frame)
        const before = isPersonal(entity, frame)
        const fact = normalFact(entity.type, entity.value)
        frame.values.set(fact, (frame.values.get(fact) ?? 0) + 1)
        frame.total++
        if (isPersonal(entity, frame) !== before) changed.push(...frame.lessonIds)
        frame.lessonIds.push(lessonId)
      }
      return [...new Set(changed)]
    },
    personal: (core) => candidates(core).filter((entity) => isPersonal(entity, frames.get(frameOf(core, entity)))),
  }
}

function isPersonal(entity: Entity, frame: VariantFrame | undefined): boolean {
  if (entity.type === 'reference') return (frame?.total ?? 0) < 2
  return frame !== undefined && frame.values.size >= variesFrom && frame.values.size / frame.total > variedShare
}

const varying = new Set(['reference', 'money', 'date', 'time', 'phone', 'email', 'link', 'address'])

function candidates(core: string): Entity[] {
  return findEntities(core).filter((entity) => varying.has(entity.type))
}

/** A reference is its own frame; others are known by the two words before them. */
function frameOf(core: string, entity: Entity): string {
  if (entity.type === 'reference') return normalFact('reference', entity.value)
  return `${entity.type} ${words(core.slice(Math.max(0, entity.start - 60), entity.start))
    .slice(-2)
    .join(' ')}`
}
