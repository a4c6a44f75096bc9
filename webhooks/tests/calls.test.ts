import { describe, expect, test, vi } from 'vitest'
import { answer, openShop, question, theirs } from './phone/shop.ts'

// A caller has patience; some wait in truth.
vi.setConfig({ testTimeout: 60_000 })

const opened = 'from 9 to 17'
const more = 'Is there anything else?'

describe.each(['relay', 'gather'] as const)('a whole call by %s', (mode) => {
  test('is greeted, answered, and ends when nothing more is wanted', async () => {
    const shop = await openShop({ mode })
    await shop.vouches()
    const ana = shop.call()
    expect(await ana.hears('How can I help you?')).toContain('Shop')
    expect(await ana.listening()).toBe(mode)
    await ana.says(question)
    await ana.hears(opened)
    await ana.says('Thank you!')
    await ana.hears(more)
    await ana.says('No, thanks')
    await ana.hears(/bye/i)
    expect([await ana.ended, ana.problems]).toEqual(['us', []])
    const [call] = await shop.calls()
    expect(call!.messages.map(({ senderType, content }) => [senderType, content]).slice(0, 2)).toEqual([
      ['customer', question],
      ['ai', answer],
    ])
    expect(shop.house.log.errors).toEqual([])
  })

  test('0 rings a colleague; one who refuses is followed by the next, who takes it', async () => {
    const colleagues = { '+15550111': 'refuses', '+15550112': 'refuses' } as Record<string, 'refuses' | 'takes it'>
    const shop = await openShop({ mode, line: { colleagues } })
    const [maya, ben] = [await shop.colleague('Maya', '+15550111'), await shop.colleague('Ben', '+15550112')]
    const ana = shop.call()
    await ana.hears('How can I help you?')
    // Whoever is rung second takes it.
    const rings = ana.transcript
    const watch = setInterval(() => {
      const first = rings.heard.find(({ who }) => who === 'ringing')?.text
      if (first !== undefined) colleagues[first === '+15550111' ? '+15550112' : '+15550111'] = 'takes it'
    }, 1)
    await ana.presses('0')
    await ana.hears(more)
    clearInterval(watch)
    const rung = rings.heard.filter(({ who }) => who === 'ringing').map(({ text }) => text)
    expect(rung.toSorted()).toEqual(['+15550111', '+15550112'])
    expect(rings.heard.filter(({ who }) => who === 'colleague').at(-1)?.text).toBe('speaks with them')
    const taker = rung[1] === '+15550111' ? maya : ben
    const [call] = await shop.calls()
    expect(call!.events.filter(({ type }) => /^call_/.test(type)).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['call_not_taken', 'call_spoken']),
    )
    expect(call!.conversation.assigneeId).toBe(taker.teammate.id)
    await ana.hangsUp()
    expect(ana.problems).toEqual([])
  })

  test('at night words are left for staff, whose reply is texted', async () => {
    const shop = await openShop({ mode, settings: { hours: { 4: [['09:00', '09:01']] } } })
    await shop.colleague('Maya', '+15550111')
    const ana = shop.call()
    await ana.presses('0')
    await ana.hears('Nobody can come to the phone')
    await ana.says('This is Ana, please tell me when my bicycle is ready.')
    if (mode === 'gather') await ana.isSilent()
    await ana.hears('I pass that on')
    expect(await ana.ended).toBe('us')
    expect(ana.transcript.heard.some(({ who }) => who === 'ringing')).toBe(false)
    const [call] = await shop.calls()
    expect(call!.conversation).toMatchObject({ waitingFor: 'staff', status: 'escalated' })
    await shop.house.core.conversations.reply(shop.house.owner, call!.conversation.id, { text: 'On Friday, Ana.' })
    await shop.house.settle()
    expect(await shop.texts()).toEqual([[theirs, 'On Friday, Ana.']])
  })

  test('a signature that is not Twilio’s opens nothing and leaves nothing', async () => {
    const shop = await openShop({ mode })
    const ana = shop.call({ signature: 'bm90IGEgc2lnbmF0dXJl' })
    await ana.ended
    expect(ana.asked.map(({ status }) => status)).toEqual([401, 401])
    expect([await shop.calls(), ana.transcript.heard]).toEqual([[], []])
  })

  test('every webhook that comes twice happens once', async () => {
    const shop = await openShop({ mode, line: { repeats: 'and the first counts' } })
    await shop.vouches()
    const ana = shop.call()
    await ana.hears('How can I help you?')
    await ana.says(question)
    await ana.hears(opened)
    await ana.hangsUp()
    const ends = async () => (await shop.calls())[0]!.events.filter(({ type }) => type === 'call_ended')
    // Its twin may have been answered first, while it was still being handled, or left to a job.
    const settled = async () => {
      await shop.house.settle()
      return (await ends()).length
    }
    await expect.poll(settled, { timeout: 15_000 }).toBeGreaterThan(0)
    const [call, ...others] = await shop.calls()
    expect(others).toEqual([])
    expect(call!.messages.map(({ content }) => content)).toEqual([question, answer])
    expect(await ends()).toHaveLength(1)
  })

  test('two calls of one number are two conversations, and neither hears the other', async () => {
    const shop = await openShop({ mode })
    await shop.vouches()
    const [one, two] = [shop.call(), shop.call()]
    await Promise.all([one.hears('How can I help'), two.hears('How can I help')])
    await one.says(question)
    await one.hears(opened)
    expect(two.transcript.heard.some(({ text }) => text.includes(opened))).toBe(false)
    await Promise.all([one.hangsUp(), two.hangsUp()])
    const calls = await shop.calls()
    expect(calls).toHaveLength(2)
    expect(new Set(calls.map(({ conversation }) => conversation.personId)).size).toBe(1)
  })
})

