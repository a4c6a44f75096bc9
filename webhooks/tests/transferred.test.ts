import { describe, expect, test, vi } from 'vitest'
import { openShop, theirs } from './phone/shop.ts'
import type { Parts, Spoken } from './platforms/twilio-transcription.ts'

// A caller has patience; some wait in truth.
vi.setConfig({ testTimeout: 60_000 })

const asked = 'How long does it take to repair a coffee machine?'
const told = 'We repair every coffee machine within two weeks, and in winter within one.'
const talk: Spoken[] = [
  { who: 'colleague', text: 'Hello, this is Maya. How can I help you?' },
  { who: 'caller', text: asked },
  { who: 'colleague', text: 'Yes, one moment.' },
  { who: 'colleague', text: 'We repair every coffee machine within two weeks,' },
  { who: 'colleague', text: 'and in winter within one.' },
  { who: 'caller', text: 'Thank you! My card is 4111 1111 1111 1111.' },
]
const maya = '+15550111'
const notice = 'What you and my colleague say is written down; no sound is kept.'

describe.each([
  ['relay', 'as they are said'],
  ['gather', 'twice and backwards'],
  ['gather', 'after the call'],
] as const)('a transferred call by %s, whose parts come %s', (mode, parts) => {
  test('is written down, and the next customer is told what the colleague said', async () => {
    const { shop, staff, ana } = await transferred({ mode, parts, writeDown: true })
    await ana.hears(notice)
    await ana.hears('Is there anything else?')
    await ana.hangsUp()
    const heard = ana.transcript.heard.map(({ who, text }) => [who, text])
    const whispered = heard.findIndex(
      ([who, text]) => who === 'colleague' && text!.startsWith('What the two of you say'),
    )
    const spoken = heard.findIndex(([, text]) => text === asked)
    expect([whispered >= 0, whispered < spoken, ana.problems]).toEqual([true, true, []])
    await learnTime(shop, talk.length)

    const [call] = await shop.calls()
    const said = call!.messages.map(({ senderType, content }) => [senderType, content])
    expect(said).toEqual(
      talk.map(({ who, text }) => [
        who === 'caller' ? 'customer' : 'human',
        text.replace('4111 1111 1111 1111', '[card number removed]'),
      ]),
    )
    expect(call!.conversation).toMatchObject({ assigneeId: staff.teammate.id, waitingFor: 'customer' })
    const lessons = await shop.house.core.lessons.list(shop.house.owner, {})
    expect(lessons).toMatchObject([{ question: asked, reply: told, author: staff.teammate.id, channel: 'phone' }])

    const tess = shop.house.customer('Tess')
    await tess.says(asked)
    await shop.house.settle()
    // Also one that is drawn to be checked, which staff do not see yet.
    const drafts = await shop.house.scope.drafts.list((await tess.conversation()).id)
    expect(drafts.at(-1)).toMatchObject({ lessonId: lessons[0]!.id, text: told })
    expect(shop.house.log.errors).toEqual([])
  })
})

test('without the setting nobody is told, nothing is started, and nothing that comes is kept', async () => {
  const { shop, staff, ana } = await transferred({ mode: 'gather', parts: 'as they are said', writeDown: false })
  await ana.hears('Is there anything else?')
  expect(await shop.posted(`heard?teammate=${staff.teammate.id}`, content(ana.callSid))).toBe(204)
  await ana.hangsUp()
  await learnTime(shop)
  expect(ana.transcript.heard.filter(({ text }) => /written down/.test(text))).toEqual([])
  expect(ana.asked.filter(({ url }) => url.includes('/heard'))).toEqual([])
  expect((await shop.calls())[0]!.messages).toEqual([])
  expect(await shop.house.core.lessons.list(shop.house.owner, {})).toEqual([])
})

test('what is forged, is no part, or is of a colleague who did not take the call leaves nothing', async () => {
  const { shop, staff, ana } = await transferred({
    mode: 'gather',
    parts: 'as they are said',
    writeDown: true,
    talk: [],
  })
  await ana.hears('Is there anything else?')
  const to = `heard?teammate=${staff.teammate.id}`
  expect(await shop.posted(to, content(ana.callSid), 'bm90IGEgc2lnbmF0dXJl')).toBe(401)
  expect(await shop.posted(to, { ...content(ana.callSid), TranscriptionData: '{"transcript":' })).toBe(400)
  const ben = await shop.colleague('Ben', '+15550112')
  expect(await shop.posted(`heard?teammate=${ben.teammate.id}`, content(ana.callSid))).toBe(204)
  expect(await shop.posted('heard?teammate=', content(ana.callSid))).toBe(204)
  expect(await shop.posted(to, content(`CA${'9'.repeat(32)}`))).toBe(204)
  await ana.hangsUp()
  await learnTime(shop)
  const calls = await shop.calls()
  expect(calls.map(({ messages }) => messages)).toEqual([[]])
  expect(await shop.house.core.lessons.list(shop.house.owner, {})).toEqual([])
})

/** Ana presses 0, and Maya takes it. */
async function transferred(given: { mode: 'relay' | 'gather'; parts: Parts; writeDown: boolean; talk?: Spoken[] }) {
  const { mode, parts, writeDown } = given
  const line = { colleagues: { [maya]: 'takes it' as const }, talk: given.talk ?? talk, parts }
  const shop = await openShop({ mode, writeDown, line })
  const staff = await shop.colleague('Maya', maya)
  const ana = shop.call()
  await ana.hears('How can I help you?')
  await ana.presses('0')
  return { shop, staff, ana }
}

/** The last parts have come. */
async function learnTime(shop: Awaited<ReturnType<typeof openShop>>, parts = 0): Promise<void> {
  const { house } = shop
  const kept = async () => {
    await house.settle()
    return (await shop.calls()).flatMap(({ messages }) => messages).length
  }
  await expect.poll(kept).toBe(parts)
  await house.pass(31_000)
  await house.core.work.sweep()
  await house.settle()
}

/** A finished part, as Twilio posts it. */
function content(callSid: string): Record<string, string> {
  return {
    ...{ AccountSid: `AC${'0'.repeat(32)}`, CallSid: callSid, From: theirs, LanguageCode: 'en-US' },
    ...{ TranscriptionSid: `GT${'7'.repeat(32)}`, TranscriptionEvent: 'transcription-content', SequenceId: '2' },
    ...{
      Track: 'outbound_track',
      Final: 'true',
      TranscriptionData: JSON.stringify({ transcript: told, confidence: 0.9 }),
    },
  }
}
