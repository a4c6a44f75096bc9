import { expect, test } from 'vitest'
import { openShop } from './loopback/shop.ts'
import { teamsCard } from './platforms/teams-platform.ts'

const answer = 'Yes, we ship to Norway within 5 days.'

/** Staff work in Teams alone. */
async function openDesk() {
  const { inTeams, ...shop } = await openShop({ staff: ['teams'] })
  return { ...shop, ...inTeams, heard: async () => (await shop.sent()).map(({ body }) => body) }
}

/** One answer was given, so that the next question is drafted. */
async function taught() {
  const shop = await openDesk()
  await shop.house.teammate('Cleo')
  await shop.texts('Do you ship to Norway?')
  const { id } = (await shop.conversation()).conversation
  await shop.house.core.conversations.reply(shop.house.owner, id, { text: answer })
  await shop.house.settle()
  await shop.texts('Can you ship to Norway?', { from: '+15550001112' })
  return shop
}

test('a customer texts; the conversation opens a thread in Teams, and its draft leaves when it is approved there', async () => {
  const shop = await taught()
  const drafted = teamsCard(await shop.showing('Approve'))
  expect(JSON.stringify(drafted?.body)).toContain(answer)
  const threads = new Set((await shop.messages()).map(({ conversation }) => conversation))
  expect([...threads].every((thread) => thread.startsWith('19:desk@thread.tacv2;messageid='))).toBe(true)
  expect(threads.size).toBe(2)

  const pressed = await shop.presses('Approve', 'Ben')
  expect(pressed).toMatchObject({ status: 200, body: { statusCode: 200, value: 'Done.' } })
  await shop.house.settle()
  expect(await shop.heard()).toEqual([answer, answer])
  // The card was changed where it stands: no other has the button, and none was added.
  await expect(shop.showing('Approve')).rejects.toThrow('nothing in Teams')
})

test('a draft is edited in a dialog; what two teammates do at once is won by one, and told to the other', async () => {
  const shop = await taught()
  const { dialog, answered } = await shop.fills('Edit', { text: 'Yes, by ferry.' }, 'Ben')
  expect(dialog.task.value).toMatchObject({ title: 'Edit the answer' })
  expect(answered).toEqual({ status: 200, body: '' })
  await shop.house.settle()
  expect(await shop.heard()).toEqual([answer, 'Yes, by ferry.'])
  const thread = `${shop.tenant.channel};messageid=1`
  const again = await shop.post(shop.says.submit(dialog, { text: 'No.' }, shop.person('Cleo'), thread))
  expect(again.status).toBe(200)
  expect(again.body.task).toMatchObject({ type: 'continue' })
  expect(JSON.stringify(again.body.task.value.card.content.body[0])).toMatch(/Ben|already/)
  // What Cleo wrote still stands there.
  expect(again.body.task.value.card.content.body).toContainEqual(expect.objectContaining({ id: 'text', value: 'No.' }))
  await shop.house.settle()
  expect(await shop.heard()).toHaveLength(2)
})

test('words in the thread are asked about: a note stays, what is sent leaves, and what began with > is not asked about', async () => {
  const shop = await openDesk()
  await shop.texts('Do you repair boots?')
  await shop.writes('No idea, who knows?', 'Ben')
  expect(await shop.heard()).toEqual([])
  expect(await shop.presses('Keep as note', 'Ben')).toMatchObject({ body: { value: 'Done.' } })
  const { said } = await shop.writes('Yes, we do.', 'Ben', { id: '1767000000001' })
  expect(JSON.stringify(teamsCard(await shop.showing('Send to customer')))).toContain('Yes, we do.')
  await shop.post(shop.says.edited({ ...said, id: '1767000000001' }, 'Yes, we do repair them.'))
  await shop.house.pass(2_000)
  await shop.presses('Send to customer', 'Ben')
  await shop.writes('> It takes a week.', 'Ben')
  await shop.house.settle()
  expect(await shop.heard()).toEqual(['Yes, we do repair them.', 'It takes a week.'])
})

