import { expect, test } from 'vitest'
import { codesTo, holdsCode, personalAnswer, personalHouse, personalQuestion } from '#core/testing/proof.ts'
import { publicUrl } from './loopback/hub.ts'
import { openShop } from './loopback/shop.ts'
import { ours, theirs } from './loopback/twilio.ts'
import { sidOf } from './platforms/twilio-platform.ts'

const answer = 'Yes, we ship to Norway within 5 days.'

test('a customer texts; the draft is approved in Slack, leaves as a text, and is told to have arrived', async () => {
  const shop = await openShop()
  const { house } = shop
  expect(await (await shop.texts('Do you ship to Norway?')).text()).toContain('<Response/>')
  await house.core.conversations.reply(house.owner, (await shop.conversation()).conversation.id, { text: answer })
  await house.settle()
  expect((await shop.sent()).map(({ from, to, body }) => [from, to, body])).toEqual([[ours, theirs, answer]])

  await shop.texts('Can you ship to Norway?', { from: '+15550001112' })
  await house.pass(3_000)
  expect((await shop.cards()).some(({ blocks }) => JSON.stringify(blocks).includes(answer))).toBe(true)
  expect((await shop.presses('Approve')).status).toBe(200)
  await house.settle()
  const sent = await shop.sent()
  expect(sent.map(({ to, body }) => [to, body]).at(-1)).toEqual(['+15550001112', answer])
  expect(new URL(sent[1]!.statusCallback!).origin).toBe(publicUrl)

  expect((await shop.becomes(sent[0]!, 'delivered')).status).toBe(204)
  const rows = await house.scope.conversations.list({ limit: 5 })
  const views = await Promise.all(rows.map(({ id }) => house.core.conversations.get(house.owner, id)))
  expect(rows.map(({ channel }) => channel)).toEqual(['sms', 'sms'])
  expect(views.flatMap(({ events }) => events).filter(({ type }) => type === 'delivered')).toHaveLength(1)
  expect(house.log.errors).toEqual([])
})

test('what is in doubt is settled by Twilio’s word; what did not arrive comes back with its reason', async () => {
  const shop = await openShop()
  const { house } = shop
  await shop.texts('Do you ship to Norway?')
  const { id } = (await shop.conversation()).conversation
  await shop.platforms.sms.misbehave({ does: 'cut', after: 'accepting', times: 1 })
  await house.core.conversations.reply(house.owner, id, { text: answer })
  await house.settle()
  const delivery = async () => (await shop.conversation()).messages.at(-1)?.delivery?.state
  expect([await delivery(), (await shop.sent()).length]).toEqual(['in_doubt', 1])
  const [text] = await shop.sent()
  await shop.becomes(text!, 'sent')
  expect(await delivery()).toBe('sent')
  await shop.becomes(text!, 'undelivered', 30006)
  expect(await delivery()).toBe('failed')
  const said = JSON.stringify(await shop.cards())
  expect(said).toContain('a landline, or a network that takes no texts')
  expect((await shop.sent()).length).toBe(1)
})

test('STOP holds from the answer to Twilio on, and Twilio’s own refusal is a STOP, too', async () => {
  const shop = await openShop()
  const { house } = shop
  await shop.texts('Do you ship to Norway?')
  const { id } = (await shop.conversation()).conversation
  await house.core.conversations.reply(house.owner, id, { text: answer })
  expect((await shop.texts('Stop')).status).toBe(200)
  await house.settle()
  expect(await shop.sent()).toEqual([])
  expect(JSON.stringify(await shop.cards())).toContain('They said STOP on')
  await shop.texts('start')
  shop.account.stopped.push(theirs)
  await house.core.conversations.reply(house.owner, id, { text: answer })
  await house.settle()
  expect((await shop.conversation()).stoppedAt).not.toBeNull()
})

test('what nobody signed is refused with 401 and stored nowhere; what is not ours is answered and dropped', async () => {
  const shop = await openShop()
  const good = shop.twilioSays.text(shop.address('sms'), { from: theirs, to: ours, body: 'Hello' })
  const forged = [
    { ...good, headers: { ...good.headers, 'x-twilio-signature': 'AAAA' } },
    { ...good, headers: { 'content-type': good.headers['content-type']! } },
    { ...good, body: new Uint8Array(Buffer.from(Buffer.from(good.body).toString().replace('Hello', 'Hallo'))) },
  ]
  for (const request of forged) expect((await shop.post(good.url, request)).status).toBe(401)
  expect((await shop.post(`${good.url}?x=1`, good)).status).toBe(401)
  expect((await shop.texts('Hello', { to: '+15550009999' })).status).toBe(200)
  expect((await shop.texts('', {})).status).toBe(200)
  expect((await shop.post(`${publicUrl}/webhooks/sms`, good)).status).toBe(404)
  await shop.house.settle()
  expect(await shop.house.scope.conversations.list({ limit: 5 })).toEqual([])
})

