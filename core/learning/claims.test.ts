import { describe, expect, test } from 'vitest'
import { charge, claimId, gateOf, pooledGates, poolSubject } from './claims.ts'

const parts = { agent: 'a', eps: 0.02, writer: 'local', embedder: 'local', engine: 'e' }
const policy = { sendFrom: 0.9, eps: 0.02, alpha: 0.05 }
/** The rarer errors have to be, the surer a draft has to be. */
const sureFrom = (aim: number) => 1 - 3 * aim
const gates = pooledGates(policy, sureFrom)
const own = claimId({ ...parts, subject: 'topic', gate: gateOf(0.9) })
const pool = gates.map(({ gate }) => claimId({ ...parts, subject: poolSubject, gate }))
const row = (confidence: number, certified: string[] = [], isCarried = true) =>
  charge({
    confidence,
    own: { claim: own, from: 0.9 },
    pool: gates.map(({ from }, i) => ({ claim: pool[i]!, from })),
    isCertified: (claim) => certified.includes(claim),
    isCarried,
  })

describe('claims', () => {
  test('the gates of the pool share one alpha, and none goes below what the business allows', () => {
    expect(gates.reduce((sum, { alpha }) => sum + alpha, 0)).toBeCloseTo(policy.alpha, 12)
    expect(gates.every(({ from }) => from >= 0.9)).toBe(true)
    expect(new Set(gates.map(({ gate }) => gate)).size).toBe(gates.length)
    expect(pooledGates(policy, () => 0).every(({ from }) => from === 0.9)).toBe(true)
  })

  test('a gate is one claim wherever its threshold lies', () => {
    expect(pooledGates(policy, () => 0.99).map(({ gate }) => gate)).toEqual(gates.map(({ gate }) => gate))
    expect(pooledGates({ ...policy, sendFrom: 0.8 }, sureFrom)[0]!.gate).not.toBe(gates[0]!.gate)
  })

  test('a row counts for its topic and for every gate that lets it through, and is sent on none without proof', () => {
    expect(row(0.98)).toEqual({ claims: [own, ...pool] })
    expect(row(0.97)).toEqual({ claims: [own, ...pool.slice(1)] })
    expect(row(0.91)).toEqual({ claims: [own] })
    expect(row(0.89)).toEqual({ claims: [] })
  })

  test('is sent on the proof of any gate that lets it through, not on that of a stricter one', () => {
    expect(row(0.98, [pool[0]!]).sentOn).toBe(pool[0])
    expect(row(0.97, [pool[0]!]).sentOn).toBeUndefined()
    expect(row(0.97, [pool[1]!]).sentOn).toBe(pool[1])
  })

  test('a topic that never took part is not carried', () => {
    expect(row(0.98, [pool[0]!], false).sentOn).toBeUndefined()
  })

  test('a proven topic is charged alone: it no longer vouches for others', () => {
    expect(row(0.91, [own, ...pool])).toEqual({ claims: [own], sentOn: own })
  })
})
