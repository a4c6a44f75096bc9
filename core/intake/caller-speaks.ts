import { noticeCard } from '../answering/cards.ts'
import { atDesk } from '../answering/desk.ts'
import { showInThreads } from '../answering/show.ts'
import { openCall } from '../calls/open-call.ts'
import { sayDue } from '../calls/resume.ts'
import { streamed } from '../calls/streamed.ts'
import { afterWords, type Heard } from '../calls/words.ts'
import type { Call } from '../domain/call.ts'
import type { MessageEvent, Outcome } from '../domain/event.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'
import { asksForText, yesOrNo } from '../understanding/yes-no.ts'
import { customerSpeaks, type Found } from './customer-speaks.ts'
import { fact } from './fact.ts'
import type { Turn } from './turn.ts'

/** What somebody says on the phone: a question, the answer to one of ours, or words for staff; the step says what they hear. */
export async function callerSpeaks(outside: House, turn: Turn, events: MessageEvent[], found: Found): Promise<Outcome> {
  const scope = outside.store.of(turn.businessId)
  const first = events[0] as MessageEvent
  const call = (await scope.calls.byPlace(first.place)) ?? (await openLate(outside, turn, first))
  const conversation = await scope.conversations.get(call.conversationId)
  await followLanguage(scope, call, first)
  const text = events.map((event) => event.text).join(' ')
  const heard = heardAs(call, text)
  const stream = outside.model === undefined ? undefined : streamed(outside.model)
  const isHere = heard === 'asked' && (await outside.messenger.holds(turn.businessId, call.place))
  const house: House = {
    ...outside,
    ...(stream === undefined ? {} : { model: stream.model }),
    ...(isHere ? { speaking: { place: call.place, toSay: [] } } : {}),
  }
  try {
    await customerSpeaks(house, turn, events, {
      ...found,
      ...(conversation === undefined || found.kind === 'spam' ? {} : { conversation }),
      ...(heard === 'asked' ? {} : { as: heard }),
    })
  } catch (error) {
    // What was decided before it failed is said all the same.
    if (house.speaking?.toSay.length) await sayDue(house, turn.businessId, call)
    throw error
  }
  if (call.state === 'message' && asksForText(text))
    await atDesk(house, turn.businessId, async (desk) => {
      if (conversation === undefined) return
      await fact(desk, conversation, 'customer', 'call_wants_text', {})
      await showInThreads(desk, conversation.id, noticeCard('They would rather have a text than a call.'))
    })
  return { kind: 'done', step: await afterWords(house, turn.businessId, call, heard, stream) }
}

/** They speak another language than we took them to speak. */
async function followLanguage(scope: Scope, call: Call, { context }: MessageEvent): Promise<void> {
  const language = context?.language
  if (language !== undefined && /^[a-z]{2}$/.test(language) && language !== call.language)
    await scope.calls.update(call.id, { language })
}

function heardAs(call: Call, text: string): Heard {
  if (call.state !== 'live') return 'left'
  const reply = call.asked === null ? undefined : yesOrNo(text)
  return reply ?? 'asked'
}

/** Words came before we were told that it rings: their place says which call it is. */
async function openLate(house: House, turn: Turn, { place, author }: MessageEvent): Promise<Call> {
  const { call } = await atDesk(house, turn.businessId, (desk) =>
    openCall(desk, place, {
      ...{ kind: 'began', from: author.handle, to: place.account },
      isWithheld: !author.handle.value.startsWith('+'),
    }),
  )
  return call
}
