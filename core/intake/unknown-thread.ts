import { recogniseTeammate } from '../accounts/recognise.ts'
import { atDesk } from '../answering/desk.ts'
import { intentOf } from '../answering/intent.ts'
import { tellTeammate } from '../answering/show.ts'
import type { MessageEvent, Outcome } from '../domain/event.ts'
import type { House } from '../house.ts'
import { settled, type Turn } from './turn.ts'

const sentence =
  'Nothing was sent: I do not know which customer this thread is about. Please answer in another thread of the conversation, or in the admin.'

/**
 * Words outside of our threads stay where they are; but a teammate who marked them for a customer believes that they
 * went out, and is told that they did not. It happens where we died before we learned that a card had opened a thread.
 */
export async function handleOutside(
  house: House,
  turn: Turn,
  events: MessageEvent[],
  result: string,
): Promise<Outcome> {
  const marked = events.filter(({ text }) => intentOf({ text, rule: 'notes', mentionsOthers: false }).means === 'send')
  const [first] = marked
  const teammate =
    first === undefined ? undefined : await recogniseTeammate(house, turn.businessId, first.place, first.author)
  await atDesk(house, turn.businessId, async (desk) => {
    await settled(turn, result)(desk.tx)
    if (teammate === undefined) return
    for (const { place, author, text } of marked)
      await tellTeammate(desk, null, place, author.handle, sentence, { body: text })
  })
  return { kind: 'done' }
}
