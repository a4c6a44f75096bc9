import { describe, expect, test } from 'vitest'
import type { Attachment } from '../domain/file.ts'
import { makeEngine } from '../learning/engine.ts'
import type { PastPair } from '../learning/import/past-message.ts'
import { runImport } from '../learning/import/run.ts'
import { makeLearners } from '../learning/learners.ts'
import { makeDatabaseHouse } from '../testing/database-house.ts'
import { author, mailFacts, message } from '../testing/events.ts'
import { mailbox } from '../testing/fake-messenger.ts'
import type { TestHouse } from '../testing/house.ts'
import { rowsNaming } from '../testing/rows-naming.ts'
import { testDatabase } from '../testing/test-database.ts'

const marker = `zq${crypto.randomUUID().slice(0, 8)}`
const address = `${marker}@mail.example`

/** Ana is everywhere: chat, mail with a file, notes, drafts, somebody else's thread, a merge, an import, copies of mail. */
async function lived(house: TestHouse) {
  const { core, owner, scope, businessId } = house
  const maya = await house.teammate('Maya')
  await core.integrations.add(owner, { connector: 'email', account: mailbox.account, label: 'Shop', settings: {} })
  const digest = await house.ports.files.put(Buffer.from(`a picture of ${marker}`))
  const file: Attachment = { name: `${marker}.pdf`, type: 'application/pdf', size: 20, inline: false, digest }
  const shared = await house.ports.files.put(Buffer.from('the same leaflet for everybody'))

  const ana = house.mailCustomer(address, `Ana ${marker}`)
  await ana.says(`Where is order ${marker}?`, { attachments: [file, { ...file, name: 'leaflet.pdf', digest: shared }] })
  const byMail = await ana.conversation()
  await maya.slackReply(byMail.id, `note: ${marker} called twice`)
  await core.conversations.note(maya.actor, byMail.id, `${marker} is a friend of the house`)
  await maya.slackReply(byMail.id, `Ask ${marker} for the number`)
  await core.conversations.reply(maya.actor, byMail.id, { text: `Dear ${marker}, it left on Monday.` })
  await house.settle()
  await ana.says(`Thanks, and the second parcel of ${marker}?`)
  await core.conversations.reply(maya.actor, byMail.id, {
    text: `Also on Monday, ${marker}.`,
    sendAt: '2026-03-04T09:00:00.000Z',
  })

  const visitor = house.customer(`visitor ${marker}`)
  await visitor.says(`It is ${marker} again: where is my order?`)
  const byChat = await visitor.conversation()

  const cleo = house.customer('Cleo')
  await cleo.says('How much is shipping to Norway?')
  await core.conversations.reply(maya.actor, (await cleo.conversation()).id, { text: 'Five euros to Norway.' })
  await house.settle()

  // Somebody else, before and after: asks the same, has her in copy, and keeps what is his.
  const ben = house.mailCustomer('ben@mail.example', 'Ben')
  await ben.says('Where is my order?', { attachments: [{ ...file, name: 'mine.pdf', digest: shared }] })
  const bens = await ben.conversation()
  await core.conversations.reply(maya.actor, bens.id, { text: 'It left on Monday, Ben.', cc: [address] })
  await house.settle()
  const bensMail = (await scope.messages.list(bens.id)).find(({ senderType }) => senderType === 'customer')!
  const references = [bensMail.metadata.mail!.messageId]
  await ben.says('I add Ana.', {
    mail: mailFacts({ from: 'ben@mail.example', messageId: '<cc@x>', cc: [address], references }),
  })
  const into = mailFacts({ from: address, messageId: `<${marker}@y>`, references: ['<cc@x>', ...references] })
  await ana.says(`Hello Ben, ${marker} here.`, { mail: into })
  await ben.says('Good.', {
    quoted: `${marker} wrote: hello`,
    mail: mailFacts({ from: 'ben@mail.example', messageId: '<re@x>', to: [mailbox.address, address], references }),
  })

  // A copy of mail that the team sends from its own mailbox.
  const [integration] = await core.integrations.list(owner)
  const token = /\+([a-z2-7]+)@/.exec(integration?.learnAddress ?? '')?.[1] ?? ''
  const copy = (from: string, id: string, text: string, refs: string[] = []) =>
    message({
      ...{ id: `${id}#copy`, messageId: id, at: house.clock.now().toISOString(), text },
      place: { connector: 'email', account: mailbox.account, thread: 'copies', private: true },
      author: author({ kind: 'email', value: from }, { name: from }),
      mail: { ...mailFacts({ messageId: id, from, references: refs }), token, isCopy: true },
    })
  await house.receive(copy(address, `<c1-${marker}@z>`, `Does ${marker} get a discount?`))
  await house.receive(copy('maya@shop.example', '<c2@z>', `Yes, ${marker}, five percent.`, [`<c1-${marker}@z>`]))

  const agent = await scope.agent()
  const run = await scope.imports.start({
    agentId: agent.id,
    name: 'past.mbox',
    digest: crypto.randomUUID(),
    total: 1,
    fromSeq: 0,
  })
  const past = { externalId: 'e1', at: '2025-01-01T00:00:00.000Z', channel: 'email', author: 'Maya', context: [] }
  await runImport(house.ports, makeLearners(house.ports), businessId, run, [
    { ...past, question: `${marker} asks for an invoice`, reply: 'Here it is.', customer: { address } },
  ] satisfies PastPair[])
  await house.settle()
  await core.learning.topics(owner)
  return { maya, ana, visitor, byMail, byChat, ben, bens, digest, shared, agent }
}

