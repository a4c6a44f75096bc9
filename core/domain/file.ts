/** A file that came with a message, as connectors hand it over; the hub stores `bytes` and keeps the digest. */
export interface Attachment {
  name: string
  /** Media type, as the platform said it. */
  type: string
  /** Bytes. */
  size: number
  /** True for a picture shown inside the text. */
  inline: boolean
  /** SHA-256 of the content, hex: its address in the FileStore. Absent until stored. */
  digest?: string
  /** Present only between the connector and the FileStore. */
  bytes?: Uint8Array
  /** Opens it for whoever has the link, for a while: present only on its way to a customer. */
  link?: string
  /** Where the platform keeps it, for connectors that get no bytes with the message (Slack); needs our credentials. */
  url?: string
}

/** A file that somebody uploaded to send it: its token goes with the message. */
export interface Uploaded {
  token: string
  name: string
  type: string
  /** Bytes. */
  size: number
}
