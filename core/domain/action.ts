/** What staff can press, type or post from any surface; one name, one use case in core. */
export const actionNames = [
  'approve',
  'edit',
  'reject',
  'reply',
  'send_written',
  'keep_written',
  'undo',
  'take',
  'release',
  'assign',
  'snooze',
  'wake',
  'resolve',
  'reopen',
  'set_kind',
  'spam',
  'not_spam',
  'merge',
  'unmerge',
  'split',
  /** Who a customer is, and that two of them are one. */
  'who_is',
  'send_again',
  'it_arrived',
  'other_channel',
  'send_correction',
  'next',
  'home',
  'away',
  'back',
  /** Who is on the team, and as what. */
  'invite',
  'role',
  'find',
  'use_here',
  'channel_for',
  'test_conversation',
  /** Closes a draft's editor without sending. */
  'stop_editing',
  'send_now',
  /** One click about an answer that was sent alone. */
  'check_answer',
  /** Where a topic stands, where all of them do; switching one on or off. */
  'trust',
  'topics',
  'switch_topic',
  'pause',
  'resume',
  /** Which of two answers that contradict each other is right. */
  'decide_conflict',
  /** Proposes a correction to each customer who had an answer that is right no longer. */
  'tell_corrected',
  'follow_up',
  /** How the agent is set up: its state, settings by form, one topic, one channel. */
  'status',
  'settings',
  'topic',
  'channel',
  /** Why something was said, and words that are to be said from now on. */
  'why',
  'teach',
  'help',
] as const
export type ActionName = (typeof actionNames)[number]

/** Whether pressing this asks for words first, in a form: some platforms want to know when they draw the button. */
export function opensForm({ action, choice }: { action: ActionName; choice?: string }): boolean {
  switch (action) {
    case 'edit':
    case 'reply':
    case 'settings':
    case 'topic':
    case 'channel':
    case 'trust':
    case 'why':
    case 'teach':
    case 'tell_corrected':
      return true
    case 'home':
      return choice === 'find'
    case 'find':
      return choice === undefined
    case 'who_is':
      return choice === 'other'
    case 'channel_for':
      return choice === 'topic' || choice === 'address'
    default:
      return false
  }
}