test('a picture is fetched and shown; one that is gone is a link, and staff are told', async () => {
  const shop = await openShop()
  const path = `/2010-04-01/Accounts/${shop.account.accountSid}/Messages/${sidOf('MM', 1)}/Media/${sidOf('ME', 1)}`
  shop.account.media[path] = Buffer.from('a picture').toString('base64')
  const media = [path, `${path}0`].map((at) => ({ url: `https://api.twilio.com${at}`, type: 'image/jpeg' }))
  await shop.texts('It broke', { media })
  await shop.house.settle()
  const [first, second] = (await shop.conversation()).messages[0]?.metadata.attachments ?? []
  expect([first?.size, second?.digest, second?.url]).toEqual([9, undefined, media[1]!.url])
  expect(JSON.stringify(await shop.cards())).toContain('could not be fetched')
  expect(await shop.sent()).toEqual([])
})

test('a text asks for something of its own; a code by mail proves who it is, and it is answered', async () => {
  const shop = await openShop({ makeHouse: personalHouse })
  const { house } = shop
  await house.mailCustomer('ana@mail.example', 'Ana').says('Hello, are you open today?')
  const told = async () => (await shop.sent()).map(({ body }) => body).join('\n')
  await shop.texts(personalQuestion())
  await house.settle()
  expect(await told()).toContain('tell us the e-mail address')
  await shop.texts('It is ana@mail.example')
  await house.settle()
  expect(await told()).toContain('sent a code to that address')
  expect(await told()).not.toContain(personalAnswer())
  const [code = ''] = codesTo(house, 'ana@mail.example')
  await shop.texts(`${code.slice(0, 3)} ${code.slice(3)}`)
  await house.settle()
  expect(await told()).toContain(personalAnswer())
  expect(holdsCode(await told(), code)).toBe(false)
  const row = await house.scope.people.byHandle({ kind: 'email', value: 'ana@mail.example' })
  expect((await house.scope.people.get(row!.personId!))?.handles).toContainEqual({ kind: 'phone', value: theirs })
})

test('files of staff: a picture is fetched by Twilio, the offer is a link, and staff are told before it leaves', async () => {
  const shop = await openShop()
  const { house } = shop
  await shop.texts('What does it cost?')
  const { id } = (await shop.conversation()).conversation
  const png = Buffer.from('\x89PNG\r\n\x1a\n…', 'latin1')
  const upload = async (name: string, bytes: Uint8Array) =>
    (await house.core.files.upload(house.owner, { name, type: 'application/octet-stream', bytes })).token
  const files = [await upload('bowl.png', png), await upload('Offer March.pdf', Buffer.from('%PDF-1.7'))]
  await house.core.conversations.reply(house.owner, id, { text: 'See for yourself.', files })
  await house.pass(1_000)
  const note = 'Offer March.pdf 8 B goes as a link'
  expect(JSON.stringify(await shop.cards())).toContain(note)
  expect((await shop.conversation()).messages.at(-1)?.delivery?.filesNote).toContain(note)
  await house.settle()
  const [text] = await shop.sent()
  const [, link = ''] = /^See for yourself\.\nOffer March\.pdf: (\S+)$/.exec(text!.body) ?? []
  const fetched = async (url: string) => fetch(shop.reach(`${publicUrl}${new URL(url).pathname}${new URL(url).search}`))
  const picture = await fetched(text!.media[0]!)
  expect([picture.headers.get('content-type'), Buffer.from(await picture.arrayBuffer())]).toEqual(['image/png', png])
  expect((await fetched(text!.media[0]!.replace('?view', 'x?view'))).status).toBe(404)
  const offer = await fetched(link)
  expect(offer.headers.get('content-disposition')).toContain('attachment; filename="Offer March.pdf"')
  expect(await offer.text()).toBe('%PDF-1.7')
  expect(JSON.stringify(await house.scope.outbox.list(id))).not.toContain('/files/')
})
