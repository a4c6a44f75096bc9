import { setAway } from '../accounts/away.ts'
import { unlinkedAnswer } from '../accounts/handles.ts'
import { recogniseTeammate } from '../accounts/recognise.ts'
import { changeRoleHere, inviteHere } from '../accounts/team-here.ts'
import { act } from '../answering/act.ts'
import { noticeCard } from '../answering/cards.ts'
import { reply } from '../answering/conversations.ts'
import { sendCorrection } from '../answering/correction.ts'
import { atDesk } from '../answering/desk.ts'
import { approve, askWhy, type By, edit, reject } from '../answering/drafts.ts'
import { closeEditor } from '../answering/editing.ts'
import { findHere } from '../answering/find-here.ts'
import { followUp } from '../answering/follow-up.ts'
import { openDraftForm, openReplyForm, showInWindow } from '../answering/forms.ts'
import { howToSend } from '../answering/how-to-send.ts'
import { notSpam, setKind } from '../answering/kind.ts'
import { unmerge } from '../answering/merge.ts'
import { mergeHere, splitHere } from '../answering/merge-here.ts'
import { nextWaiting } from '../answering/next.ts'
import { oneLine } from '../answering/one-line.ts'
import { otherChannel } from '../answering/other-channel.ts'
import { itArrived, sendAgain, sendNow, undo } from '../answering/outbox.ts'
import { sendingOf } from '../answering/sending.ts'
import { tellCard, tellTeammate } from '../answering/show.ts'
import { listTopics } from '../answering/topic-list.ts'
import { setPaused, switchHere, trust } from '../answering/trust.ts'
import { useHere } from '../answering/use-here.ts'
import { why } from '../answering/why.ts'
import { keepWritten, sendWritten } from '../answering/written.ts'
import { helpText } from '../domain/commands.ts'
import { decisions } from '../domain/conflict.ts'
import { conversationKinds } from '../domain/conversation.ts'
import type { ActionEvent, Outcome } from '../domain/event.ts'
import type { Card, Form } from '../domain/outbound.ts'
import { rejectReasons } from '../door.ts'
import { Refused } from '../errors.ts'
import { changeChannel } from '../home/channel-form.ts'
import { askForTopic, lookOf } from '../home/look.ts'
import { changeSettings } from '../home/settings-forms.ts'
import { status } from '../home/status.ts'
import { changeTopic } from '../home/topic-form.ts'
import type { House } from '../house.ts'
import { whoIsHere } from '../identity/who-is-here.ts'
import { choosePurpose } from '../integrations/channels.ts'
import { auditVerdicts, giveVerdict } from '../learning/audited.ts'
import { decideConflict } from '../learning/conflicts.ts'
import { teachHere } from '../learning/teach-here.ts'
import { tellHere } from '../learning/tell-here.ts'
import { startTest } from './test-conversation.ts'
import { isAwaited, settled, type Turn } from './turn.ts'

/** Characters of a command that head its answer. */
const mostTitle = 80

/** Somebody pressed, typed or submitted something: one action, one use case, whatever the surface. */
export async function handleAction(house: House, turn: Turn, event: ActionEvent): Promise<Outcome> {
  if (event.action === 'home' && !(event.choice === 'find' && event.text === undefined))
    return showHome(house, turn, event)
  const teammate = await recogniseTeammate(house, turn.businessId, event.place, event.author)
  if (teammate === undefined) {
    const sentence = 'Nothing was done: this account is not linked to a teammate.'
    const answer = await unlinkedAnswer(house, turn.businessId, event.author)
    if (answer.link === undefined) throw new Refused(403, `${sentence} ${answer.body}`)
    // Beside the sentence, which is stored: a link's token never is.
    if (sees(house, turn, event))
      throw new Refused(403, `${sentence} ${answer.body}`, `[${answer.link.label}](${answer.link.url})`)
    await atDesk(house, turn.businessId, (desk) =>
      tellTeammate(desk, null, event.place, event.author.handle, sentence, answer),
    )
    throw new Refused(403, `${sentence} You got a message with a link that ties it to you.`)
  }
  let done: unknown
  try {
    done = await obey(house, { businessId: turn.businessId, teammate, settle: settled(turn, 'done') }, event)
  } catch (error) {
    // A form shows its refusal; where a press of a button shows nothing, its author is told where only they read it.
    const isShown = event.canShow === undefined ? event.text !== undefined : sees(house, turn, event)
    if (error instanceof Refused && !isShown) await tellRefusal(house, turn, event, error)
    throw error
  }
  const outcome = sayOf(done)
  if (event.isWritten) await answerWritten(house, turn, event, outcome)
  else
    await house.store.of(turn.businessId).inbox.markHandled(
      turn.rows.map(({ seq }) => seq),
      'done',
    )
  return { kind: 'done', ...outcome }
}

