import type { LessonHit } from '#core/domain/learning.ts'
import { ask } from './asking.ts'
import type { Context } from './context.ts'
import { clean, isId } from './rows.ts'
import { later } from './session.ts'
import { vectorText } from './vector.ts'

/** Of each word at most so many lessons are looked at: a word that has more of them says little anyway. */
const perWord = 32
/**
 * Numbers and the longest words of a question. The others add time, not lessons: the short ones stand in thousands of
 * lessons, and each costs a look at all of them.
 */
const mostWords = 8

/**
 * Finds lessons near the query: the nearest vectors and those that share its rarest words.
 * Takes about as long among ten thousand lessons as among a thousand.
 */
export async function recall(
  context: Context,
  agentId: string,
  asked: { vector: Float32Array; embedder: string; text: string },
  limit: number,
): Promise<LessonHit[]> {
  if (!isId(agentId)) return []
  const isCallers = context.em().isInTransaction()
  const common = await commonWords(context)
  const [, byVector, , byText] = await context.transaction((tx) =>
    // In one breath: they go there and back as one message.
    Promise.all([
      say(tx, 'off', ['enable_seqscan', 'jit']),
      nearest(tx, agentId, asked, limit),
      say(tx, 'off', ['enable_indexscan']),
      sharingWords(tx, agentId, { text: asked.text, common }, limit),
      ...(isCallers ? [say(tx, 'on', ['enable_seqscan', 'jit', 'enable_indexscan'])] : []),
    ]),
  )
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

/**
 * Both searches stop early; the planner, who cannot know, would rather read the whole table, and among a million lessons
 * compile the plan first, which takes a hundred times as long as the search. So it is told what not to do, until the
 * transaction ends; a caller's, who goes on, gets all of it back.
 */
async function say(tx: Context, word: 'on' | 'off', settings: string[]): Promise<void> {
  await Promise.all(settings.map((setting) => later(tx.em(), `set local ${setting} = ${word}`, [])))
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
  const near = (distance: string) =>
    `select "id", ${distance} as "distance" from "lummy"."lessons"
     where "business_id" = ? and "agent_id" = ? and "embedder" = ? and "standing" <> 'superseded' and "vector" is not null
     order by "distance" limit ?`
  const values = [vectorText(vector), context.businessId, agentId, embedder, limit]
  // The vectors' index is a graph that is nearly all reachable. Where it shows fewer than were asked for, the agent has few,
  // and all of them are read: an expression that no index knows.
  const { rows } = await ask(
    context.em(),
    `with "reached" as materialized (${near('"vector" <=> ?::vector')}),
       "all" as (${near('("vector" <=> ?::vector) + 0')})
     select "id", 1 - "distance" as "similarity" from (
       select * from "reached" where (select count(*) from "reached") >= ?
       union all select * from "all" where (select count(*) from "reached") < ?
     ) "near" order by "distance", "id"`,
    [...values, ...values, limit, limit],
  )
  return rows as { id: string; similarity: number }[]
}

/**
 * The agent is one more word of every lesson that may be drafted from, so that one index finds "this word, this agent".
 * Rare words weigh more: how rare a word is shows in how many lessons it has, as far as they are looked at.
 */
async function sharingWords(
  context: Context,
  agentId: string,
  { text, common }: { text: string; common: string },
  limit: number,
) {
  const { rows } = await ask(
    context.em(),
    `with "words" as (
       select "word" from unnest(tsvector_to_array(to_tsvector('simple', ?))) "word" where "word" <> all (?::text[])
       order by "word" ~ '[0-9]' desc, length("word") desc, "word" limit ?
     ), "found" as (
       select "words"."word", "hit"."id" from "words" cross join lateral (
         select "id" from "lummy"."lessons"
         where "search" @@ (quote_literal("words"."word") || ' & ' || quote_literal(?))::tsquery limit ?
       ) "hit"
     ), "weights" as (
       select "word", ln(1 + ?::float / count(*)) as "weight" from "found" group by "word"
     )
     select l."id" from (select distinct "id" from "found") "candidate"
       join "lummy"."lessons" l on l."business_id" = ? and l."agent_id" = ? and l."id" = "candidate"."id"
       cross join lateral unnest(tsvector_to_array(l."search")) "has" join "weights" on "weights"."word" = "has"
     group by l."id" order by sum("weight") desc, l."id" limit ?`,
    [
      ...[clean(text).slice(0, 4000), common, mostWords],
      ...[agentId, perWord],
      ...[perWord, context.businessId, agentId, limit],
    ],
  )
  return rows as { id: string }[]
}

/** A word of so many lessons costs a look at all of them, and tells them apart hardly at all. */
const tooMany = 20_000
const commonForMs = 10 * 60_000
const common = new WeakMap<object, { at: number; words: string }>()

/** The words that too many lessons have, as the database counted them last; few enough lessons have none. */
async function commonWords(context: Context): Promise<string> {
  const em = context.em()
  const known = common.get(em.getConnection())
  const now = context.now().getTime()
  if (known !== undefined && Math.abs(now - known.at) < commonForMs) return known.words
  const rows = await em.execute<{ word: string }[]>(
    `select "of"."word" from pg_stats s, unnest(s."most_common_elems"::text::text[]) with ordinality "of" ("word", "at")
     where s."schemaname" = 'lummy' and s."tablename" = 'lessons' and s."attname" = 'search'
       and s."most_common_elem_freqs"["of"."at"] * (select "reltuples" from pg_class where "oid" = 'lummy.lessons'::regclass) > ?`,
    [tooMany],
  )
  // As the text of an array: words hold neither quotation marks nor backslashes.
  const words = `{${rows.map(({ word }) => `"${word.replaceAll(/["\\]/g, '')}"`).join(',')}}`
  common.set(em.getConnection(), { at: now, words })
  return words
}
