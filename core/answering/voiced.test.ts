import { expect, test } from 'vitest'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

/** A house whose Maya has answered six customers in her own way, and a seventh asks again. */
async function practised(settings: NonNullable<Parameters<typeof makeTestHouse>[0]>['settings'] = {}) {
  const house = await makeTestHouse({ slack: true, mail: true, settings: { ...settings, undoMs: { email: 0 } } })
  const maya = await house.teammate('Maya')
  const tom = await house.teammate('Tom')
  const questions = [
    ['Do you ship to Norway?', 'we ship to Norway within four days'],
    ['How do I store green tea?', 'keep the tea dry and dark, it stays fresh for long'],
    ['Can I change my address?', 'write the new address to us before noon'],
    ['Is the kettle dishwasher safe?', 'wash the kettle by hand, please, it lasts longer so'],
    ['Where is your shop?', 'you find the shop beside the old mill'],
    ['Do you sell gift cards?', 'gift cards are on the shelf at the till'],
  ] as const
  for (const [i, [asked, answer]] of questions.entries()) {
    const customer = house.mailCustomer(`c${i}@mail.example`, `Ana${'abcdef'[i]} Lind`)
    await customer.says(asked)
    const { id } = await customer.conversation()
    await house.core.conversations.reply(maya.actor, id, {
      text: `Hello Ana${'abcdef'[i]},\n\n${answer}.\n\nWarm wishes,\nMaya`,
    })
    await house.settle()
  }
  const eva = house.mailCustomer('eva@mail.example', 'Eva Mond')
  await eva.says('Do you ship to Norway?')
  const { id } = await eva.conversation()
  // Whatever its topic's stage says of showing it: here it is shown.
  const [made] = await house.scope.drafts.list(id)
  await house.scope.drafts.move(made!.id, ['shadow'], 'pending', { shownAt: house.clock.now().toISOString() })
  return { house, tom, eva, id, draft: (await house.core.conversations.get(house.owner, id)).draft }
}

const sent = (house: TestHouse, address: string) =>
  house.platforms.log.flatMap(({ outbound }) =>
    outbound.kind === 'reply' && outbound.mail?.to.includes(address) ? [outbound.text] : [],
  )

test('a draft carries the house’s greeting and closing, a score, and a receipt that names what was changed', async () => {
  const { house, tom, id, draft } = await practised()
  expect(draft?.text).toBe('Hello Eva,\n\nwe ship to Norway within four days.\n\nWarm wishes,')
  expect(draft?.voiceScore).toBeGreaterThan(75)
  expect(draft?.receipt.inputs.voice).toMatchObject({ changed: ['greeting', 'capitals', 'closing'] })

  // Whoever sends it signs it; it is approved all the same, and nobody’s voice.
  await house.core.drafts.approve(tom.actor, draft!.id, draft!.version)
  await house.settle()
  expect(sent(house, 'eva@mail.example')).toEqual([
    'Hello Eva,\n\nwe ship to Norway within four days.\n\nWarm wishes,\nTom',
  ])
  expect((await house.core.conversations.get(house.owner, id)).drafts.at(-1)).toMatchObject({ state: 'approved' })
  expect((await house.scope.agent()).voiceProfile).toMatchObject({ replies: 6 })
})

test('where the business has a signature, nothing is signed or closed twice', async () => {
  const { house, tom, draft } = await practised({ signature: 'Kind regards,\n{teammate}\n{company}' })
  expect(draft?.text).toBe('Hello Eva,\n\nwe ship to Norway within four days.')
  await house.core.drafts.approve(tom.actor, draft!.id, draft!.version)
  await house.settle()
  expect(sent(house, 'eva@mail.example')).toEqual([
    'Hello Eva,\n\nwe ship to Norway within four days.\n\nKind regards,\nTom\nShop',
  ])
})
