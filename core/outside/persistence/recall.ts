import type { LessonHit } from '#core/domain/learning.ts'
import type { Context } from './context.ts'
import { clean, isId } from './rows.ts'
import { vectorText } from './vector.ts'

/** Of each word at most so many lessons are looked at: a word that has more of them says little anyway. */
const perWord = 64
/** The longest words of a long question; the others add time, not lessons. */
const mostWords = 24

/**
 * Finds lessons near the query: the nearest vectors and those that share its rarest words.
 * Takes about as long among ten thousand lessons as among a thousand.
 */
export async function recall(
  context: Context,
  agentId: string,
  query: { vector: Float32Array; embedder: string; text: string },
  limit: number,
): Promise<LessonHit[]> {
  if (!isId(agentId)) return []
  const byVector = await nearest(context, agentId, query, limit)
  const byText = await sharingWords(context, agentId, query.text, limit)
  const rank = new Map(byText.map((row, index) => [row.id, index + 1]))
  const hits = byVector.map((row): LessonHit => {
    const textRank = rank.get(row.id)
    rank.delete(row.id)
    return { lessonId: row.id, similarity: row.similarity, ...(textRank !== undefined && { textRank }) }
  })
  return [...hits, ...[...rank].map(([lessonId, textRank]): LessonHit => ({ lessonId, textRank }))]
    .map((hit, index) => ({ hit, score: fused(hit, index) }))
    .sort((a, b) => b.score - a.score || (a.hit.lessonId < b.hit.lessonId ? -1 : 1))
    .slice(0, limit)
    .map(({ hit }) => hit)
}

/** Reciprocal rank fusion. https://cormack.uwaterloo.ca/cormacksigir09-rrf.pdf */
function fused(hit: LessonHit, vectorIndex: number): number {
  const fromVector = hit.similarity === undefined ? 0 : 1 / (60 + vectorIndex + 1)
  return fromVector + (hit.textRank === undefined ? 0 : 1 / (60 + hit.textRank))
}

type Query = { vector: Float32Array; embedder: string }

async function nearest(context: Context, agentId: string, { vector, embedder }: Query, limit: number) {
  // The cosine with a zero vector is not a number.
  if (vector.every((part) => part === 0)) return []
  return await context.em().execute<{ id: string; similarity: number }[]>(
    `select "id", 1 - "distance" as "similarity" from (
       select "id", "vector" <=> ?::vector as "distance" from "lummy"."lessons"
       where "business_id" = ? and "agent_id" = ? and "embedder" = ? and "standing" <> 'superseded' and "vector" is not null
       order by "distance" limit ?
     ) "near" order by "distance", "id"`,
    [vectorText(vector), context.businessId, agentId, embedder, limit],
  )
}

/** Rare words weigh more: the share of a word is judged from how many of its first lessons there are. */
async function sharingWords(context: Context, agentId: string, text: string, limit: number) {
  return await context.em().execute<{ id: string }[]>(
    `with "words" as (
       select "word" from unnest(tsvector_to_array(to_tsvector('simple', ?))) "word" order by length("word") desc, "word" limit ?
     ), "found" as (
       select "words"."word", "hit"."id" from "words" cross join lateral (
         select "id" from "lummy"."lessons"
         where "search" @@ (quote_literal("words"."word") || ' & ' || quote_literal(?))::tsquery
           and "business_id" = ? and "agent_id" = ? and "standing" <> 'superseded' limit ?
       ) "hit"
     ), "weights" as (
       select "word", ln(1 + ?::float / count(*)) as "weight" from "found" group by "word"
     )
     select "id" from "found" join "weights" using ("word") group by "id" order by sum("weight") desc, "id" limit ?`,
    [clean(text).slice(0, 4000), mostWords, agentId, context.businessId, agentId, perWord, perWord, limit],
  )
}
