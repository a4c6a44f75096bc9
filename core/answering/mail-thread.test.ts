import { describe, expect, test } from 'vitest'
import type { MailFacts } from '#core/domain/event.ts'
import type { MailEnvelope } from '#core/domain/outbound.ts'
import { mailFacts } from '#core/testing/events.ts'
import { mailbox } from '#core/testing/fake-messenger.ts'
import { makeTestHouse, type TestHouse } from '#core/testing/house.ts'

/** A mail of somebody, into the thread of another's mail or on its own. */
async function writes(house: TestHouse, address: string, name: string, text: string, mail: Partial<MailFacts> = {}) {
  const event = house.mailCustomer(address, name).event(text)
  const facts = { ...mailFacts({ messageId: event.messageId, from: address }), ...mail }
  await house.receive({ ...event, author: { ...event.author, isVerified: facts.isAligned }, mail: facts })
  return event.messageId
}

const theConversation = async (house: TestHouse) => {
  const [row] = await house.core.conversations.list(house.owner, {})
  return house.core.conversations.get(house.owner, row?.id ?? '')
}
const lastMail = (house: TestHouse): MailEnvelope | undefined => {
  const sent = house.platforms.log.findLast(({ outbound }) => outbound.kind === 'reply')?.outbound
  return sent?.kind === 'reply' ? sent.mail : undefined
}

describe('a new face in a mail thread', () => {
  test('is a participant under their own name; the answer goes to whoever wrote, with the others in copy', async () => {
    const house = await makeTestHouse({ slack: true, mail: true })
    const first = await writes(house, 'ana@home.example', 'Ana', 'Where is FT-10001?', { cc: ['ben@home.example'] })
    await writes(house, 'ben@home.example', 'Ben', 'I would like to know, too.', {
      cc: ['ana@home.example'],
      references: [first],
    })
    await house.settle()
    const view = await theConversation(house)
    expect(view.person.name).toBe('Ana')
    expect(view.messages.map(({ metadata }) => metadata.authorName)).toEqual(['Ana', 'Ben'])
    expect(view.recipients).toEqual({ to: ['ben@home.example'], cc: ['ana@home.example'] })
    expect(view.participants).toEqual([{ address: 'ben@home.example', name: 'Ben' }])
    expect(house.platforms.cards().map(({ card }) => card.title)).toContain('Ben')

    await house.core.conversations.reply(house.owner, view.conversation.id, { text: 'It comes tomorrow.' })
    await house.settle()
    expect(lastMail(house)).toMatchObject({ to: ['ben@home.example'], cc: ['ana@home.example'] })
    expect((await theConversation(house)).conversation.personId).toBe(view.conversation.personId)
  })

  test('keeps what is personal from going out alone, and the card says to whom the draft goes', async () => {
    const house = await makeTestHouse({ slack: true, mail: true })
    const reply = 'Hi Ana, FT-10001 comes within 3 days.'
    await writes(house, 'ana@home.example', 'Ana', 'When does order FT-10001 come?')
    await house.core.conversations.reply(house.owner, (await theConversation(house)).conversation.id, { text: reply })
    await house.settle()
    const gates = async (cc: string[], isAligned: boolean) => {
      await writes(house, 'mia@home.example', 'Mia', 'When does order FT-20002 come?', { cc, isAligned })
      await house.settle()
      const { draft } = await theConversation(house)
      return Object.fromEntries(draft?.receipt.gates.map(({ name, passed }) => [name, passed]) ?? [])
    }
    expect(await gates(['tom@home.example'], true)).toMatchObject({ recipients: false, sender: true })
    const [shown] = house.platforms.cards().filter(({ card }) => card.purpose === 'draft')
    expect(shown?.card.facts).toEqual(
      expect.arrayContaining([
        { label: 'To', value: 'mia@home.example' },
        { label: 'Cc', value: 'tom@home.example' },
      ]),
    )
    expect(await gates([], false)).toMatchObject({ recipients: true, sender: false })
    expect(await gates([], true)).toMatchObject({ recipients: true, sender: true })
  })

  test('is called by their own name in the answer, and the lesson learned from it calls nobody by a name', async () => {
    const house = await makeTestHouse({ mail: true })
    const first = await writes(house, 'ana@home.example', 'Ana Gomez', 'Hello!')
    const mail = { references: [first], cc: ['ana@home.example'] }
    await writes(house, 'ben@home.example', 'Ben Boss', 'Do you ship to Norway?', mail)
    const { conversation } = await theConversation(house)
    const text = 'Yes Ben Boss, we ship to Norway within 5 days.'
    await house.core.conversations.reply(house.owner, conversation.id, { text })
    await house.settle()
    const [lesson] = await house.core.lessons.list(house.owner, {})
    expect(lesson?.reply).toBe('Yes {customer}, we ship to Norway within 5 days.')
    await writes(house, 'carla@home.example', 'Carla Cruz', 'Can you ship to Norway?', { references: [first] })
    await house.settle()
    const rows = await house.core.conversations.list(house.owner, {})
    const drafts = await Promise.all(
      rows.map(async ({ id }) => (await house.core.conversations.get(house.owner, id)).draft),
    )
    expect(drafts.flatMap((draft) => draft?.text ?? [])).toEqual(['Yes Carla, we ship to Norway within 5 days.'])
  })

  test('a teammate in copy is ours: nobody outside is added, and they are not written to as a customer', async () => {
    const house = await makeTestHouse({ mail: true })
    const maya = await house.teammate('Maya')
    await writes(house, 'ana@home.example', 'Ana', 'Where is it?', { cc: [maya.teammate.email] })
    expect((await theConversation(house)).recipients).toEqual({ to: ['ana@home.example'], cc: [] })
  })
})

