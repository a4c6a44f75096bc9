import type { ForwardedMail, InboundEvent } from '../domain/event.ts'
import type { Attachment } from '../domain/file.ts'
import { laneOf } from '../domain/place.ts'
import { keepCode } from '../identity/keep-code.ts'
import type { Ports } from '../ports.ts'
import { maskSecrets } from '../understanding/mask.ts'
import { obey } from './consent.ts'
import { untilNothingIsOnItsWay } from './on-their-way.ts'
import { readSaidToUs } from './said-to-us.ts'

/**
 * Stores events durably and wakes their lanes; once it resolves, the platform may be answered 2xx.
 * Card numbers and passwords are masked and files put away first: no row ever holds them. The queue may be down: the
 * rows are there and the sweep finds them.
 */
export async function keep(
  ports: Pick<Ports, 'store' | 'files' | 'jobs' | 'messenger' | 'keys' | 'now' | 'log'>,
  businessId: string,
  connector: string,
  account: string,
  events: InboundEvent[],
): Promise<void> {
  if (events.length === 0) return
  const rows = await Promise.all(
    events.map(async (told) => {
      const event = readSaidToUs(ports, told)
      return {
        businessId,
        lane: laneOf(event.place),
        connector,
        account,
        platformId: inboxId(event),
        event: await obey(
          ports,
          { businessId, connector, account, inboxId: inboxId(event) },
          await fitForStorage(ports, await keepCode(ports, businessId, event)),
        ),
      }
    }),
  )
  const { burstMs } = ports.messenger.abilities(connector)
  const isWords = ({ event }: { event: InboundEvent }) => event.type === 'message' && event.consent === undefined
  const speaking = new Set(rows.filter(isWords).map(({ lane }) => lane))
  const wake = async (lane: string) => ports.jobs.wakeLane(businessId, lane, speaking.has(lane) ? burstMs : 0)
  // A burst is waited for much longer than a commit takes, so its wake-up need not wait for the commit; a lane that is
  // woken for nothing (a message that came again, a commit that failed) finds nothing to do.
  const isEarly = burstMs >= longCommitMs
  const [fresh] = await Promise.all([ports.store.system.keep(rows), ...(isEarly ? [...speaking].map(wake) : [])])
  await Promise.all(fresh.filter(({ lane }) => !isEarly || !speaking.has(lane)).map(({ lane }) => wake(lane)))
  const told = rows.map(({ event }) => event)
  await untilNothingIsOnItsWay(ports, businessId, told)
}

/** Wake-ups that are due later than this are found by their rows; if not, the sweep finds the rows. */
const longCommitMs = 1_000

/** The key of an event in the inbox. */
export function inboxId(event: InboundEvent): string {
  // A mail's id is what its sender says it is: two senders may say the same, and both are heard.
  const from = event.type === 'message' && event.mail !== undefined ? ` ${event.mail.from}` : ''
  return `${event.type} ${event.id}${from}`
}

async function fitForStorage(ports: Pick<Ports, 'files'>, event: InboundEvent): Promise<InboundEvent> {
  switch (event.type) {
    case 'message':
      return {
        ...event,
        text: storable(event.text),
        ...(event.quoted === undefined ? {} : { quoted: storable(event.quoted) }),
        ...(event.signature === undefined ? {} : { signature: storable(event.signature) }),
        ...(event.forwarded === undefined ? {} : { forwarded: storableMail(event.forwarded) }),
        attachments: await Promise.all(event.attachments.map((file) => putAway(ports, file))),
      }
    case 'edit':
      return { ...event, text: storable(event.text) }
    case 'action':
      return event.text === undefined ? event : { ...event, text: storable(event.text) }
    case 'call':
      return event.what.kind === 'heard'
        ? { ...event, what: { ...event.what, text: storable(event.what.text) } }
        : event
    default:
      return event
  }
}

function storableMail(mail: ForwardedMail): ForwardedMail {
  return {
    ...mail,
    subject: storable(mail.subject),
    text: storable(mail.text),
    ...(mail.quoted === undefined ? {} : { quoted: storable(mail.quoted) }),
    ...(mail.signature === undefined ? {} : { signature: storable(mail.signature) }),
  }
}

/** PostgreSQL's text holds no NUL; a customer's card number holds no place at all. */
function storable(text: string): string {
  return maskSecrets(text.replaceAll('\u0000', '')).text
}

async function putAway(ports: Pick<Ports, 'files'>, { bytes, ...file }: Attachment): Promise<Attachment> {
  return bytes === undefined ? file : { ...file, digest: await ports.files.put(bytes) }
}