describe('erasing a customer', () => {
  test('leaves no word of theirs in any table or file, and what others said', async () => {
    const house = await makeDatabaseHouse({ slack: true, mail: true })
    const { maya, ana, byMail, byChat, bens, ben, digest, shared, agent } = await lived(house)
    const { core, owner, scope, businessId } = house
    await core.conversations.merge(owner, byChat.id, byMail.id, { acrossPeople: true })
    await house.settle()
    const before = await rowsNaming(marker)
    const tables = new Set(before.map((row) => row.split(':')[0]))
    for (const name of ['messages', 'drafts', 'receipts', 'conversation_events', 'outbox', 'written_replies', 'inbox'])
      expect([...tables]).toContain(`lummy.${name}`)
    for (const name of ['learning_data', 'lessons', 'people', 'handles', 'conversations', 'shadow_mails', 'audit'])
      expect([...tables]).toContain(`lummy.${name}`)

    const evidence = await evidenceOf(businessId)
    for (const one of [await byAddress(scope), byChat.personId])
      await core.people.erase(owner, one, (await scope.people.get(one))?.name ?? '')
    await house.settle()

    expect(await rowsNaming(marker)).toEqual([])
    await expect(house.ports.files.get(digest)).rejects.toThrow()
    expect(Buffer.from(await house.ports.files.get(shared)).toString()).toContain('leaflet')
    const cards = house.platforms.cards().map(({ card }) => JSON.stringify(card))
    expect(cards.filter((card) => card.includes(marker))).toEqual([])
    expect(await evidenceOf(businessId)).toEqual(evidence)

    const view = await core.conversations.get(owner, byMail.id)
    expect(view).toMatchObject({ actions: [], person: { name: null, handles: [] }, draft: null })
    expect(view.conversation.erasedAt).toBeDefined()
    expect(view.messages.every(({ content }) => content === '')).toBe(true)
    const theirs = await core.conversations.get(owner, bens.id)
    expect(theirs.messages.map(({ content }) => content)).toEqual([
      ...['Where is my order?', 'It left on Monday, Ben.', 'I add Ana.', '', 'Good.'],
    ])

    // What is left is what would have been learned without her.
    const rows = await scope.learning.rows(agent.id, 0, 500)
    const rebuilt = makeEngine()
    for (const row of rows) if (row.entry.type !== 'erased') rebuilt.apply(row)
    expect((await makeLearners(house.ports).current(businessId)).engine.hash()).toBe(rebuilt.hash())
    expect(rebuilt.lessons().map(({ reply }) => reply)).toEqual(['Five euros to Norway.'])

    // The staff thread says what happened; whoever was erased is a stranger when they write again.
    await maya.slackReply(byMail.id, 'Is anybody there?')
    await expect(core.conversations.reply(owner, byMail.id, { text: 'Hello?' })).rejects.toThrow(/erased/)
    await ana.answers('I am back').catch(() => ana.says('I am back'))
    const again = await ana.conversation()
    expect(again.id).not.toBe(byMail.id)
    expect(again.personId).not.toBe(byMail.personId)
    await ben.says('And mine?')
    expect((await core.conversations.get(owner, bens.id)).conversation.erasedAt).toBeUndefined()
  }, 120_000)
})

async function byAddress(scope: TestHouse['scope']): Promise<string> {
  return (await scope.people.byHandle({ kind: 'email', value: address }))!.personId!
}

async function evidenceOf(businessId: string) {
  const { orm } = await testDatabase()
  return orm.em
    .fork()
    .execute('select * from lummy.evidence where business_id = ? order by claim, position', [businessId])
}
