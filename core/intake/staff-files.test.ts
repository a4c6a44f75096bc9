import { describe, expect, test } from 'vitest'
import type { MessageEvent } from '#core/domain/event.ts'
import type { Attachment } from '#core/domain/file.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import { largestFilesBytes } from '../domain/file-type.ts'

const pdf: Attachment = {
  ...{ name: 'offer.pdf', type: 'application/pdf', size: 340_000, inline: false },
  url: 'https://files.slack.com/files-pri/T1-F1/offer.pdf',
}
const bytes = Buffer.concat([Buffer.from('%PDF-'), Buffer.alloc(339_995)])

async function busyHouse(options: Parameters<typeof makeTestHouse>[0] = { slack: true }) {
  const house = await makeTestHouse(options)
  const maya = await house.teammate('Maya')
  const mia = house.customer('Mia')
  await mia.says('Can you make an offer?')
  await house.settle()
  house.platforms.kept.set(pdf.url ?? '', bytes)
  return { house, maya, mia, id: (await mia.conversation()).id }
}
const sentFiles = (house: TestHouse) =>
  house.platforms.log.flatMap(({ outbound }) => (outbound.kind === 'reply' ? [outbound.attachments] : []))
const titles = (house: TestHouse) => house.platforms.cards().map(({ card }) => card.title)

describe('a teammate’s file in a Slack thread', () => {
  test('is named in the question and goes out with the words', async () => {
    const { house, maya, mia, id } = await busyHouse()
    await maya.slackReply(id, 'Here it is.', { attachments: [pdf] })
    await house.settle()
    expect(titles(house)).toContain('Send this and 1 file (offer.pdf 340 kB) to Mia?')
    await maya.click('send_written')
    await house.settle()
    expect(mia.heard()).toEqual(['Here it is.'])
    const [[file] = []] = sentFiles(house)
    expect(file).toMatchObject({ name: 'offer.pdf', size: 340_000, inline: false })
    expect(file).not.toHaveProperty('url')
    expect(Buffer.from(await house.ports.files.get(file?.digest ?? ''))).toEqual(bytes)
  })

  test('goes out alone, and such words teach nothing', async () => {
    const { house, maya, id } = await busyHouse()
    await maya.slackReply(id, '', { attachments: [pdf] })
    await house.settle()
    expect(titles(house)).toContain('Send 1 file (offer.pdf 340 kB) to Mia?')
    await maya.click('send_written')
    await house.settle()
    expect(sentFiles(house)).toHaveLength(1)
    expect(await house.core.lessons.list(house.owner, {})).toEqual([])
  })

  test.each([
    ['is too large', { ...pdf, size: largestFilesBytes + 1 }, 'offer.pdf (21.0 MB) is too large to send'],
    ['cannot be fetched', { ...pdf, url: 'https://files.slack.com/gone' }, 'offer.pdf could not be fetched'],
  ])('that %s stops the whole send and is named', async (_, file, sentence) => {
    const { house, maya, mia, id } = await busyHouse()
    await maya.slackReply(id, '> Here it is.', { attachments: [file, pdf] })
    await house.settle()
    expect(mia.heard()).toEqual([])
    expect(titles(house).filter((title) => title.includes(`Nothing was sent: ${sentence}`))).toHaveLength(1)
    expect(await house.scope.written.list()).toEqual([])
  })

  test('stays when its author takes the words away, and goes out without them', async () => {
    const { house, maya, mia, id } = await busyHouse()
    const said = await maya.slackReply(id, 'Here it is.', { attachments: [pdf] })
    await maya.slackEdit(said, '')
    await house.settle()
    expect(titles(house)).toContain('Send 1 file (offer.pdf 340 kB) to Mia?')
    await maya.slackEdit(said, 'The offer.')
    await house.settle()
    await maya.click('send_written')
    await maya.slackEdit(said, '')
    await house.settle()
    expect(mia.heard()).toEqual([''])
    expect(sentFiles(house)).toMatchObject([[{ name: 'offer.pdf' }]])
  })

  test('of a note is not even fetched', async () => {
    const { house, maya, id } = await busyHouse({ slack: true, settings: { sendRule: 'notes' } })
    const said = await maya.slackReply(id, 'For us only.', { attachments: [pdf] })
    await house.settle()
    const written = await house.scope.written.byPlatformMessage(said.place, said.messageId)
    expect(written).toMatchObject({ state: 'note', attachments: [{ name: 'offer.pdf' }] })
    expect(written?.attachments[0]?.digest).toBeUndefined()
    expect(sentFiles(house)).toEqual([])
  })

  test('comes from the reply window, too', async () => {
    const { house, maya, mia } = await busyHouse()
    const pressed = maya.press('reply')
    await house.receiveAndWait({ ...pressed!, id: 'form-1', text: 'Here it is.', attachments: [pdf] })
    await house.settle()
    expect(mia.heard()).toEqual(['Here it is.'])
    expect(sentFiles(house)[0]).toMatchObject([{ name: 'offer.pdf' }])
    const gone = { ...pdf, url: 'https://files.slack.com/gone' }
    const refused = await house.receiveAndWait({ ...pressed!, id: 'form-2', text: 'Again.', attachments: [gone] })
    expect(refused).toMatchObject({ kind: 'refused', say: expect.stringContaining('offer.pdf could not be fetched') })
  })
})

