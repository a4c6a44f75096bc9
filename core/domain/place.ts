/** A thread on one account of one platform. `thread` is opaque: only its connector reads it. */
export interface Place {
  connector: string
  account: string
  thread: string
  /** True where only one person reads (a direct message, a mailbox). */
  private: boolean
}

/** The key under which work of one thread is done one at a time; holds no `:` (BullMQ forbids it in job ids). */
export function laneOf(place: Pick<Place, 'connector' | 'account' | 'thread'>): string {
  return [place.connector, place.account, place.thread]
    .map((part) => encodeURIComponent(part).replaceAll('%', '~'))
    .join('/')
}

/** One way to reach or recognise a person: an e-mail address, a phone number, a Slack user of one workspace. */
export interface Handle {
  kind: 'email' | 'phone' | 'slack' | 'teams' | 'discord' | 'chat'
  /** Normalised by the connector: lower-case e-mail, E.164 phone, `workspace/user` for Slack. */
  value: string
}