/** What a written command has to say comes as a message, where only its author reads it. */
function answerWritten(house: House, turn: Turn, event: ActionEvent, { say, card }: ReturnType<typeof sayOf>) {
  return atDesk(house, turn.businessId, async (desk) => {
    await settled(turn, 'done')(desk.tx)
    const { place, author, action, text } = event
    const title = oneLine(`${action.replaceAll('_', ' ')} ${text ?? ''}`.trim(), mostTitle)
    await tellCard(desk, place, author.handle, card ?? noticeCard(title, { body: say ?? 'Done.' }))
  })
}

/** What an action has to say or to show to whoever did it, where it does. */
export function sayOf(done: unknown): { say?: string; card?: Card; form?: Form } {
  if (typeof done !== 'object' || done === null) return {}
  const say = 'say' in done && typeof done.say === 'string' ? { say: done.say } : {}
  if ('form' in done) return { ...say, form: done.form as Form }
  return 'next' in done ? { ...say, card: done.next as Card } : say
}

/** Somebody looks at their own page; whoever is no teammate reads there how to become one. */
async function showHome(house: House, turn: Turn, event: ActionEvent): Promise<Outcome> {
  const { place, author } = event
  const teammate = await recogniseTeammate(house, turn.businessId, place, author)
  const look = lookOf(event)
  await house.homes.open(turn.businessId, { teammateId: teammate?.id, place, to: author.handle, ...(look && { look }) })
  await settled(turn, 'done')(house.store.of(turn.businessId))
  return { kind: 'done' }
}

