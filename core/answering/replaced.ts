import type { Desk } from './desk.ts'

/** What a mail about the customer's new words says of the draft that they made void; empty where there was none. */
export async function replacedSentence({ tx }: Desk, conversationId: string): Promise<string> {
  const last = (await tx.drafts.list(conversationId)).findLast(
    ({ shownAt, state }) => shownAt !== null && state !== 'pending',
  )
  return last?.state === 'withdrawn' && last.why?.startsWith('the customer')
    ? `The draft before is withdrawn: ${last.why}.`
    : ''
}