describe('over the socket', () => {
  test('whoever speaks over an answer is listened to, and staff see what was heard of it', async () => {
    const shop = await openShop()
    await shop.vouches()
    const ana = shop.call()
    await ana.hears('How can I help you?')
    await ana.says(question)
    await ana.hears(opened)
    await ana.interrupts('We are open', 'Thank you!')
    await ana.hears(more)
    await ana.hangsUp()
    const [call] = await shop.calls()
    expect(call!.events.find(({ type }) => type === 'call_interrupted')?.data).toMatchObject({ heard: 'We are open' })
    expect(call!.messages.map(({ content }) => content)).toEqual([question, answer, 'Thank you!'])
  })

  test('whoever speaks another language that the number takes is answered in it', async () => {
    const shop = await openShop({ otherLanguages: ['de-DE'] })
    await shop.vouches('Wir haben werktags von 9 bis 17 Uhr geöffnet.', 'Wann haben Sie geöffnet?')
    const ana = shop.call()
    await ana.hears('How can I help you?')
    await ana.says('Wann haben Sie geöffnet?', { language: 'de-DE' })
    await ana.hears('von 9 bis 17 Uhr')
    await ana.says('Danke!', { language: 'de-DE' })
    await ana.hears('Kann ich sonst noch etwas')
    const answers = ana.transcript.heard.filter(({ who }) => who === 'us').slice(1)
    expect(answers.map(({ language }) => language)).toEqual(['de-DE', 'de-DE'])
    await ana.hangsUp()
    expect(ana.problems).toEqual([])
  })

  test('a socket that is lost goes on by turns, with what was said before', async () => {
    const shop = await openShop()
    await shop.vouches()
    const ana = shop.call()
    await ana.hears('How can I help you?')
    await ana.says(question)
    await ana.hears(opened)
    await ana.drops()
    await ana.hears('the line was interrupted')
    expect(await ana.listening()).toBe('gather')
    await ana.says('Thank you!')
    await ana.hears(more)
    await ana.hangsUp()
    expect(await shop.calls()).toHaveLength(1)
  })

  test.each([
    ['garbage', ['not JSON at all'], 1007],
    ['a flood', Array.from({ length: 400 }, () => '{"type":"dtmf","digit":"1"}'), 1008],
    ['a giant', ['x'.repeat(100_000)], 1009],
  ])('%s is closed with a reason, and the call goes on by turns', async (_, frames, code) => {
    const shop = await openShop()
    await shop.vouches()
    const ana = shop.call()
    await ana.hears('How can I help you?')
    await ana.sends(...frames)
    await ana.hears('How can I help you?')
    expect(await ana.listening()).toBe('gather')
    await ana.says(question)
    await ana.hears(opened)
    await ana.hangsUp()
    const [call] = await shop.calls()
    const broke = call!.events.find(({ type }) => type === 'call_broke')
    expect(JSON.stringify(broke?.data)).toContain(String(code))
  })

  test('is opened by a signature alone: the handshake of anybody else is refused with 401', async () => {
    const shop = await openShop({ settings: { disclosure: 'An AI speaks with you.' } })
    const ana = shop.call({ relaySignature: 'bm90IGEgc2lnbmF0dXJl' })
    // As nobody heard the greeting, nor that an AI speaks, both are said by turns.
    await ana.hears('An AI speaks with you.')
    await ana.hears('How can I help you?')
    expect(await ana.listening()).toBe('gather')
    await ana.hangsUp()
    expect(shop.counted).toContain('voice 401')
    expect(shop.counted).not.toContain('voice socket opened')
    expect((await shop.calls())[0]!.messages).toEqual([])
  })
})

test('a colleague’s words are said in a call that goes by turns while the caller waits', async () => {
  const shop = await openShop({ mode: 'gather' })
  const maya = await shop.house.teammate('Maya')
  const ana = shop.call()
  await ana.hears('How can I help you?')
  const [call] = await shop.calls()
  await shop.house.core.conversations.act(maya.actor, call!.conversation.id, 'take')
  await shop.house.core.conversations.reply(maya.actor, call!.conversation.id, { text: 'Maya here, hello Ana.' })
  await shop.house.pass(2_000)
  await ana.hears('Maya here')
  await ana.hangsUp()
  expect(ana.problems).toEqual([])
})
