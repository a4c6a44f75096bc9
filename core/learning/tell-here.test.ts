import { describe, expect, test } from 'vitest'
import type { ActionEvent } from '../domain/event.ts'
import type { Form } from '../domain/outbound.ts'
import { pressed } from '../testing/events.ts'
import { makeTestHouse } from '../testing/house.ts'
import type { Staff } from '../testing/staff.ts'

const wrong = 'Yes, we ship to Norway within 5 days.'
const right = 'Yes, we ship to Norway within 12 days.'

/** Anna, Carl and Dora heard the wrong answer; Zoe was told what is right. */
async function corrected() {
  const house = await makeTestHouse({ slack: true })
  const ben = await house.teammate('Ben')
  const asks = async (name: string) => {
    const customer = house.customer(name)
    await customer.says('Do you ship to Norway?')
    await house.pass(3_000)
    return { customer, id: (await customer.conversation()).id }
  }
  const heard = []
  for (const name of ['Anna', 'Carl', 'Dora']) {
    const one = await asks(name)
    const { draft: known } = await house.core.conversations.get(house.owner, one.id)
    if (known === null) await house.core.conversations.reply(ben.actor, one.id, { text: wrong })
    else await house.core.drafts.approve(ben.actor, known.id, known.version)
    await house.settle()
    heard.push(one.customer)
  }
  const [lesson] = await house.core.lessons.list(house.owner, {})
  const zoe = await asks('Zoe')
  const { draft } = await house.core.conversations.get(house.owner, zoe.id)
  await house.core.drafts.reject(ben.actor, draft!.id, 'wrong_facts')
  await house.core.conversations.reply(ben.actor, zoe.id, { text: right })
  await house.settle()
  const offer = () =>
    ben.press('tell_corrected') ??
    (() => {
      throw new Error('nothing is offered')
    })()
  const opens = async (event: ActionEvent): Promise<Form> => {
    const outcome = await house.receiveAndWait({ ...event, canShow: ['words', 'form'] })
    if (outcome.kind !== 'done' || !outcome.form) throw new Error(JSON.stringify(outcome))
    return outcome.form
  }
  const submits = (form: Form, how = 'send', by: Staff = ben) => {
    const { action, target, version } = form.submit!
    const event = offer()
    const author = { ...event.author, handle: by.handle }
    return house.receiveAndWait(
      pressed({
        ...event,
        id: `f-${house.next()}`,
        author,
        action,
        target,
        version: version!,
        text: '',
        fields: { how },
      }),
    )
  }
  return { house, ben, asks, heard, lesson: lesson!, offer, opens, submits }
}

describe('tell those who heard the old answer', () => {
  test('shows who and what they will read before anything is sent, then sends it to each once, held for Undo', async () => {
    const { house, ben, heard, offer, opens, submits, lesson } = await corrected()
    const form = await opens(offer())
    expect(form.submit?.label).toBe('Tell 3 customers')
    expect(form.card?.title).toBe('3 customers heard the old answer in the last 30 days')
    for (const name of ['Anna', 'Carl', 'Dora']) expect(form.card?.body).toContain(`- ${name} (chat, `)
    expect(form.card?.body).not.toContain('Zoe')
    expect(form.card?.facts.map(({ value }) => value)).toEqual([wrong, right])
    await house.settle()
    for (const one of heard) expect(one.heard()).toEqual([wrong])

    expect(await submits(form)).toEqual({ kind: 'done', say: 'Sent to 3 customers; *Undo* stands in each thread.' })
    for (const one of heard) expect(one.heard()).toEqual([wrong])
    await house.pass(500)
    const held = house.platforms.cards().filter(({ card }) => card.body?.includes('no longer right'))
    expect(held.map(({ card }) => card.buttons.map(({ label }) => label))).toEqual([['Undo'], ['Undo'], ['Undo']])
    await house.settle()
    for (const one of heard)
      expect(one.heard()[1]).toMatch(
        /^What we told you before is no longer right.*\n\nYes, we ship to Norway within 12 days\.$/s,
      )

    // Once more, by whoever: nobody hears it twice.
    expect(await submits(form, 'send', ben)).toMatchObject({
      kind: 'refused',
      say: expect.stringContaining('list has changed'),
    })
    expect(await house.receiveAndWait({ ...offer(), canShow: ['words', 'form'] })).toMatchObject({ kind: 'refused' })
    await house.settle()
    for (const one of heard) expect(one.heard()).toHaveLength(2)
    const audits = (await house.core.audit.list(house.owner, { action: 'corrections sent' })).map(
      ({ actor, subject, data }) => ({ actor, subject, sent: data.sent }),
    )
    expect(audits).toEqual([{ actor: ben.teammate.id, subject: lesson.id, sent: 3 }])
    // One press is no confirmation by three teammates.
    const lessons = await house.core.lessons.list(house.owner, {})
    expect(lessons.some(({ reply }) => reply.includes('no longer right'))).toBe(false)
  })

  test('pressed twice at once, each hears it once', async () => {
    const { house, heard, offer, opens, submits } = await corrected()
    const form = await opens(offer())
    await Promise.all([submits(form), submits(form)])
    await house.settle()
    for (const one of heard) expect(one.heard()).toHaveLength(2)
  })

  test('what is undone was not sent, and may be sent later', async () => {
    const { house, ben, heard, offer, opens, submits } = await corrected()
    await submits(await opens(offer()))
    await house.pass(500)
    await ben.click('undo')
    await house.settle()
    expect(heard.map((one) => one.heard().length).sort()).toEqual([1, 2, 2])
    const again = await opens(offer())
    expect(again.submit?.label).toBe('Tell 1 customer')
    await submits(again)
    await house.settle()
    expect(heard.map((one) => one.heard().length)).toEqual([2, 2, 2])
  })

  test('where another draft waits nothing is sent over it; who heard it since makes the list another', async () => {
    const { house, heard, offer, opens, submits } = await corrected()
    const form = await opens(offer())
    await heard[0]!.says('Do you ship to Norway, too?')
    await house.pass(3_000)
    expect(await submits(form)).toMatchObject({
      kind: 'refused',
      say: expect.stringContaining('it is 2 customers now'),
    })
    const second = await opens(offer())
    expect(second.card?.status).toBe('in 1 another draft waits')
    expect(await submits(second)).toMatchObject({
      say: expect.stringMatching(/^Sent to 2 customers;.*In 1 another draft waits/),
    })
    await house.settle()
    expect(heard.map((one) => one.heard().length)).toEqual([1, 2, 2])
  })

  test('may be proposed in each conversation instead', async () => {
    const { house, heard, offer, opens, submits } = await corrected()
    expect(await submits(await opens(offer()), 'propose')).toEqual({
      ...{ kind: 'done', say: 'A correction is proposed in 3 conversations.' },
    })
    await house.settle()
    for (const one of heard) expect(one.heard()).toHaveLength(1)
  })

  test('is found from a message that says the old answer, and from one that says the new', async () => {
    const { house, opens, offer } = await corrected()
    for (const words of [wrong, right]) {
      const held = house.platforms.log.findLast(
        ({ outbound }) => outbound.kind === 'card' && outbound.card.body === words,
      )!
      const about = { messageId: held.platformId, text: words, outboxId: held.outbound.id }
      const form = await opens({
        ...offer(),
        id: `s-${house.next()}`,
        place: held.place,
        target: held.platformId,
        about,
      })
      expect(form.submit?.label).toBe('Tell 3 customers')
    }
  })
})
