import type { Matter } from '../../domain/conflict.ts'
import { seeded } from '../seeded.ts'
import type { AnswerScene, Scene, ValueScene } from './scene.ts'

interface Said {
  question: string
  reply: string
}

/** Two lessons of one topic, and what is true of them. */
export interface Pair {
  a: Said
  b: Said
  contradicts: boolean
  /** The matter of a contradiction; how two merely differ. */
  kind: Matter | Difference
}

const differences = ['wording', 'same value', 'more detail', 'range that includes', 'other case or fact'] as const
type Difference = (typeof differences)[number]
const matters = ['amount', 'duration', 'date', 'answer'] as const

/** Makes pairs of these scenes, `half` that contradict each other and as many that merely differ; the same for a seed. */
export function pairsOf(scenes: readonly Scene[], seed: number, half: number): Pair[] {
  const draw = makeDraw(seed)
  const pairs: Pair[] = []
  for (let i = 0; i < half; i++) {
    const matter = matters[i % matters.length]!
    const scene = draw.one(scenes.filter((one) => one.matter === matter))
    pairs.push({ ...shuffled(draw, contradiction(draw, scene)), contradicts: true, kind: matter })
  }
  for (let i = 0; i < half; i++) {
    const kind = differences[i % differences.length]!
    pairs.push({ ...shuffled(draw, difference(draw, scenes, kind)), contradicts: false, kind })
  }
  return pairs
}

interface Draw {
  below(n: number): number
  one<T>(list: readonly T[]): T
  two<T>(list: readonly T[]): [T, T]
}

function contradiction(draw: Draw, scene: Scene): [Said, Said] {
  const asked = () => draw.one(scene.questions)
  const [a, b] =
    scene.matter === 'answer'
      ? [draw.one(scene.yes), draw.one(scene.no)]
      : draw.two(scene.values).map((ways) => fill(draw.one(scene.says), draw.one(ways)))
  return [
    { question: asked(), reply: withDetail(draw, scene, a!) },
    { question: asked(), reply: withDetail(draw, scene, b!) },
  ]
}

function difference(draw: Draw, scenes: readonly Scene[], kind: Difference): [Said, Said] {
  const asked = (scene: Scene) => draw.one(scene.questions)
  if (kind === 'range that includes') {
    const scene = draw.one(scenes.filter((one): one is ValueScene => 'holding' in one))
    const value = fill(draw.one(scene.says), draw.one(scene.values[0]!))
    return [
      { question: asked(scene), reply: value },
      { question: asked(scene), reply: draw.one(scene.holding!) },
    ]
  }
  if (kind === 'same value') {
    const scene = draw.one(scenes.filter((one): one is ValueScene => one.matter !== 'answer'))
    const ways = draw.one(scene.values.filter((values) => values.length > 1))
    const [one, other] = draw.two(ways)
    return [
      { question: asked(scene), reply: fill(draw.one(scene.says), one) },
      { question: asked(scene), reply: fill(draw.one(scene.says), other) },
    ]
  }
  const scene = draw.one(scenes.filter(({ others, details }) => others.length > 0 && details.length > 0))
  const ways = scene.matter === 'answer' ? sameAnswer(draw, scene) : sameValue(draw, scene)
  if (kind === 'other case or fact') {
    const [question, reply] = draw.one(scene.others)
    return [
      { question: asked(scene), reply: withDetail(draw, scene, ways[0]) },
      { question, reply: withDetail(draw, scene, reply) },
    ]
  }
  const more = kind === 'more detail' ? ` ${draw.one(scene.details)}` : ''
  return [
    { question: asked(scene), reply: ways[0] },
    { question: asked(scene), reply: `${ways[1]}${more}` },
  ]
}

function sameAnswer(draw: Draw, { yes, no }: AnswerScene): [string, string] {
  return draw.two(draw.below(2) === 0 ? yes : no)
}

function sameValue(draw: Draw, { says, values }: ValueScene): [string, string] {
  const value = draw.one(draw.one(values))
  const [one, other] = draw.two(says)
  return [fill(one, value), fill(other, value)]
}

function fill(words: string, value: string): string {
  const filled = words.replace('{v}', value)
  return filled[0]!.toUpperCase() + filled.slice(1)
}

function withDetail(draw: Draw, { details }: Scene, reply: string): string {
  return draw.below(3) === 0 ? `${reply} ${draw.one(details)}` : reply
}

function shuffled(draw: Draw, [a, b]: [Said, Said]): { a: Said; b: Said } {
  return draw.below(2) === 0 ? { a, b } : { a: b, b: a }
}

function makeDraw(seed: number): Draw {
  const random = seeded(seed)
  const below = (n: number) => Math.floor(random() * n)
  return {
    below,
    one: (list) => list[below(list.length)]!,
    two(list) {
      const first = below(list.length)
      const second = (first + 1 + below(list.length - 1)) % list.length
      return [list[first]!, list[second]!]
    },
  }
}
