import { describe, expect, test } from 'vitest'
import { documentsNow, shortTable, wholeTable, withFigures } from './documents.ts'
import type { Report } from './report.ts'

describe('the figures in the documents', () => {
  test.each(documentsNow())('$path says what docs/learning.json says', ({ is, should }) => {
    expect(is, 'run: node webhooks/bench/learning/documents.ts').toBe(should)
  })

  const report: Report = {
    day: '2026-01-02',
    commit: 'abc1234',
    machine: '2 cores',
    isQuick: false,
    figures: [
      { id: 'plain.last', ours: 0.9 },
      { id: 'plain.ece', ours: 0.02 },
    ],
  }

  test('another figure makes another document', () => {
    const other = { ...report, figures: [{ id: 'plain.last', ours: 0.8 }] }
    expect(wholeTable(report)).toContain('| 90.0 % |')
    expect(wholeTable(report)).not.toBe(wholeTable(other))
    expect(shortTable(report)).not.toBe(shortTable(other))
  })

  test('what stands around the figures stays, and a document without marks is an error', () => {
    const document = 'a\n<!-- figures: made from docs/learning.json -->\nold\n<!-- /figures -->\nb\n'
    expect(withFigures(document, 'new $&')).toBe(
      'a\n<!-- figures: made from docs/learning.json -->\n\nnew $&\n<!-- /figures -->\nb\n',
    )
    expect(() => withFigures('nothing', 'new')).toThrow('no marks')
  })
})
