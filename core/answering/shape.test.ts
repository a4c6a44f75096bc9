import { expect, test } from 'vitest'
import type { WriteRequest } from '../domain/language.ts'
import { makePrompt } from '../outside/language/prompt.ts'
import { sampleRequest } from '../outside/language/test-server.ts'
import { makeTestHouse } from '../testing/house.ts'
import { shaped, shapeFor } from './shape.ts'

const letter =
  'Hi Ana,\n\nYes, we ship to Norway.\n\nIt takes 5 days: https://shop.example/norway\n\nKind regards,\nMaya'

test.each(['email', 'chat', 'slack'] as const)('in %s words stay as they are', (channel) => {
  expect(shaped(letter, channel)).toBe(letter)
})

test.each(['sms', 'whatsapp', 'phone'] as const)('in %s nobody writes letters', (channel) => {
  const words = 'Hi Ana,\nYes, we ship to Norway.\nIt takes 5 days: https://shop.example/norway'
  expect(shaped(letter, channel)).toBe(words)
  expect(shaped(words, channel)).toBe(words)
  expect(shaped('Yes, we do. Thanks!', channel)).toBe('Yes, we do. Thanks!')
  expect(shaped('Kind regards,\nMaya', channel)).toBe('Kind regards,\nMaya')
})

test('a model is told how the channel is read, behind the rules that are the same for all', () => {
  const asked = (channel: 'email' | 'sms' | 'whatsapp' | 'phone') =>
    makePrompt({ ...sampleRequest, ...shapeFor(channel) })
  const [mail, text, chat, call] = [asked('email'), asked('sms'), asked('whatsapp'), asked('phone')]
  expect(new Set([mail, text, chat, call].map(({ system }) => system)).size).toBe(1)
  expect(text.user).toBe(chat.user)
  expect(text.user).toMatch(/text message.*short.*no Markdown.*link.*last/is)
  expect(text.user).toContain('at most 1600 characters')
  expect(call.user).toMatch(/aloud.*one or two sentences.*no Markdown.*no link/is)
  expect(mail.user).not.toMatch(/text message|aloud/)
  expect(mail.user).toContain('at most 4000 characters')
})

test('who is texted is drafted a text, by the model that is asked for one and by the local engine', async () => {
  const asked: WriteRequest[] = []
  for (const isModel of [true, false]) {
    const house = await makeTestHouse({
      mail: true,
      wrap: (ports) => ({
        ...ports,
        ...(isModel && {
          model: {
            name: 'test/model',
            async write(request) {
              asked.push(request)
              const usage = { inputTokens: 1, outputTokens: 1, cachedTokens: 0 }
              return { text: request.localDraft, usage, model: 'model-1' }
            },
          },
        }),
      }),
    })
    const ana = house.mailCustomer('ana@mail.example', 'Ana')
    await ana.says('Do you ship to Norway?')
    const answer = 'Yes, we ship to Norway.\n\nIt takes 5 days.\n\nKind regards,\nOlga'
    await house.core.conversations.reply(house.owner, (await ana.conversation()).id, { text: answer })
    await house.settle()
    const [ben, cleo] = [house.texter('+15550001111'), house.mailCustomer('cleo@mail.example', 'Cleo')]
    for (const customer of [ben, cleo]) await customer.says('Do you ship to Norway?')
    const draft = async (of: typeof ben) =>
      (await house.core.conversations.get(house.owner, (await of.conversation()).id)).draft?.text
    expect(await draft(ben)).toBe('Yes, we ship to Norway.\nIt takes 5 days.')
    expect(await draft(cleo)).toContain('Norway.\n\nIt')
  }
  expect(asked.map(({ shape, maxChars }) => [shape, maxChars])).toEqual([
    ['text', 1600],
    ['written', 4000],
  ])
})
