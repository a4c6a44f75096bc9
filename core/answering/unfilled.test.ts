import { expect, test } from 'vitest'
import { makeTestHouse } from '#core/testing/house.ts'

test('a placeholder never reaches a customer: a draft with one is neither approved nor sent by its editor', async () => {
  const { house, carl, conversationId, lessonId } = await asked()
  await house.core.drafts.useHere(house.owner, conversationId, lessonId)
  const { draft } = await house.core.conversations.get(house.owner, conversationId)
  expect(draft).toMatchObject({ unfilled: ['reference'], text: 'Your order {reference} leaves on Friday.' })
  const { id, version, text } = draft!
  const refusal = { status: 409, message: 'Fill in reference first: edit the draft.' }
  const { approve, edit } = house.core.drafts
  await expect(approve(house.owner, id, version)).rejects.toMatchObject(refusal)
  await expect(edit(house.owner, id, version, text)).rejects.toMatchObject(refusal)
  await expect(edit(house.owner, id, version, `Hello! ${text}`)).rejects.toMatchObject(refusal)
  await edit(house.owner, id, version, text.replace('{reference}', '5022'))
  await house.settle()
  expect(carl.heard()).toEqual(['Your order 5022 leaves on Friday.'])
})

/** Anna's order was answered; Carl asks without a number. */
async function asked() {
  const house = await makeTestHouse()
  const [anna, carl] = [house.customer('Anna'), house.customer('Carl')]
  await anna.says('When does order 4711 leave?')
  const text = 'Your order 4711 leaves on Friday.'
  await house.core.conversations.reply(house.owner, (await anna.conversation()).id, { text })
  await house.settle()
  const [lesson] = await house.core.lessons.list(house.owner, {})
  await carl.says('When does my parcel leave?')
  await house.pass(3_000)
  return { house, carl, conversationId: (await carl.conversation()).id, lessonId: lesson?.id ?? '' }
}
