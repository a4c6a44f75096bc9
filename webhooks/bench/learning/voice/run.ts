import { type Content, makeContents } from '#core/testing/voice/contents.ts'
import { makeDelta } from '#core/testing/voice/delta.ts'
import { heard } from '#core/testing/voice/heard.ts'
import type { House } from '#core/testing/voice/house.ts'
import { makeJudge } from '#core/testing/voice/judge.ts'
import { type Written, write } from '#core/testing/voice/write.ts'
import { stripFrame } from '#core/voice/frame.ts'
import { splitName } from '#core/voice/names.ts'
import { restyle } from '#core/voice/restyle.ts'
import { scoreOf } from '#core/voice/score.ts'
import { sign } from '#core/voice/sign.ts'
import type { Voice } from '#core/voice/voice.ts'
import { areaUnder } from '../outside.ts'
import { attributed } from './attributed.ts'
import { areasOf } from './telling.ts'

/** Contents that are learned, by the judge and by the voices; the tested ones are about other matters. */
const learned = 100

/** What judge and score say of houses that write about the same things. */
export function run(houses: readonly House[], seed: number, tested: number) {
  const contents = makeContents(seed, learned, tested)
  const written = houses.map((house) => write(house, [...contents.learned, ...contents.tested], seed))
  const early = written.map((replies) => replies.slice(0, 30))
  const all = written.map((replies) => replies.slice(0, learned))
  const real = written.map((replies) => replies.slice(learned))
  const texts = (of: readonly (readonly Written[])[]) => of.map((replies) => replies.map(({ reply }) => reply))
  const bodies = (of: readonly (readonly string[])[]) =>
    of.map((replies) => replies.map((text) => stripFrame(text).body))

  const judge = attributed(makeJudge(texts(early)), texts(real))
  const delta = attributed(makeDelta(texts(early)), texts(real))

  const strict = makeJudge(texts(all))
  const bodyJudge = makeJudge(bodies(texts(all)))
  const asReal = attributed(strict, texts(real))
  const asRealBody = attributed(bodyJudge, bodies(texts(real)))
  const voices = early.map((replies) => heard(replies))
  const after30 = real.map((replies, i) => drafted(voices[i]!, replies, contents.tested))
  const after100 = real.map((replies, i) => drafted(heard(all[i]!), replies, contents.tested))
  const ownLessons = real.map((replies, i) => drafted(voices[i]!, replies, lessonsOf(replies)))
  const neutral = houses.map(() => contents.tested.map(({ reply }) => reply))
  const hit = (drafts: string[][]) => attributed(strict, drafts).single / asReal.single

  const profiles = voices.map((voice) => voice.profile({ language: 'en' }))
  const scored = (house: number, of: readonly string[], to: readonly Written[]) =>
    of.map((text, i) => scoreOf(text, profiles[house], { people: [to[i]!.customer] })!.score)
  const scores = houses.map((_, house) => real.map((replies, i) => scored(house, texts(real)[i]!, replies)))
  const restyled = after30.map((drafts, i) => scored(i, drafts, real[i]!))
  const plain = neutral.map((drafts, i) => scored(i, drafts, real[i]!))
  return {
    judge,
    delta,
    hit: { neutral: hit(neutral), after30: hit(after30), after100: hit(after100), ownLessons: hit(ownLessons) },
    hitBody: attributed(bodyJudge, bodies(after100)).single / asRealBody.single,
    hits: ratios(attributed(strict, after30).byHouse, asReal.byHouse),
    kept: keptShare([...after30, ...after100], contents.tested),
    scores,
    areas: areasOf(scores),
    restyled: mean(restyled.map((high, i) => areaUnder(high, plain[i]!))),
  }
}

/** What the product would send: put into the house's voice for this customer, signed by whoever sends it. */
function drafted(voice: Voice, replies: readonly Written[], contents: readonly Pick<Content, 'reply'>[]): string[] {
  const profile = voice.profile({ language: 'en', channel: 'email' })
  return contents.map(({ reply }, i) => {
    const { customer, author } = replies[i]!
    const occasion = { people: { customer: splitName(customer) }, isLater: false, terms: voice.terms('en') }
    return sign(restyle(reply, profile, occasion).text, profile, splitName(author))
  })
}

/** The words of the house's own replies, without greeting and closing: what a lesson keeps of them. */
function lessonsOf(replies: readonly Written[]): { reply: string }[] {
  return replies.map(({ reply, author, customer }) => ({ reply: stripFrame(reply, [customer, author]).body }))
}

/** Drafts in which every figure, date and place of the content stands, and no digit that is not in it. */
function keptShare(drafts: readonly (readonly string[])[], contents: readonly Content[]): number {
  const digits = (text: string) => [...text.matchAll(/\d+/g)].map(([found]) => found).sort()
  const isKept = (draft: string, { reply, values }: Content) =>
    values.every((value) => draft.toLowerCase().includes(value.toLowerCase())) &&
    JSON.stringify(digits(draft)) === JSON.stringify(digits(reply))
  const kept = drafts.flatMap((of) => of.map((draft, i) => isKept(draft, contents[i]!)))
  return kept.filter(Boolean).length / kept.length
}

function ratios(of: readonly number[], to: readonly number[]): number[] {
  return of.map((one, i) => one / Math.max(0.01, to[i]!))
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
