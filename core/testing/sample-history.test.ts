import { describe, expect, test } from 'vitest'
import { type HistoryRow, replay } from '../learning/backtest.ts'
import { makeEngine } from '../learning/engine.ts'
import { type SampleRow, sampleHistory } from './sample-history.ts'
import { topics } from './sample-shop.ts'

const made = () => sampleHistory({ seed: 7, now: new Date('2026-05-01T09:00:00Z') })
const policy = { showFrom: 0.35, sendFrom: 0.9, eps: 0.02, alpha: 0.05 }

describe('sample history', () => {
  test('the same seed and time give the same messages, about 1,200 in time order', () => {
    const { rows, teammates } = made()
    expect(made().rows).toEqual(rows)
    expect(sampleHistory({ seed: 8, now: new Date('2026-05-01T09:00:00Z') }).rows).not.toEqual(rows)
    expect(rows.length).toBeGreaterThan(1150)
    expect(rows.length).toBeLessThan(1300)
    expect(rows.map((row) => row.at)).toEqual(rows.map((row) => row.at).toSorted())
    expect(Date.parse(rows.at(-1)!.at)).toBeLessThan(Date.parse('2026-05-01T09:00:00Z'))
    expect([teammates.length, topics.length]).toEqual([4, 12])
    expect(rows.filter((row) => /\{\w+\}/.test(row.text))).toEqual([])
  })

  test('its backtest earns one topic a certificate by the ordinary rules, and most topics none', () => {
    const engine = makeEngine()
    let admitted = 0
    let wrong = 0
    const certificates = replay(
      pairsOf(made().rows),
      engine,
      (row) => {
        if (row.claims.length === 0 || !row.verdict?.counts) return
        admitted++
        wrong += row.verdict.err
      },
      { policy, agentId: 'agent', embedder: 'sketch-1' },
    )
    const own = engine.topics().map((topic) => {
      const entry = [...certificates].find(([claim]) => claim.startsWith(`agent/${topic.id}/`))
      return { topic, certified: entry?.[1].isCertified() ?? false }
    })
    console.log(`sample history: ${engine.topics().length} topics, ${admitted} rows admitted, ${wrong} wrong`)
    const proven = own.filter((one) => one.certified)
    expect(proven).toHaveLength(1)
    expect(proven[0]!.topic.template).toContain('working days')
    expect(proven[0]!.topic.volume).toBeGreaterThan(206)
    expect(own.length).toBeGreaterThanOrEqual(11)
  })
})

function pairsOf(rows: readonly SampleRow[]): HistoryRow[] {
  const before = new Map<string, SampleRow[]>()
  const pairs: HistoryRow[] = []
  for (const row of rows) {
    const turns = before.get(row.conversation) ?? []
    const asked = turns.at(-1)
    if (row.from === 'staff' && asked) {
      const context = turns.slice(0, -1).map((turn) => turn.text)
      pairs.push({
        customer: asked.text,
        staff: row.text,
        context,
        author: row.author!,
        at: row.at,
        lessonId: `l${pairs.length}`,
      })
    }
    before.set(row.conversation, [...turns, row])
  }
  return pairs
}