test('a mention of a colleague is always asked about, one of the bot is not shown to the customer', async () => {
  const shop = await openDesk()
  await shop.texts('Do you repair boots?')
  const mention = (id: string, name: string) => ({
    ...{ type: 'mention', text: `<at>${name}</at>` },
    mentioned: { id, name },
  })
  const bot = mention(`28:${shop.tenant.appId}`, 'Lummy')
  await shop.writes('<at>Lummy</at> > We do.', 'Ben', { entities: [bot] })
  await shop.house.settle()
  expect(await shop.heard()).toEqual(['We do.'])
  await shop.writes('> ask <at>Cleo</at>', 'Ben', { entities: [mention(shop.person('Cleo'), 'Cleo')] })
  await shop.house.settle()
  expect(await shop.heard()).toHaveLength(1)
  expect(JSON.stringify(teamsCard(await shop.showing('Send to customer')))).toContain('@Cleo')
})

test('a reply with a file of the channel, which bots cannot have, is not sent without it, and says so', async () => {
  const shop = await openDesk()
  await shop.texts('Do you repair boots?')
  const content = '<p>&gt; Our price list.</p><attachment id="1"></attachment>'
  await shop.writes('> Our price list.', 'Ben', { attachments: [{ contentType: 'text/html', content }] })
  await shop.house.settle()
  expect(await shop.heard()).toEqual([])
  expect(JSON.stringify(await shop.messages())).toContain('Nothing was sent')
})

test('a word written to the bot, or to it by name, is answered to its author alone; a thread is left as it was', async () => {
  const shop = await taught()
  const drafted = await shop.showing('Approve')
  const chat = 'a:chat-with-ben-of-tests'
  const alone = async () => (await shop.messages()).filter(({ conversation }) => conversation === chat).map(teamsCard)
  const says = async (text: string, conversation = chat, entities: object[] = []) => {
    const said = { from: shop.person('Ben'), text, conversation, entities }
    expect(await shop.post(shop.says.says(said))).toEqual({ status: 200, body: '' })
    await shop.house.pass(2_000)
  }
  await says('next')
  expect(JSON.stringify(await alone())).toContain('Can you ship to Norway?')
  await says('teach Do you repair boots?')
  const { dialog, answered } = await shop.fills('Write the answer', { text: 'Yes, within a week.' }, 'Ben')
  expect(JSON.stringify(dialog)).toContain('Do you repair boots?')
  expect(JSON.stringify(answered.body)).toContain('Learned.')
  const lessons = await shop.house.core.lessons.list(shop.house.owner, {})
  expect(lessons).toContainEqual(
    expect.objectContaining({ question: 'Do you repair boots?', reply: 'Yes, within a week.' }),
  )

  const bot = { type: 'mention', text: '<at>Lummy</at>', mentioned: { id: `28:${shop.tenant.appId}`, name: 'Lummy' } }
  const inThread = async () => (await shop.messages()).filter((one) => one.conversation === drafted.conversation).length
  const [before, count] = [await inThread(), (await alone()).length]
  await says('<at>Lummy</at> why', drafted.conversation, [bot])
  expect(JSON.stringify((await alone())[count])).toContain('Lummy proposed this')
  await says('<at>Lummy</at> pause', drafted.conversation, [bot])
  expect(JSON.stringify((await alone())[count + 1])).toContain('owner')
  expect(await inThread()).toBe(before)
})

test('the bot added to a team asks what the channel is for, and a dialog asks for the rest; removed, the channel is forgotten', async () => {
  const shop = await openDesk()
  const { team } = shop.tenant
  await shop.house.core.teammates.changeRole(shop.house.owner, shop.ben.teammate.id, 'owner')
  await shop.post(shop.says.membership('membersAdded', shop.person('Ben')))
  await shop.house.pass(2_000)
  const asked = (await shop.messages()).find(({ conversation }) => conversation.startsWith(`${team};`))
  expect(teamsCard(asked)?.actions?.map(({ title }) => title)).toContain('One topic')
  const dialog = (await shop.post(shop.says.press(asked!, 'One address', shop.person('Ben')))).body
  expect(JSON.stringify(dialog)).toContain('What is it for?')
  await shop.post(shop.says.submit(dialog, { text: 'returns@shop.example' }, shop.person('Ben'), asked!.conversation))
  expect(await shop.house.core.channels.list(shop.house.owner)).toMatchObject([
    { connector: 'teams', channel: team, purpose: 'address', value: 'returns@shop.example' },
  ])
  await shop.post(shop.says.membership('membersRemoved', shop.person('Ben')))
  await shop.house.pass(2_000)
  expect(await shop.house.core.channels.list(shop.house.owner)).toEqual([])
})

