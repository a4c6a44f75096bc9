import type { Certificate } from '../domain/learning.ts'
import { type Claim, makeCertificate } from './certificate.ts'
import { moreOftenWrong, type Tally } from './exact.ts'

/** One thing that happened to a claim; a history is in the order of admission. */
export type ClaimFact =
  /** A row was let through by all gates; what became of it came later. */
  | {
      type: 'admitted'
      deadline: string
      /** Absent until decided; `null` counts nowhere. */
      err?: 0 | 1 | null
      /** When it was decided: a verdict after the deadline is too late. Absent = in time. */
      decidedAt?: string
      /** Staff wrote their own before they saw the draft. */
      blind: boolean
    }
  /** The detector, a veto or a teammate stopped it: what was admitted before proves nothing any more. */
  | { type: 'revoked' }

/** Where a claim stands. */
export interface Autonomy {
  /** 1, and one more with every revocation. */
  attempt: number
  certified: boolean
  certificate: Certificate
  /** Rows of this attempt that wait for their verdict. */
  openRows: number
  /** The first of them: rows behind it do not count yet. */
  blockedBy?: { position: number; deadline: string }
  /** Decided rows of this attempt that count, by what staff had seen. */
  blind: Tally
  seen: Tally
  /** `blind` when blind rows were wrong significantly more often: then they alone are evidence. */
  basis: 'all' | 'blind'
}

/**
 * The chance of calling drafts that are wrong equally often worse unseen, in one look. It is small because the look is
 * taken after every row, and because the price of a wrong call is paid in rows: blind ones are one in twenty.
 */
const blindLevel = 0.01

/**
 * Where a claim stands after its history (LEARNING, section 3). Rows count in the order of their admission: one without a
 * verdict holds back all behind it until its deadline, then is an error. Nothing is carried over a revocation, and the
 * attempt after it gets less of alpha. The same history gives the same answer, and a longer one never takes back what a
 * shorter one certified, unless staff turn out to be led by the drafts they see.
 */
export function autonomyOf(history: readonly ClaimFact[], claim: Omit<Claim, 'attempt'>, now: Date): Autonomy {
  const attempt = 1 + history.reduce((sum, fact) => sum + (fact.type === 'revoked' ? 1 : 0), 0)
  const all = makeCertificate({ ...claim, attempt })
  const unseen = makeCertificate({ ...claim, attempt })
  const blind = { rows: 0, errors: 0 }
  const seen = { rows: 0, errors: 0 }
  let basis: Autonomy['basis'] = 'all'
  let openRows = 0
  let blockedBy: Autonomy['blockedBy']
  for (let at = history.findLastIndex(({ type }) => type === 'revoked') + 1; at < history.length; at++) {
    const row = history[at]!
    if (row.type !== 'admitted') continue
    const err = outcomeOf(row, now)
    if (err === undefined) {
      openRows++
      blockedBy ??= { position: at, deadline: row.deadline }
    }
    if (err === undefined || err === null || blockedBy !== undefined) continue
    const tally = row.blind ? blind : seen
    tally.rows++
    tally.errors += err
    all.push(err)
    if (row.blind) unseen.push(err)
    if (err === 1 && row.blind && moreOftenWrong(blind, seen) <= blindLevel) basis = 'blind'
  }
  const certificate = (basis === 'blind' ? unseen : all).state()
  return {
    attempt,
    certified: certificate.certified,
    certificate,
    openRows,
    ...(blockedBy === undefined ? {} : { blockedBy }),
    blind,
    seen,
    basis,
  }
}

function outcomeOf(row: ClaimFact & { type: 'admitted' }, now: Date): 0 | 1 | null | undefined {
  const deadline = Date.parse(row.deadline)
  if (row.err === undefined) return now.getTime() >= deadline ? 1 : undefined
  if (row.err === 0 && row.decidedAt !== undefined && Date.parse(row.decidedAt) > deadline) return 1
  return row.err
}
