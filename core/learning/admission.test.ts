import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { autonomyOf, type ClaimFact } from './admission.ts'
import { certificate } from './certificate.ts'

const claim = { eps: 0.02, alpha: 0.05 }
const now = new Date('2026-03-10T12:00:00Z')
const later = '2026-03-13T12:00:00Z'
const row = (err?: 0 | 1 | null, blind = false): ClaimFact => ({
  type: 'admitted',
  deadline: later,
  blind,
  ...(err === undefined ? {} : { err }),
})
const clean = (count: number, blind = false) => Array.from({ length: count }, () => row(0, blind))
const wrong = (count: number, blind = false) => Array.from({ length: count }, () => row(1, blind))
const enough = certificate([], { ...claim, attempt: 1 }).missing

describe('autonomy', () => {
  test('is earned by clean rows, and says how many are missing', () => {
    expect(autonomyOf([], claim, now)).toMatchObject({ attempt: 1, certified: false, openRows: 0, basis: 'all' })
    expect(autonomyOf(clean(enough - 1), claim, now)).toMatchObject({ certified: false, certificate: { missing: 1 } })
    expect(autonomyOf(clean(enough), claim, now)).toMatchObject({ certified: true, certificate: { missing: 0 } })
  })

  test('an open row holds back all behind it, and is named', () => {
    const held = autonomyOf([...clean(10), row(), ...clean(400), row()], claim, now)
    expect(held).toMatchObject({ certified: false, openRows: 2, blockedBy: { position: 10, deadline: later } })
    expect(held.certificate.rows).toBe(10)
  })

  test('after its deadline an open row is an error, and so is what was approved too late', () => {
    const after = new Date('2026-03-13T12:00:00Z')
    expect(autonomyOf([row(), ...clean(5)], claim, after)).toMatchObject({
      openRows: 0,
      certificate: { rows: 6, errors: 1 },
    })
    const late: ClaimFact = {
      type: 'admitted',
      deadline: later,
      decidedAt: '2026-03-14T00:00:00Z',
      err: 0,
      blind: false,
    }
    expect(autonomyOf([late], claim, after).certificate).toMatchObject({ rows: 1, errors: 1 })
  })

  test('what counts nowhere is passed over', () => {
    expect(autonomyOf([row(null), ...clean(enough), row(null)], claim, now)).toMatchObject({
      certified: true,
      certificate: { rows: enough },
    })
  })

  test('a revocation takes all evidence with it, open rows too, and the next attempt asks for more', () => {
    const revoked: ClaimFact[] = [...clean(enough), row(), { type: 'revoked' }]
    expect(autonomyOf(revoked, claim, now)).toMatchObject({
      attempt: 2,
      certified: false,
      openRows: 0,
      certificate: { rows: 0, attempt: 2 },
    })
    expect(autonomyOf([...revoked, ...clean(enough)], claim, now).certified).toBe(false)
    const more = certificate([], { ...claim, attempt: 2 }).missing
    expect(autonomyOf([...revoked, ...clean(more)], claim, now).certified).toBe(true)
  })

  test('when staff are led by the drafts they see, blind rows alone count', () => {
    const led = autonomyOf([...clean(400), ...clean(17, true), ...wrong(3, true)], claim, now)
    expect(led).toMatchObject({ basis: 'blind', certified: false, blind: { rows: 20, errors: 3 }, seen: { rows: 400 } })
    expect(led.certificate.rows).toBe(20)
    const equal = autonomyOf([...clean(380), ...wrong(20), ...clean(18, true), ...wrong(2, true)], claim, now)
    expect(equal.basis).toBe('all')
  })

  test('a longer history never takes a certificate back, whatever the order of verdicts was', () => {
    const outcome = fc.constantFrom<0 | 1 | null | undefined>(0, 0, 0, 0, 0, 0, 0, 1, null, undefined)
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 60 }), fc.array(outcome, { maxLength: 60 }), (before, after) => {
        const easy = { eps: 0.3, alpha: 0.2 }
        const shorter = autonomyOf(
          before.map((err) => row(err)),
          easy,
          now,
        )
        const longer = autonomyOf(
          [...before, ...after].map((err) => row(err)),
          easy,
          now,
        )
        if (shorter.certified) expect(longer.certified).toBe(true)
        if (shorter.blockedBy) expect(longer.certificate).toEqual(shorter.certificate)
      }),
    )
  })
})
