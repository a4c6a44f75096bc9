import { createHmac, randomUUID } from 'node:crypto'
import { sidOf, type TwilioAccount } from './twilio-platform.ts'

/** What Twilio posts to us; deliver it with `fetch(request.url, request)`. */
export interface TwilioRequest {
  method: 'POST'
  /** The public address that it was signed for. */
  url: string
  headers: Record<string, string>
  body: Uint8Array<ArrayBuffer>
}

/** A text that comes in. */
export interface IncomingText {
  from: string
  to: string
  body?: string
  /** The same in a repetition; left out, another each time. */
  sid?: string
  media?: { url: string; type: string }[]
  messagingServiceSid?: string
  optOutType?: 'STOP' | 'START' | 'HELP'
  /** Further fields: ProfileName, Latitude. */
  fields?: Record<string, string>
}

/** Makes the requests of Twilio, signed as Twilio says that it signs: the address and the fields, sorted by name. */
export function twilioRequests(account: Pick<TwilioAccount, 'accountSid' | 'authToken'>) {
  return {
    text: (url: string, text: IncomingText): TwilioRequest => signedForm(account, url, fieldsOf(account, text)),

    /** What became of a message of ours; `url` is the status callback that came with it. */
    status(url: string, told: { sid: string; from: string; to: string; status: string; errorCode?: number }) {
      return signedForm(account, url, {
        ...{ AccountSid: account.accountSid, ApiVersion: '2010-04-01' },
        ...{ MessageSid: told.sid, SmsSid: told.sid, MessageStatus: told.status, SmsStatus: told.status },
        ...{ From: told.from, To: told.to },
        ...(told.errorCode === undefined ? {} : { ErrorCode: String(told.errorCode) }),
      })
    },
  }
}

/** Any form, signed. */
export function signedForm(
  { authToken }: Pick<TwilioAccount, 'authToken'>,
  url: string,
  fields: Record<string, string>,
): TwilioRequest {
  const sorted = Object.keys(fields).sort()
  const signed = url + sorted.map((name) => `${name}${fields[name]}`).join('')
  return {
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': createHmac('sha1', authToken).update(signed).digest('base64'),
    },
    body: new Uint8Array(Buffer.from(new URLSearchParams(fields).toString())),
  }
}

function fieldsOf({ accountSid }: Pick<TwilioAccount, 'accountSid'>, text: IncomingText): Record<string, string> {
  const sid = text.sid ?? sidOf('SM', randomUUID())
  const media = text.media ?? []
  return {
    ...{ ToCountry: 'US', FromCountry: 'US', SmsStatus: 'received', ApiVersion: '2010-04-01', NumSegments: '1' },
    ...{ MessageSid: sid, SmsMessageSid: sid, SmsSid: sid, AccountSid: accountSid },
    ...{ From: text.from, To: text.to, Body: text.body ?? '', NumMedia: String(media.length) },
    ...Object.fromEntries(
      media.flatMap(({ url, type }, at) => [
        [`MediaUrl${at}`, url],
        [`MediaContentType${at}`, type],
      ]),
    ),
    ...(text.messagingServiceSid === undefined ? {} : { MessagingServiceSid: text.messagingServiceSid }),
    ...(text.optOutType === undefined ? {} : { OptOutType: text.optOutType }),
    ...text.fields,
  }
}