describe('a teammate’s file by mail', () => {
  test('goes out with the reply, and the pictures of their signature do not', async () => {
    const house = await makeTestHouse({ mail: true })
    const maya = await house.teammate('Maya')
    const ana = house.mailCustomer('ana@home.example', 'Ana')
    await ana.says('Can you make an offer?')
    await house.settle()
    const event: MessageEvent = maya.mailEvent(maya.mails().at(-1)!, 'Here it is.')
    const logo = { name: 'logo.png', type: 'image/png', size: 4, inline: true, bytes: Buffer.from('logo') }
    const offer = { name: 'offer.pdf', type: 'application/pdf', size: 5, inline: false, bytes: Buffer.from('%PDF-') }
    await house.receive({ ...event, attachments: [logo, offer] })
    await house.settle()
    expect(sentFiles(house)).toMatchObject([[{ name: 'offer.pdf', size: 5 }]])
  })
})

describe('a customer’s files', () => {
  test('are named where staff have mail alone: as links with the question, by name with a draft', async () => {
    const house = await makeTestHouse({ mail: true })
    const maya = await house.teammate('Maya')
    const ana = house.mailCustomer('ana@home.example', 'Ana')
    const page = { name: 'x](https://evil.example) [.html', type: 'text/html', size: 5, inline: false }
    const attachments = [{ ...page, bytes: Buffer.from('<br/>') }]
    const cardOf = (index: number) => {
      const outbound = maya.mails().at(index)?.outbound
      return outbound !== undefined && 'card' in outbound ? outbound.card : undefined
    }
    await ana.says('Do you ship to Norway?', { attachments })
    await house.settle()
    const [, url] = /\n- \[x {2}https {3}evil\.example {2} \.html\]\((.*?)\) · 5 B$/.exec(cardOf(-1)?.body ?? '') ?? []
    const token = url?.replace('https://lummy.example/files/', '') ?? ''
    expect(await house.core.files.open(token)).toMatchObject({ preview: null })
    await maya.mailReply(maya.mails().at(-1)!, 'Yes, within 5 days.')
    await house.settle()
    await ana.says('Do you ship to Norway?', { attachments })
    await house.settle()
    expect(cardOf(-1)).toMatchObject({ purpose: 'draft' })
    expect(cardOf(-1)?.facts).toContainEqual({ label: 'Files', value: expect.stringMatching(/ 5 B$/) })
  })

  test('are links in the thread, pictures are shown, once, and HTML is never a picture', async () => {
    const house = await makeTestHouse({ slack: true })
    const mia = house.customer('Mia')
    const file = (name: string, type: string) => ({
      ...{ name, type, size: 5, inline: false, bytes: Buffer.from(`bytes of ${name}`) },
    })
    await mia.says('It is broken.', {
      attachments: [
        file('photo.png', 'image/png'),
        file('page.html', 'text/html'),
        file('a](https://evil).pdf', 'x/y'),
      ],
    })
    await mia.says('Hello?')
    await house.settle()
    const cards = house.platforms.cards().filter(({ card }) => card.title === '3 files from Mia')
    expect(cards).toHaveLength(1)
    const links = [...(cards[0]?.card.body ?? '').matchAll(/\]\((.*?)\)/g)].map(([, url]) => url)
    expect(links).toHaveLength(3)
    for (const url of links) expect(url).toMatch(/^https:\/\/lummy\.example\/files\//)
    const shown = house.platforms.log.flatMap(({ outbound, place }) =>
      outbound.kind === 'files' ? outbound.attachments.map(({ name }) => [name, place.thread]) : [],
    )
    expect(shown).toEqual([['photo.png', cards[0]?.place.thread]])
    const view = await house.core.conversations.get(house.owner, (await mia.conversation()).id)
    expect(view.messages[0]?.files?.map(({ name, previewUrl }) => [name, previewUrl !== undefined])).toEqual([
      ['photo.png', true],
      ['page.html', false],
      ['a](https://evil).pdf', false],
    ])
    const token = view.messages[0]?.files?.[1]?.url?.split('/').at(-1) ?? ''
    expect(await house.core.files.open(token)).toMatchObject({ name: 'page.html', preview: null })
  })
})
