import { expect, test } from 'vitest'
import type { LanguageModel, Usage } from '#core/domain/language.ts'
import { ModelRefused } from '#core/errors.ts'
import { makeTestHouse } from '#core/testing/house.ts'

const cost = (costMicros: number | null): Usage => ({
  ...{ inputTokens: 900, outputTokens: 12, cachedTokens: 800 },
  ...{ costMicros, currency: 'USD' },
})
const written = { text: 'Yes, we ship to Norway within 5 days.', usage: cost(321), model: 'model-1' }

/** Staff taught one answer; then Carl asks the same while this model writes. */
async function asked(write: (house: Awaited<ReturnType<typeof makeTestHouse>>) => ReturnType<LanguageModel['write']>) {
  const house = await makeTestHouse({
    wrap: (ports) => ({
      ...ports,
      model: { name: 'test/model', write: () => write(house) },
      embedder: {
        ...ports.embedder,
        name: 'test/embedder',
        embed(texts, signal, onUsage) {
          onUsage?.({ inputTokens: 7, outputTokens: 0, cachedTokens: 0, costMicros: 1, currency: 'USD' })
          return ports.embedder.embed(texts, signal)
        },
      },
    }),
  })
  const anna = house.customer('Anna')
  await anna.says('Do you ship to Norway?')
  await house.core.conversations.reply(house.owner, (await anna.conversation()).id, { text: written.text })
  await house.settle()
  const carl = house.customer('Carl')
  await carl.says('Do you ship to Norway?')
  await house.settle()
  const view = await house.core.conversations.get(house.owner, (await carl.conversation()).id)
  const used = view.events.filter(({ type }) => type === 'model_used')
  return { house, view, used }
}

const embedded = {
  model: 'test/embedder',
  inputTokens: 7,
  outputTokens: 0,
  cachedTokens: 0,
  costMicros: 1,
  currency: 'USD',
}

test('what every call cost stands in the log and in the receipt', async () => {
  const { house, view, used } = await asked(async () => written)
  expect(used.map(({ data }) => data)).toEqual([embedded, { model: 'test/model', ...cost(321) }])
  const receiptId = view.drafts[0]?.receiptId
  expect(used.map((event) => event.receiptId)).toEqual([receiptId, receiptId])
  const receipt = await house.scope.receipts.get(receiptId ?? '')
  expect(receipt?.inputs.used).toEqual(used.map(({ data }) => data))
})

test('a cost that nobody knows is kept as unknown', async () => {
  const { used } = await asked(async () => ({ ...written, usage: cost(null) }))
  expect(used[1]?.data).toMatchObject({ model: 'test/model', costMicros: null })
})

test('a refusal that was paid for is kept under the model’s name, beside the local draft', async () => {
  const refusal = Object.assign(new ModelRefused('the lessons do not answer this'), { usage: cost(45) })
  const { view, used } = await asked(() => Promise.reject(refusal))
  expect(view.drafts[0]?.writer).toBe('local')
  expect(used[1]?.data).toMatchObject({ model: 'test/model', costMicros: 45 })
})

test('a thought that was dropped is kept too, without a receipt', async () => {
  const { view, used } = await asked(async (house) => {
    const conversation = (await house.core.conversations.list(house.owner, {})).find((row) => row.personName === 'Carl')
    await house.core.conversations.reply(house.owner, conversation?.id ?? '', { text: 'I am on it.' })
    return written
  })
  expect(view.drafts).toEqual([])
  expect(used.map(({ receiptId, data }) => [receiptId, data.costMicros])).toEqual([
    [null, 1],
    [null, 321],
  ])
})
