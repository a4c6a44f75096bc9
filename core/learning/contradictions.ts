import type { Matter } from '../domain/conflict.ts'
import type { Claim } from './truth/claims.ts'
import { disagree, isComparable, isEqual } from './truth/quantities.ts'
import type { Quantity } from './truth/quantity.ts'
import { isEstimate, isSameProcess, type Statement, statementsOf } from './truth/statements.ts'
import { isSameCase, isSameQuestion, isSameSubject } from './truth/subject.ts'

/** What two lessons say that cannot both be right. */
export interface Contradiction {
  matter: Matter
  /** The words of each that say it. */
  a: string
  b: string
}

interface Said {
  question: string
  reply: string
}

/**
 * Finds what two lessons of one topic say of the same thing that cannot both be right: an amount, a length of time, a
 * date or time of day, or yes against no. Other wording, another unit for the same, more detail, a range that includes
 * the other and another case are no contradiction. Pure, without a model.
 */
export function contradictionOf(a: Said, b: Said): Contradiction | undefined {
  const mine = statementsOf(a)
  const theirs = statementsOf(b)
  return quantityAgainst(mine, theirs) ?? claimAgainst(mine, theirs)
}

interface Stated {
  quantity: Quantity
  statement: Statement
}

/** What both state equally is agreed; of the rest, the same subject with another value is a contradiction. */
function quantityAgainst(mine: Statement[], theirs: Statement[]): Contradiction | undefined {
  const left = statedIn(mine)
  const right = statedIn(theirs)
  const agreed = (one: Stated, others: Stated[]) => others.some((other) => isEqual(one.quantity, other.quantity))
  for (const one of left.filter((stated) => !agreed(stated, right))) {
    for (const other of right.filter((stated) => !agreed(stated, left))) {
      if (!isComparable(one.quantity, other.quantity) || !differ(one, other)) continue
      if (!isSameMatter(one, other, left, right)) continue
      // Where one side states several values, one that goes with the other side's settles it.
      if (left.some((stated) => stated !== one && goesWith(stated, other))) continue
      if (right.some((stated) => stated !== other && goesWith(stated, one))) continue
      return { matter: one.quantity.matter, a: one.statement.text, b: other.statement.text }
    }
  }
  return undefined
}

/** The same subject; or both answer the same question with one such value each. */
function isSameMatter(one: Stated, other: Stated, left: Stated[], right: Stated[]): boolean {
  const [a, b] = [one.statement.subject, other.statement.subject]
  const isOnly = (stated: Stated, all: Stated[]) =>
    all.every((some) => some === stated || !isComparable(some.quantity, stated.quantity))
  if (one.quantity.matter === 'duration' && !isSameProcess(one.statement, other.statement)) return false
  const isAnswer = isSameQuestion(a, b) && isOnly(one, left) && isOnly(other, right)
  return isAnswer ? isSameCase(a, b) : isSameSubject(a, b)
}

function goesWith(stated: Stated, other: Stated): boolean {
  return (
    isComparable(stated.quantity, other.quantity) &&
    !differ(stated, other) &&
    isSameSubject(stated.statement.subject, other.statement.subject)
  )
}

function differ(one: Stated, other: Stated): boolean {
  return disagree(one.quantity, other.quantity, isEstimate(one.statement) || isEstimate(other.statement))
}

function statedIn(statements: Statement[]): Stated[] {
  return statements.flatMap((statement) => statement.quantities.map((quantity) => ({ quantity, statement })))
}

function claimAgainst(mine: Statement[], theirs: Statement[]): Contradiction | undefined {
  for (const one of mine) {
    for (const other of theirs) {
      if (!one.claim || !other.claim || !areOpposite(one.claim, other.claim)) continue
      if (!isSameSubject(one.subject, other.subject, true)) continue
      return { matter: 'answer', a: one.text, b: other.text }
    }
  }
  return undefined
}

function areOpposite(a: Claim, b: Claim): boolean {
  return a.axis === b.axis && a.isSo !== b.isSo
}
