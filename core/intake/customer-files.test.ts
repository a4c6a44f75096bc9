import { expect, test } from 'vitest'
import { makeTestHouse } from '#core/testing/house.ts'

const kept = (name: string) => ({
  ...{ name, type: 'image/jpeg', size: 0, inline: false },
  url: `https://api.twilio.com/${name}`,
})

test('what a customer’s platform keeps is fetched before staff see it; words are not needed, and nobody answers alone', async () => {
  const house = await makeTestHouse({ slack: true })
  house.platforms.kept.set('https://api.twilio.com/picture-1.jpg', Buffer.from('a picture'))
  const ben = house.texter('+15550001111')
  await ben.says('', { attachments: [kept('picture-1.jpg')] })
  await house.settle()
  const view = await house.core.conversations.get(house.owner, (await ben.conversation()).id)
  const [file] = view.messages[0]?.metadata.attachments ?? []
  expect(file).toMatchObject({ name: 'picture-1.jpg', size: 9, digest: expect.any(String) })
  expect(file).not.toHaveProperty('url')
  const card = house.platforms.cards().find(({ card }) => card.title.startsWith('A file from'))?.card
  expect(card?.body).toMatch(/^- \[picture-1\.jpg\]\(https:\/\/lummy\.example\/.*9 B$/)
  expect([ben.heard(), view.draft]).toEqual([[], null])
})

test('what cannot be fetched stays a link, and staff are told so, in the thread and on the page', async () => {
  const house = await makeTestHouse({ slack: true })
  house.platforms.kept.set('https://api.twilio.com/picture-1.jpg', Buffer.from('a picture'))
  const ben = house.texter('+15550001111')
  await ben.says('My bowl broke', { attachments: [kept('picture-1.jpg'), kept('picture-2.jpg')] })
  await house.settle()
  const view = await house.core.conversations.get(house.owner, (await ben.conversation()).id)
  const card = house.platforms.cards().find(({ card }) => card.title.startsWith('2 files from'))?.card
  expect(card?.body?.split('\n')[1]).toBe(
    '- [picture-2.jpg](https://api.twilio.com/picture-2.jpg) · could not be fetched; it may open at the platform',
  )
  expect(view.messages[0]?.files?.[1]).toMatchObject({
    name: 'picture-2.jpg',
    url: 'https://api.twilio.com/picture-2.jpg',
  })
})
