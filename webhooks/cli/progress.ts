import type { Output } from './command.ts'

export interface Progress {
  /** Tells how many are done; draws at most ten times a second on a terminal, else a line every few seconds. */
  at(done: number): void
  /** Draws the last state and ends the line. */
  end(): void
}

/** Shows how far a long task is, with rate and time left. `total` undefined = not known yet. */
export function makeProgress(given: {
  label: string
  total: number | undefined
  output: Output
  isTerminal: boolean
  nowMs: () => number
  /** Done before this run began: counted as done, not in the rate. */
  from?: number
}): Progress {
  const from = given.from ?? 0
  const startedMs = given.nowMs()
  const everyMs = given.isTerminal ? 100 : 5000
  let done = from
  let drawnMs = given.isTerminal ? Number.NEGATIVE_INFINITY : startedMs
  let width = 0

  function draw() {
    const line = progressLine({
      label: given.label,
      total: given.total,
      done,
      fresh: done - from,
      elapsedMs: given.nowMs() - startedMs,
      hasBar: given.isTerminal,
    })
    if (given.isTerminal) given.output.write(`\r${line.padEnd(width)}`)
    else given.output.write(`${line}\n`)
    width = line.length
    drawnMs = given.nowMs()
  }

  return {
    at(count) {
      done = count
      if (given.nowMs() - drawnMs >= everyMs) draw()
    },
    end() {
      draw()
      if (given.isTerminal) given.output.write('\n')
    },
  }
}

/** One line of progress: "Learning [#####·····] 50 %  600 of 1200  95/s  6 s left". */
export function progressLine(state: {
  label: string
  total: number | undefined
  done: number
  fresh: number
  elapsedMs: number
  hasBar: boolean
}): string {
  const { label, total, done } = state
  const perSecond = state.elapsedMs > 0 ? (state.fresh * 1000) / state.elapsedMs : 0
  const rate = `${perSecond >= 10 ? Math.round(perSecond) : perSecond.toFixed(1)}/s`
  if (total === undefined) return `${label}  ${done}  ${rate}`
  const share = total === 0 ? 1 : Math.min(1, done / total)
  const filled = Math.floor(share * barWidth)
  const bar = state.hasBar ? ` [${'#'.repeat(filled)}${'·'.repeat(barWidth - filled)}]` : ''
  const left =
    done >= total
      ? `${duration(state.elapsedMs)} in all`
      : perSecond > 0
        ? `${duration(((total - done) * 1000) / perSecond)} left`
        : ''
  return `${label}${bar} ${Math.floor(share * 100)} %  ${done} of ${total}  ${rate}  ${left}`.trimEnd()
}

const barWidth = 24

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.round(seconds / 60)
  if (minutes < 90) return `${minutes} min`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
