import { recogniseTeammate } from '../accounts/recognise.ts'
import { act, replyInside, withConversation } from '../answering/conversations.ts'
import { sendCorrection } from '../answering/correction.ts'
import { approve, type By, edit, reject } from '../answering/drafts.ts'
import { openDraftForm, openReplyForm } from '../answering/forms.ts'
import { itArrived, sendAgain, undo } from '../answering/outbox.ts'
import { keepWritten, sendWritten } from '../answering/written.ts'
import type { ActionEvent, Outcome } from '../domain/event.ts'
import { rejectReasons } from '../door.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Turn } from './lane.ts'

/** Somebody pressed, typed or submitted something: one action, one use case, whatever the surface. */
export async function handleAction(house: House, turn: Turn, event: ActionEvent): Promise<Outcome> {
  const teammate = await recogniseTeammate(house, turn.businessId, event.place, event.author)
  if (teammate === undefined) {
    throw new Refused(
      403,
      'Nothing was done: this account is not linked to a teammate. Ask the owner to add your address.',
    )
  }
  await obey(house, { businessId: turn.businessId, teammate }, event, turn)
  await house.store.of(turn.businessId).inbox.markHandled(
    turn.rows.map(({ seq }) => seq),
    'done',
  )
  return { kind: 'done' }
}

async function obey(house: House, by: By, event: ActionEvent, turn: Turn): Promise<unknown> {
  const { target, text } = event
  switch (event.action) {
    case 'approve':
      return approve(house, by, target, event.version ?? 0)
    case 'edit':
      return text === undefined ? openDraftForm(house, by, event) : edit(house, by, target, event.version ?? 0, text)
    case 'reject':
      return reject(house, by, target, rejectReasons.find((reason) => reason === text) ?? 'wrong_facts')
    case 'reply':
      return text === undefined ? openReplyForm(house, by, event) : replyOnce(house, by, target, text, turn)
    case 'send_written':
      return sendWritten(house, by, target)
    case 'keep_written':
      return keepWritten(house, by, target)
    case 'send_correction':
      return sendCorrection(house, by, target)
    case 'undo':
      return undo(house, by, target)
    case 'send_again':
      return sendAgain(house, by, target)
    case 'it_arrived':
      return itArrived(house, by, target)
    case 'take':
    case 'release':
    case 'resolve':
    case 'reopen':
      return act(house, by, target, event.action)
  }
}

/** With the inbox row, in one transaction: a crash in between must not send the words twice. Other actions move a state once. */
function replyOnce(house: House, by: By, conversationId: string, text: string, turn: Turn): Promise<unknown> {
  return withConversation(house, by, conversationId, async (desk, conversation) => {
    await desk.tx.leases.check(turn.lane, turn.fence)
    await desk.tx.inbox.markHandled(
      turn.rows.map(({ seq }) => seq),
      'done',
    )
    return replyInside(desk, by, conversation, { text })
  })
}
