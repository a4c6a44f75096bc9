import { expect, test } from 'vitest'
import { currentFlow, inFlow, makeFlows } from './flows.ts'

function flows(options = {}) {
  let now = 0
  const made = makeFlows({ clock: () => now, ...options })
  const add = (flow: string, times: number) => Array.from({ length: times }, () => made.next(flow)).at(-1)!
  const pass = (ms: number) => {
    now += ms
  }
  return { add, pass }
}

test('whoever is quiet goes before a flood, however long that is', () => {
  const { add } = flows()
  for (const times of [100, 1_000, 10_000]) {
    expect(add('flood', times)).toBeGreaterThan(0)
    expect(add(`quiet ${times}`, 20)).toBe(0)
  }
})

test('two floods take turns', () => {
  const { add } = flows()
  const [first] = [add('a', 500), add('b', 400)]
  expect(add('b', 100)).toBe(first)
})

test('what comes no faster than its share is never put behind', () => {
  const { add, pass } = flows({ perSecond: 10 })
  for (let count = 0; count < 1_000; count++) {
    expect(add('steady', 1)).toBe(0)
    pass(100)
  }
})

test('a flood that is over is forgotten with time', () => {
  const { add, pass } = flows({ perSecond: 10, burst: 20 })
  expect(add('flood', 120)).toBe(100)
  pass(12_000)
  expect(add('flood', 1)).toBe(0)
})

test('a number never grows beyond what the queue takes', () => {
  const { add } = flows({ burst: 0 })
  expect(add('flood', 2 ** 21 + 5)).toBe(2 ** 21)
})

test('what a job adds belongs to its flow, also after a wait, and what stands beside it does not', async () => {
  const seen: (string | undefined)[] = []
  await Promise.all(
    ['a', 'b'].map((flow) =>
      inFlow(flow, async () => {
        await new Promise((resolve) => setTimeout(resolve, 1))
        seen.push(currentFlow())
      }),
    ),
  )
  expect(seen.sort()).toEqual(['a', 'b'])
  expect(currentFlow()).toBeUndefined()
})
