import { describe, expect, test } from 'vitest'
import { author, pressed } from '#core/testing/events.ts'
import { plantTopic } from '#core/testing/evidence.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

const returns = ['Can I send the shoes back?', 'Returns are free within a month, the label is in the box.'] as const
const shop = ['Where is your shop?', 'Our shop stands on the market square next to the fountain.'] as const

async function teach(house: TestHouse, [question, reply]: readonly [string, string], name: string): Promise<void> {
  const customer = house.customer(name)
  await customer.says(question)
  await house.core.conversations.reply(house.owner, (await customer.conversation()).id, { text: reply })
  await house.settle()
}

async function started() {
  const house = await makeTestHouse({ slack: true })
  const ben = await house.teammate('Ben')
  const list = async () => {
    const outcome = await house.receiveAndWait(
      pressed({
        ...{ id: `command-${house.next()}`, at: house.clock.now().toISOString(), action: 'topics', text: '' },
        place: { connector: 'slack', account: 'T1', thread: 'C1', private: true },
        ...{ target: 'U1', author: author(ben.handle, { name: 'Ben' }) },
      }),
    )
    return (outcome as { say: string }).say.split('\n')
  }
  return { house, list }
}

describe('/lummy topics', () => {
  test('says what to do where nothing was learned yet', async () => {
    const { list } = await started()
    expect(await list()).toEqual([
      expect.stringMatching(/^Nothing learned yet: answer a customer .*\/admin\/imports\)/),
    ])
  })

  test('lists what was asked most in the last four weeks first, with stage, agreement and what is missing', async () => {
    const { house, list } = await started()
    for (const name of ['Anna', 'Bert', 'Cleo', 'Dora']) await teach(house, returns, name)
    for (const name of ['Emil', 'Fay']) await teach(house, shop, name)
    const before = await list()
    expect(before).toHaveLength(4)
    expect(before[1]).toMatch(
      /^• .+: supervised, 4 asked, 3 of 4 drafts right; \d+ more agreeing replies until it could be answered alone$/,
    )
    expect(before[2]).toMatch(/^• .+: \w+, 1 asked, 1 of 1 drafts right; /)
    expect(before.at(-1)).toContain('https://lummy.example/admin/learning')
    await house.pass(29 * 86_400_000)
    await teach(house, shop, 'Gus')
    const [, first, second] = await list()
    expect(first).toMatch(/^• .+: \w+, 1 asked, 2 of 2 /)
    expect(second).toMatch(/^• .+: \w+, 0 asked, 3 of 4 /)
  })

  test('shows twenty and says how many more there are; a name is no link', async () => {
    const { house, list } = await started()
    for (let i = 0; i < 22; i++) await plantTopic(house, `topic-${i}`, { volume: 100 - i })
    await plantTopic(house, 'topic-evil', { name: '[Sign in](https://evil.example)', volume: 900 })
    const lines = await list()
    expect(lines.filter((line) => line.startsWith('• '))).toHaveLength(20)
    expect(lines[1]).toContain('(Sign in)(https://evil.example)')
    expect(lines[2]).toContain('topic-0')
    expect(lines.at(-2)).toBe('and 3 more.')
  })
})