describe('recipients that a teammate chooses', () => {
  test('get the mail, and whoever no mail had named is written down', async () => {
    const house = await makeTestHouse({ mail: true })
    const maya = await house.teammate('Maya')
    await writes(house, 'ana@home.example', 'Ana', 'Where is it?', { cc: ['ben@home.example'] })
    const { conversation } = await theConversation(house)
    const to = ['ben@home.example']
    await house.core.conversations.reply(maya.actor, conversation.id, {
      ...{ text: 'Tomorrow.', to, cc: ['Carla@Else.example'] },
    })
    await house.settle()
    expect(lastMail(house)).toMatchObject({ to, cc: ['carla@else.example'] })
    const added = (await house.scope.audit.list(50)).filter(({ action }) => action === 'recipient added')
    expect(added).toMatchObject([{ actor: maya.teammate.id, data: { address: 'carla@else.example' } }])
  })

  test('are refused in a sentence where they are ours, none, or where there is no mail', async () => {
    const house = await makeTestHouse({ mail: true })
    const maya = await house.teammate('Maya')
    await writes(house, 'ana@home.example', 'Ana', 'Where is it?')
    const { id } = (await theConversation(house)).conversation
    const say = (how: object) => house.core.conversations.reply(house.owner, id, { text: 'Tomorrow.', ...how })
    await expect(say({ cc: [maya.teammate.email] })).rejects.toThrow('is one of ours')
    await expect(say({ to: [] })).rejects.toThrow('at least one')
    const chat = house.customer('Carl')
    await chat.says('Hello?')
    const chatId = (await chat.conversation()).id
    await expect(
      house.core.conversations.reply(house.owner, chatId, { text: 'Hello', to: ['a@b.example'] }),
    ).rejects.toThrow('does not go by mail')
    await house.settle()
    expect(house.platforms.log.filter(({ outbound }) => outbound.kind === 'reply')).toEqual([])
  })

  test('are changed in the window of the draft, too', async () => {
    const house = await makeTestHouse({ slack: true, mail: true })
    const maya = await house.teammate('Maya')
    await writes(house, 'ana@home.example', 'Ana', 'Where is it?', { cc: ['ben@home.example'] })
    await house.settle()
    const pressed = maya.press('reply')
    await house.receiveAndWait({ ...pressed!, trigger: 't1' })
    const form = house.platforms.log.findLast(({ outbound }) => outbound.kind === 'form')?.outbound
    expect(form?.kind === 'form' ? form.fields?.slice(0, 3) : []).toMatchObject([
      { name: 'to', value: 'ana@home.example' },
      { name: 'cc', value: 'ben@home.example' },
      { name: 'files', kind: 'files' },
    ])
    await house.receiveAndWait({
      ...{ ...pressed!, id: 'form-1', text: 'Tomorrow.' },
      fields: { to: 'ana@home.example', cc: '', once: '', sendAt: '' },
    })
    await house.settle()
    expect(lastMail(house)).toMatchObject({ to: ['ana@home.example'], cc: [] })
  })
})

test('whoever wrote to another mailbox is answered from it, and no mailbox of ours is written to', async () => {
  const house = await makeTestHouse({ mail: true })
  const sales = {
    ...mailbox,
    account: 'sales@shop.example',
    address: 'sales@shop.example',
    inboundDomain: 'in2.shop.example',
  }
  house.platforms.siblings.push(sales)
  const anna = house.mailCustomer('anna@home.example', 'Anna')
  const place = { ...anna.place, account: sales.account }
  const asked = anna.event('Do you give a discount?', { place })
  await house.receive({ ...asked, mail: { ...asked.mail!, to: [sales.address], cc: [mailbox.address] } })
  await house.settle()
  const [conversation] = await house.scope.conversations.list({ limit: 5 })
  await house.core.conversations.reply(house.owner, conversation!.id, { text: 'Yes, from ten on.' })
  await house.settle()
  const sent = house.platforms.log.find(({ outbound }) => outbound.kind === 'reply')
  expect(sent?.place.account).toBe(sales.account)
  expect(sent?.outbound).toMatchObject({
    mail: { from: { address: sales.address }, to: ['anna@home.example'], cc: [] },
  })
  expect(sent?.outbound).toHaveProperty('mail.replyTo', expect.stringMatching(/^reply\+[a-z2-7]+@in2\.shop\.example$/))
})
