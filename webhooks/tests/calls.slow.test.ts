import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { openShop, question } from './phone/shop.ts'

const opened = 'from 9 to 17'

describe.each(['relay', 'gather'] as const)('a call by %s to a slow house', (mode) => {
  test('never leaves a caller in silence, however long an answer takes', async () => {
    let slowMs = 0
    const shop = await openShop({ mode, slowMs: () => slowMs })
    await shop.vouches()
    const ana = shop.call()
    await ana.hears('How can I help you?')
    slowMs = 9_000
    await ana.says(question)
    await ana.hears('One moment')
    await ana.hears(opened)
    expect(ana.transcript.longestSilence(), ana.transcript.told()).toBeLessThan(4_000)
    await ana.hangsUp()
  })

  test('what the agent was about to say when they hung up is said nowhere', async () => {
    let slowMs = 0
    const shop = await openShop({ mode, slowMs: () => slowMs })
    await shop.vouches()
    const ana = shop.call()
    await ana.hears('How can I help you?')
    slowMs = 600
    await ana.says(question)
    await ana.hangsUp()
    await wait(1_500)
    await shop.house.settle()
    expect(ana.transcript.heard.some(({ text }) => text.includes(opened))).toBe(false)
    expect(await shop.texts()).toEqual([])
    expect((await shop.calls())[0]!.conversation).toMatchObject({ waitingFor: 'staff' })
  })
})