/** Does what was asked for; from a button, a form, a command or a mail. */
export async function obey(house: House, by: By, event: ActionEvent): Promise<unknown> {
  const { target, text } = event
  switch (event.action) {
    case 'approve':
      return approve(house, by, target, event.version ?? 0, await howToSend(house, by, event))
    case 'edit':
      if (text === undefined) return openDraftForm(house, by, event)
      return edit(house, by, target, event.version ?? 0, text, await howToSend(house, by, event))
    case 'stop_editing':
      return closeEditor(house, by, target)
    case 'reject': {
      const why = rejectReasons.find((reason) => reason === (event.choice ?? text))
      return why === undefined ? askWhy(house, by, target, event.choice !== 'back') : reject(house, by, target, why)
    }
    case 'reply':
      if (text === undefined) return openReplyForm(house, by, event)
      return reply(house, by, target, {
        ...(event.version === undefined ? {} : { seenAnswers: event.version }),
        ...{ text, ...(await howToSend(house, by, event)) },
      })
    case 'send_written':
      return sendWritten(house, by, target, sendingOf(event))
    case 'send_now':
      return sendNow(house, by, target)
    case 'follow_up':
      return followUp(house, by, target, event.choice ?? text ?? '')
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
    case 'trust': {
      const found = await trust(house, by, text ?? target)
      return text === undefined ? showInWindow(house, by, event, 'Evidence', found) : found
    }
    case 'status':
      return status(house, by)
    case 'settings':
      return changeSettings(house, by, event)
    case 'topic':
      return changeTopic(house, by, event)
    case 'channel':
      return changeChannel(house, by, event)
    case 'home':
      return askForTopic(house, by, event)
    case 'topics':
      return listTopics(house, by)
    case 'switch_topic':
      return switchHere(house, by, target, event.choice ?? 'on')
    case 'pause':
    case 'resume':
      return setPaused(house, by, event.action === 'pause')
    case 'check_answer': {
      const verdict = auditVerdicts.find((one) => one === event.choice)
      if (verdict === undefined) throw new Refused(422, `Say one of ${auditVerdicts.join(', ')}.`)
      await giveVerdict(house, by, target, verdict)
      return { say: 'Noted.' }
    }
    case 'next':
      return nextWaiting(house, by)
    case 'other_channel':
      return otherChannel(house, by, target, event.choice)
    case 'test_conversation':
      await startTest(house, by.businessId)
      return { say: 'A test conversation is on its way.' }
    case 'channel_for':
      return choosePurpose(house, by, event)
    case 'find':
      return findHere(house, by, event)
    case 'use_here':
      return useHere(house, by, target, event.choice ?? text ?? '')
    case 'away':
    case 'back': {
      const actor = { businessId: by.businessId, teammateId: by.teammate.id, role: by.teammate.role }
      const until = event.action === 'back' ? null : (text ?? event.choice ?? '')
      const { awayUntil } = await setAway(house, actor, by.teammate.id, until, by.settle)
      return {
        say:
          awayUntil === null ? 'Welcome back.' : `You are away until ${awayUntil.slice(0, 16).replace('T', ' ')} UTC.`,
      }
    }
    case 'invite':
      return inviteHere(house, by, text ?? '')
    case 'role':
      return changeRoleHere(house, by, text ?? '')
    case 'take':
    case 'release':
    case 'assign':
    case 'snooze':
    case 'wake':
    case 'resolve':
    case 'reopen':
      return act(house, by, target, event.action, event.choice ?? text, event.version)
    case 'set_kind': {
      const kind = conversationKinds.find((one) => one === (event.choice ?? text))
      if (kind === undefined) throw new Refused(422, `Say one of ${conversationKinds.join(', ')}.`)
      return setKind(house, by, target, kind)
    }
    case 'spam':
      return setKind(house, by, target, 'spam')
    case 'not_spam':
      return notSpam(house, by, target)
    case 'decide_conflict': {
      const decision = decisions.find((one) => one === (event.choice ?? text))
      if (decision === undefined) throw new Refused(422, `Say one of ${decisions.join(', ')}.`)
      await decideConflict(house, by, target, decision)
      return { say: decision === 'both' ? 'Noted: both are right.' : 'Noted: the other answer is not used any more.' }
    }
    case 'tell_corrected':
      return tellHere(house, by, event)
    case 'help':
      return { say: helpText('') }
    case 'teach':
      return teachHere(house, by, event)
    case 'why': {
      const found = await why(house, by, event)
      return text === undefined ? showInWindow(house, by, event, 'Why did it say that?', found) : found
    }
    case 'merge':
      return mergeHere(house, by, event)
    case 'split':
      return splitHere(house, by, event)
    case 'who_is':
      return whoIsHere(house, by, event)
    case 'unmerge':
      return unmerge(house, by, target)
  }
}

/** Somebody waits for the answer, and it can say something: where it came too late, they are told elsewhere. */
function sees(house: House, turn: Turn, event: ActionEvent): boolean {
  return event.canShow?.includes('words') === true && isAwaited(house, turn)
}

function tellRefusal(house: House, turn: Turn, event: ActionEvent, { message, news }: Refused): Promise<void> {
  const body = news === undefined ? {} : { body: news }
  return atDesk(house, turn.businessId, (desk) =>
    tellTeammate(desk, null, event.place, event.author.handle, message, body),
  )
}
