import { expect, test } from 'vitest'
import type { ActionEvent, Outcome } from '../domain/event.ts'
import { drafted } from '../testing/drafted.ts'
import { pressed } from '../testing/events.ts'
import type { TestHouse } from '../testing/house.ts'
import type { Staff } from '../testing/staff.ts'

/** A shortcut in the menu of a message, or a command. */
function asks(house: TestHouse, staff: Staff, given: Partial<ActionEvent>): Promise<Outcome> {
  return house.receiveAndWait(
    pressed({
      ...{ id: `asks-${house.next()}`, at: house.clock.now().toISOString(), action: 'why', target: 'x' },
      place: { connector: 'slack', account: 'T1', thread: 'C9/1.1', private: false },
      author: { handle: staff.handle, isUs: false, isMachine: false, isOutsider: false, isVerified: true },
      ...given,
    }),
  )
}
const inWindow = { trigger: 't', canShow: ['words', 'form'] } as const

test('a draft’s card says from whom it has its answer, how sure it was, and what held it back', async () => {
  const d = await drafted()
  const card = d.house.platforms.log.findLast(
    ({ outbound }) => outbound.kind === 'card' && outbound.card.purpose === 'draft',
  )!
  const about = { messageId: card.platformId, text: 'Suggested answer', outboxId: card.outbound.id }
  const outcome = await asks(d.house, d.ben, { place: card.place, about, ...inWindow })
  if (outcome.kind !== 'done' || !outcome.form?.card) throw new Error(JSON.stringify(outcome))
  const { title, status, body, sources, facts, link, quote } = outcome.form.card
  expect(title).toBe('Lummy proposed this')
  expect(status).toMatch(/\d+ % sure · written by the local engine/)
  expect(body).toContain(d.draft.text)
  expect(body).toContain('**Reasons**')
  expect(quote).toBeTruthy()
  expect(sources[0]).toMatch(/^“.*”, answered by /)
  expect(facts.map(({ label }) => label)).toContain('Checked and fine')
  expect(link?.url).toContain(`/conversations/${d.draft.conversationId}`)
  expect(outcome.form.submit).toBeUndefined()
})

test('a teammate’s own words have none of our reasons; what was said elsewhere is not known', async () => {
  const d = await drafted()
  const said = await d.ben.slackReply(d.draft.conversationId, '> We do ship there.')
  const own = await asks(d.house, d.cleo, {
    place: said.place,
    about: { messageId: said.messageId, text: said.text },
    ...inWindow,
  })
  expect(own).toMatchObject({ kind: 'refused', say: expect.stringMatching(/^Ben said this, .*: it was not Lummy\.$/) })
  const elsewhere = await asks(d.house, d.cleo, { about: { messageId: 'C9/1.1', text: 'Lunch?' }, ...inWindow })
  expect(elsewhere).toMatchObject({ kind: 'refused', say: expect.stringContaining('outside of the conversations') })
})

test('/lummy why says it of the newest decision, or of that about a customer', async () => {
  const d = await drafted()
  expect(await asks(d.house, d.ben, { text: '' })).toMatchObject({ card: { title: 'Lummy proposed this' } })
  expect(await asks(d.house, d.ben, { text: 'nobody-called-so' })).toMatchObject({
    say: expect.stringMatching(/^There is no conversation with “nobody-called-so”/),
  })
})
