import { readFileSync, writeFileSync } from 'node:fs'
import type { Figure } from './figure.ts'
import { metrics } from './metrics.ts'
import { type Report, readReport, shown, tableOf } from './report.ts'

/** `node webhooks/bench/learning/documents.ts` writes the figures of docs/learning.json into the two documents. */
const root = new URL('../../../', import.meta.url)
export const documents = ['docs/learning.md', 'README.md'] as const

/** What each document is and what it should be by the figures of docs/learning.json. */
export function documentsNow(): { path: string; is: string; should: string }[] {
  const report = readReport(new URL('docs/learning.json', root))
  return documents.map((path) => {
    const is = readFileSync(new URL(path, root), 'utf8')
    return { path, is, should: withFigures(is, path === 'README.md' ? shortTable(report) : wholeTable(report)) }
  })
}

/** Puts text between the two marks; throws where a document has none. */
export function withFigures(document: string, figures: string): string {
  const marks = /(<!-- figures: made from docs\/learning\.json -->\n)[\s\S]*?(<!-- \/figures -->)/
  if (!marks.test(document)) throw new Error('the document has no marks for the figures')
  return document.replace(marks, (_, open: string, close: string) => `${open}\n${figures}\n${close}`)
}

export function wholeTable(report: Report): string {
  const { heads, rows } = tableOf(report.figures)
  const size = report.isQuick ? ' Quick run: parts of the logs, few seeds.' : ''
  const definitions = metrics
    .filter(({ id }) => report.figures.some((figure) => figure.id === id))
    .map(({ what, definition }) => `- **${cell(what)}**: ${definition}`)
  return [
    `Measured on ${report.day} at commit ${report.commit}; ${report.machine}.${size}`,
    '',
    ...lines(heads, rows),
    '',
    'What is measured:',
    '',
    ...definitions,
    '',
  ].join('\n')
}

/** The few figures that say most, for the README. */
const telling = [
  'people.last',
  'plain.last',
  'plain.coverage',
  'plain.wrong',
  'plain.ece',
  'official.full',
  'star.replay',
  'voice.hit30',
]

export function shortTable(report: Report): string {
  const rows = telling.flatMap((id) => {
    const metric = metrics.find((one) => one.id === id)
    const figure = report.figures.find((one) => one.id === id)
    return metric && figure ? [[metric.what, shown(metric, figure.ours), aimOf(figure)]] : []
  })
  return [...lines(['measured without a model', 'ours', 'aimed at'], rows), ''].join('\n')

  function aimOf({ id }: Figure): string {
    const metric = metrics.find((one) => one.id === id)!
    return metric.reach === undefined ? '-' : shown(metric, metric.reach)
  }
}

function lines(heads: string[], rows: string[][]): string[] {
  const line = (cells: string[]) => `| ${cells.map(cell).join(' | ')} |`
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)]
}

function cell(text: string): string {
  return text.replace(/^ +/, '– ').replaceAll('|', '\\|')
}

if (import.meta.main) for (const { path, should } of documentsNow()) writeFileSync(new URL(path, root), should)