test.each(['Gil', 'Otto'])('%s, a guest or of another organisation, does nothing and is told so', async (name) => {
  const shop = await taught()
  // Even where their address is a teammate's.
  await shop.house.teammate(name)
  expect((await shop.presses('Approve', name)).body.value).toContain('not linked')
  await shop.house.settle()
  expect(await shop.heard()).toEqual([answer])
})

test('somebody unknown is told alone how to be linked, and their words are neither sent nor learned', async () => {
  const shop = await openDesk()
  await shop.texts('Do you repair boots?')
  await shop.writes('> Yes.', 'Cleo')
  const told = (await shop.messages()).filter(({ conversation }) => conversation === 'a:chat-with-cleo-of-tests')
  expect(told).toHaveLength(1)
  expect(JSON.stringify(told)).toContain('This is me')
  await shop.house.settle()
  expect(await shop.heard()).toEqual([])
})

test('where Teams told its own service URL, it is kept with the account, and a fresh process answers there', async () => {
  const shop = await taught()
  const { id } = await shop.health('teams')
  const before = await shop.house.scope.integrations.get(id)
  expect(before?.settings).not.toHaveProperty('serviceUrl')
  await shop.presses('Approve', 'Ben')
  const after = await shop.house.scope.integrations.get(id)
  expect(after?.settings).toMatchObject({ serviceUrl: `${shop.platforms.teams.url}/teams/`, teamId: shop.tenant.team })
  shop.connections.forget()
  await shop.texts('And to Sweden?', { from: '+15550001113' })
  await shop.house.settle()
  expect(JSON.stringify(await shop.messages())).toContain('And to Sweden?')
})

test('Teams asking to slow down is waited for, and the card is shown once', async () => {
  const shop = await openDesk()
  await shop.platforms.teams.misbehave({
    ...{ does: 'answer', status: 429, retryAfterSeconds: 30, after: 'reading', on: '/v3/conversations' },
  })
  await shop.texts('Do you repair boots?')
  expect(await shop.messages()).toEqual([])
  await shop.platforms.teams.misbehave()
  await shop.house.pass(15_000)
  expect(await shop.messages()).toEqual([])
  await shop.house.pass(16_000)
  await shop.house.settle()
  const shown = (await shop.messages()).filter((one) => JSON.stringify(one).includes('Do you repair boots?'))
  expect(shown).toHaveLength(1)
})

test('a request without a good token is refused and stores nothing; an unknown tenant is counted', async () => {
  const shop = await openDesk()
  const said = { from: shop.person('Ben'), text: 'hello', conversation: shop.tenant.channel }
  for (const wrong of [
    { expiresIn: -400 },
    { audience: 'another app' },
    { issuer: 'https://sts.windows.net/x/' },
    { serviceUrl: 'https://evil.example/' },
    { kid: 'made up' },
  ])
    expect(await shop.post(shop.says.says(said, wrong))).toMatchObject({ status: 401 })
  const elsewhere = {
    ...shop.says.written(said),
    channelData: { tenant: { id: 'ffffffff-0000-0000-0000-000000000000' } },
  }
  expect((await shop.post(shop.says.sign(elsewhere))).status).toBe(404)
  expect(await shop.post(shop.says.sign(elsewhere), shop.address('teams'))).toEqual({ status: 200, body: '' })
  expect(shop.counted).toEqual([...Array(5).fill('teams 401'), 'teams 404', 'teams ignored'])
  expect((await shop.post(shop.says.says(said))).status).toBe(200)
})
