import type { Accepted } from '../platforms/platform.ts'
import { sentMails } from '../platforms/sendgrid-platform.ts'
import { slackMessages } from '../platforms/slack-platform.ts'
import type { Asked, Told } from './driver.ts'
import type { InboxRow, OutRow } from './ledger.ts'

export interface Evidence {
  told: Told[]
  asked: Asked[]
  inbox: InboxRow[]
  outbox: OutRow[]
  /** The words of every stored customer message. */
  heard: string[]
  /** What customers see in their chats, by message. */
  chats: string[]
  slackLog: Accepted[]
  mailLog: Accepted[]
  /** Outbox ids that GET /api/troubled lists. */
  troubled: Set<string>
}

/** What must be empty for every promise to be kept; each entry names what broke it. */
export interface Broken {
  notStored: string[]
  notHandled: string[]
  givenUp: string[]
  notHeard: string[]
  heardTwice: string[]
  staffWordsLost: string[]
  notesSent: string[]
  sentTwice: string[]
  shownTwice: string[]
  missingAndNotListed: string[]
  /** Said to have failed, while the customer has it: *Send again* would send it twice. */
  failedButArrived: string[]
}

/** Compares what was accepted with what Lummy wrote down and with what the platforms took, by the platforms' own logs. */
export function count(evidence: Evidence): { broken: Broken; figures: Record<string, number> } {
  const { told, asked, inbox, outbox, heard, chats, mailLog, slackLog, troubled } = evidence
  const accepted = told.filter((one) => one.isAccepted)
  const rowOf = (one: Told) => inbox.find(({ platformId }) => platformId.includes(one.key))
  const spoken = accepted.filter(({ kind }) => kind === 'mail' || kind === 'chat')
  const timesHeard = (words: string) => heard.filter((text) => says(text, words)).length

  const toCustomer = outbox.filter(({ audience }) => audience === 'customer')
  const mailed = sentMails(mailLog)
  const arrivals = new Map<string, number>()
  for (const { customArgs } of mailed) add(arrivals, customArgs.lummy_id ?? 'no id')
  // A chat shows messages, not rows: its unique words tell them apart.
  const inChat = (row: OutRow) => chats.filter((text) => text === row.text).length
  const arrived = (row: OutRow) =>
    row.connector === 'webchat' ? Math.min(1, inChat(row)) : (arrivals.get(row.id) ?? 0)

  // In a thread that was opened as we died, nobody knows whose it is: the author reads that nothing was sent.
  // Once Slack has that message, its words are kept no longer here.
  const toOneAlone = slackMessages(slackLog).filter(({ channel }) => channel.startsWith('D'))
  const wasTold = (words: string) =>
    outbox.some(({ audience, kind, body }) => audience === 'staff' && kind === 'direct' && says(body, words)) ||
    toOneAlone.some((message) => says(JSON.stringify(message), words))
  const released = new Set(told.filter(({ kind }) => kind === 'press').map(({ words }) => words))
  const notes = told.filter(({ kind, words }) => kind === 'note' && !released.has(words))
  const everywhere = [...mailed.map(({ text }) => text), ...chats]
  const uniqueWords = [...told, ...asked]
    .filter(({ words }) => /^(staff|api|note)-/.test(words))
    .map(({ words }) => words)

  // Words that were learned may come back in drafts to others: those are rows of their own.
  const wereSentTwice = (words: string) => {
    const rows = toCustomer.filter(({ text, state }) => state !== 'cancelled' && says(text, words))
    const times = everywhere.filter((text) => says(text, words)).length
    return times > rows.length || rows.filter(({ draftId }) => draftId === null).length > 1
  }

  const cards = new Map<string, number>()
  for (const { path, fields } of slackLog)
    if (path.endsWith('/chat.postMessage')) add(cards, String(metadataId(fields) ?? 'no id'))

  const missing = toCustomer.filter((row) => arrived(row) === 0 && row.state !== 'cancelled')
  const broken: Broken = {
    notStored: accepted.filter((one) => rowOf(one) === undefined).map(nameOf),
    notHandled: inbox
      .filter(({ handledAt }) => handledAt === null)
      .map(({ platformId, error }) => `${platformId}: ${error}`),
    givenUp: inbox
      .filter(({ handledAt, error }) => handledAt === null && error !== null)
      .map(({ platformId }) => platformId),
    notHeard: spoken.filter(({ words }) => timesHeard(words) === 0).map(nameOf),
    heardTwice: spoken.filter(({ words }) => timesHeard(words) > 1).map(nameOf),
    staffWordsLost: [
      ...accepted.filter(({ kind, words }) => kind === 'staff' && !wasTold(words)).map(({ words }) => words),
      ...asked.map(({ words }) => words),
    ].filter((words) => words !== '' && !toCustomer.some(({ text }) => says(text, words))),
    notesSent: notes.filter(({ words }) => everywhere.some((text) => says(text, words))).map(nameOf),
    sentTwice: [
      ...[...arrivals].filter(([, times]) => times > 1).map(([id]) => id),
      ...[...new Set(uniqueWords)].filter(wereSentTwice),
    ],
    shownTwice: [...cards].filter(([, times]) => times > 1).map(([id]) => id),
    missingAndNotListed: missing.filter(({ id }) => !troubled.has(id)).map(({ id, state }) => `${id} ${state}`),
    failedButArrived: toCustomer.filter((row) => row.state === 'failed' && arrived(row) > 0).map(({ id }) => id),
  }
  const inState = (state: OutRow['state']) => toCustomer.filter((row) => row.state === state).length
  return {
    broken,
    figures: {
      accepted: accepted.length,
      'told more than once before they were accepted': accepted.filter(({ tries }) => tries > 1).length,
      'inbox rows': inbox.length,
      handled: inbox.filter(({ handledAt }) => handledAt !== null).length,
      'for customers': toCustomer.length,
      sent: inState('sent'),
      'in doubt': inState('in_doubt'),
      failed: inState('failed'),
      cancelled: inState('cancelled'),
      'mails that SendGrid took': mailed.length,
      'answers in chats': chats.length,
      'messages that Slack took': slackMessages(slackLog).length,
      'in doubt, but arrived': toCustomer.filter((row) => row.state === 'in_doubt' && arrived(row) > 0).length,
      missing: missing.length,
      'words of staff that were said not to be sent': accepted.filter(
        ({ kind, words }) => kind === 'staff' && wasTold(words),
      ).length,
      'staff cards in doubt or failed': outbox.filter(
        ({ audience, state }) => audience === 'staff' && (state === 'in_doubt' || state === 'failed'),
      ).length,
    },
  }
}

/** Whether a text holds these words and no longer ones that begin alike. */
function says(text: string, words: string): boolean {
  return text.split(/[^\w-]+/).includes(words)
}

function nameOf({ kind, key }: Told): string {
  return `${kind} ${key}`
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

function metadataId(fields: Record<string, unknown>): unknown {
  const { metadata } = fields as { metadata?: { event_payload?: { id?: unknown } } }
  return metadata?.event_payload?.id
}
