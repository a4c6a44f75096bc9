import { describe, expect, test } from 'vitest'
import { codesTo, holdsCode, personalAnswer, personalHouse, personalQuestion, texter } from '../testing/proof.ts'
import { isProved } from './proved.ts'

const ana = 'ana@mail.example'

/** Ana writes by mail, and staff know that a number is hers. */
async function known() {
  const house = await personalHouse()
  await house.mailCustomer(ana, 'Ana').says('Hello, are you open today?')
  const phone = texter(house, '+15550100')
  const person = await house.scope.people.byHandle({ kind: 'email', value: ana })
  await phone.says('Hello, are you there?')
  const number = await house.scope.people.byHandle({ kind: 'phone', value: '+15550100' })
  await house.core.people.link(house.owner, person!.personId!, number!.personId!)
  return { house, phone }
}

/** Everything that is stored of a business, as text. */
const stored = (house: Awaited<ReturnType<typeof personalHouse>>) =>
  JSON.stringify(Object.values(house.store.rows(house.businessId)).map((table) => table.entries()))

describe('a check', () => {
  test('by the mail that is known answers the question that was asked', async () => {
    const { house, phone } = await known()
    await phone.says(personalQuestion())
    expect(phone.heard().at(-1)).toContain('We have sent a code')
    expect(phone.heard().join()).not.toContain('Ana')
    const [code] = codesTo(house, ana)
    expect(code).toMatch(/^\d{6}$/)
    await phone.says(`It is ${code}`)
    expect(phone.heard().at(-1)).toContain(personalAnswer())
    expect(holdsCode(stored(house), code!)).toBe(false)
    expect(holdsCode(JSON.stringify(house.log), code!)).toBe(false)
  })

  test('is not asked of what is nobody’s', async () => {
    const { house, phone } = await known()
    const before = phone.heard().length
    await phone.says('What is the capital of Peru?')
    expect(codesTo(house, ana)).toEqual([])
    expect(phone.heard().slice(before)).toEqual([])
  })

  test('takes five tries, then not even the right one', async () => {
    const { house, phone } = await known()
    await phone.says(personalQuestion())
    const code = codesTo(house, ana)[0]!
    const wrong = code === '000000' ? '111111' : '000000'
    for (let tries = 0; tries < 4; tries++) await phone.says(wrong)
    expect(phone.heard().at(-1)).toContain('not right')
    await phone.says(wrong)
    expect(phone.heard().at(-1)).toContain('not valid any more')
    await phone.says(code)
    expect(phone.heard().join()).not.toContain(personalAnswer())
  })

  test.each([
    ['in halves', [3, 6]],
    ['after its first digits', [2, 6]],
    ['digit by digit', [1, 2, 3, 4, 5, 6]],
  ])('that is sent %s is one try, and stands nowhere', async (_, ends) => {
    const { house, phone } = await known()
    await phone.says(personalQuestion())
    const code = codesTo(house, ana)[0]!
    const before = phone.heard().length
    for (const [at, end] of ends.entries()) {
      const isLast = at === ends.length - 1
      const piece = code.slice(ends[at - 1] ?? 0, end)
      await phone.says(at === 0 ? `My code is ${piece}` : piece, isLast ? 20_000 : 0)
    }
    const answers = phone.heard().slice(before)
    expect([answers.length, answers[0]]).toEqual([1, expect.stringContaining(personalAnswer())])
    expect((await house.scope.checks.since('2000-01-01T00:00:00.000Z')).map(({ tries }) => tries)).toEqual([1])
    const { conversation } = (await house.scope.conversations.byPlace(phone.place))!
    const said = (await house.scope.messages.list(conversation.id)).filter(
      ({ senderType }) => senderType === 'customer',
    )
    expect(said.slice(2).map(({ content }) => content.replace('My code is ', ''))).toEqual(ends.map(() => '[code]'))
  })

  test('of wrong pieces is one wrong try, and none beside the right code', async () => {
    const { house, phone } = await known()
    await phone.says(personalQuestion())
    const code = codesTo(house, ana)[0]!
    const tries = async () => (await house.scope.checks.since('2000-01-01T00:00:00.000Z')).map((check) => check.tries)
    const swapped = [code.slice(3), code.slice(0, 3)]
    const wrong = swapped.join('') === code ? ['12', '3456'] : swapped
    await phone.says(wrong[0]!, 0)
    await phone.says(wrong[1]!)
    expect([await tries(), phone.heard().filter((text) => text.includes('not right')).length]).toEqual([[1], 1])
    await phone.says('417', 0)
    await phone.says('26', 0)
    await phone.says('no, wait')
    expect(await tries()).toEqual([2])
    await phone.says(code.slice(0, 3), 0)
    await phone.says(code)
    expect([await tries(), phone.heard().at(-1)]).toEqual([[3], expect.stringContaining(personalAnswer())])
  })

  test('leaves a short number alone that is no part of it', async () => {
    const { house, phone } = await known()
    await phone.says(personalQuestion())
    await phone.says('2')
    const { conversation } = (await house.scope.conversations.byPlace(phone.place))!
    expect(
      (await house.scope.messages.list(conversation.id)).findLast(({ senderType }) => senderType === 'customer'),
    ).toMatchObject({ content: '2' })
    expect((await house.scope.checks.since('2000-01-01T00:00:00.000Z')).map((check) => check.tries)).toEqual([0])
  })

  test('ends with its ten minutes', async () => {
    const { house, phone } = await known()
    await phone.says(personalQuestion())
    await house.pass(10 * 60_000)
    await phone.says(codesTo(house, ana)[0]!)
    expect(phone.heard().join()).not.toContain(personalAnswer())
  })

  test('proves the number that asked, and no other', async () => {
    const { house, phone } = await known()
    await phone.says(personalQuestion())
    const other = texter(house, '+15550200')
    await other.says(personalQuestion())
    await other.says(codesTo(house, ana)[0]!)
    await other.says(personalQuestion())
    expect(other.heard().join()).not.toContain(personalAnswer())
  })

  test('proves for four hours', async () => {
    const { house, phone } = await known()
    await phone.says(personalQuestion())
    await phone.says(codesTo(house, ana)[0]!)
    const { conversation } = (await house.scope.conversations.byPlace(phone.place))!
    expect(await isProved(house.scope, conversation, house.clock.now())).toBe(true)
    await house.pass(3.5 * 3_600_000)
    expect(await isProved(house.scope, conversation, house.clock.now())).toBe(true)
    await house.pass(3_600_000)
    expect(await isProved(house.scope, conversation, house.clock.now())).toBe(false)
  })

  test('proves nothing any more once the people are unlinked', async () => {
    const { house, phone } = await known()
    await phone.says(personalQuestion())
    await phone.says(codesTo(house, ana)[0]!)
    const { conversation } = (await house.scope.conversations.byPlace(phone.place))!
    const [link] = await house.scope.personLinks.of(conversation.personId)
    await house.core.people.unlink(house.owner, link!.id)
    expect(await isProved(house.scope, conversation, house.clock.now())).toBe(false)
  })

  test('that is taken back stops what waits to be sent', async () => {
    const { house, phone } = await known()
    await phone.says(personalQuestion())
    await phone.says(codesTo(house, ana)[0]!, 11_000)
    const { conversation } = (await house.scope.conversations.byPlace(phone.place))!
    const waiting = await house.scope.outbox.waiting(conversation.id)
    expect(waiting.map(({ payload }) => payload.text)).toContain(personalAnswer())
    const [link] = await house.scope.personLinks.of(conversation.personId)
    await house.core.people.unlink(house.owner, link!.id)
    await house.pass(60_000)
    expect(phone.heard().join()).not.toContain(personalAnswer())
    const { draft } = await house.core.conversations.get(house.owner, conversation.id)
    expect(draft?.text).toBe(personalAnswer())
  })

  test('that a teammate asked for is thanked for, and staff are told', async () => {
    const house = await personalHouse({ slack: true })
    await house.mailCustomer(ana, 'Ana').says('Hello, are you open today?')
    const phone = texter(house, '+15550100')
    await phone.says('Hello, are you there?')
    const { conversation } = (await house.scope.conversations.byPlace(phone.place))!
    await house.core.conversations.reply(house.owner, conversation.id, { text: 'We are. Who is there?' })
    await house.settle()
    await house.core.people.askForProof(house.owner, conversation.id)
    await house.settle()
    await phone.says(`ana at mail dot example`)
    await phone.says(codesTo(house, ana)[0]!)
    expect(phone.heard().at(-1)).toContain('Now we know that it is you')
    expect(house.platforms.cards().map(({ card }) => card.title)).toContain(
      'They proved who they are: a code by mail came back.',
    )
  })

  test('is offered three times in an hour', async () => {
    const { house, phone } = await known()
    for (let asked = 0; asked < 5; asked++) {
      await phone.says(personalQuestion())
      await house.pass(10 * 60_000)
    }
    expect(codesTo(house, ana)).toHaveLength(3)
  })

  test('by an address that they give makes the number theirs', async () => {
    const house = await personalHouse()
    await house.mailCustomer(ana, 'Ana').says('Hello, are you open today?')
    const phone = texter(house, '+15550100')
    await phone.says(personalQuestion())
    expect(phone.heard().at(-1)).toContain('tell us the e-mail address')
    await phone.says(`My address is ${ana}`)
    expect(phone.heard().at(-1)).toContain('to that address')
    await phone.says(codesTo(house, ana)[0]!)
    expect(phone.heard().at(-1)).toContain(personalAnswer())
    const person = await house.scope.people.byHandle({ kind: 'phone', value: '+15550100' })
    expect(person?.personId).toBe((await house.scope.people.byHandle({ kind: 'email', value: ana }))?.personId)
  })

  test('sends no code to a teammate’s address, and says the same', async () => {
    const house = await personalHouse()
    await house.teammate('Maya')
    const phone = texter(house, '+15550100')
    await phone.says(personalQuestion())
    await phone.says('maya@shop.example')
    expect(phone.heard().at(-1)).toContain('to that address')
    expect(codesTo(house, 'maya@shop.example')).toEqual([])
  })
})
