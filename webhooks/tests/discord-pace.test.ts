import { expect, test } from 'vitest'
import { openShop } from './loopback/shop.ts'

test('a thread that Discord asks to slow down waits alone, and is told everything once', async () => {
  const shop = await openShop({ staff: ['discord'] })
  const { discord } = shop.platforms
  const says = async (words: string) =>
    (await discord.messages()).filter(({ embeds }) => JSON.stringify(embeds).includes(words))
  await shop.texts('Do you repair boots?')
  const [card] = await says('Do you repair boots?')
  const slow = { does: 'answer', status: 429, retryAfterSeconds: 30, after: 'reading' } as const
  await discord.misbehave({ ...slow, on: `/channels/${card!.id}/messages` })
  await shop.texts('Mine are brown.')
  await shop.texts('Do you sell laces?', { from: '+15550001112' })
  expect(await says('Do you sell laces?')).toHaveLength(1)
  expect(await says('Mine are brown.')).toHaveLength(0)
  const [hold] = await shop.house.scope.holds.list()
  expect(hold).toMatchObject({ connector: 'discord', sender: card!.id, kind: 'slow' })

  await discord.misbehave()
  // A fresh process: the one before remembers by the real clock until when it was told to wait.
  shop.connections.forget()
  await shop.house.pass(60_000)
  expect(await says('Mine are brown.')).toHaveLength(1)
  expect(await shop.house.scope.holds.list()).toEqual([])
})
