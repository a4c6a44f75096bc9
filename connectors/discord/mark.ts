/** Longest nonce that Discord takes: https://discord.com/developers/docs/resources/message#create-message */
const longestNonce = 25

/**
 * Writes our outbox id as a nonce: Discord makes one message of it however often it is asked within some minutes, and gives it
 * back with the message over the gateway. `part` tells the messages of one long text apart.
 */
export function nonceOf(outboxId: string, part = 0): string {
  const hex = outboxId.replaceAll('-', '')
  const bare = /^[0-9a-f]{32}$/i.test(hex) ? Buffer.from(hex, 'hex').toString('base64url') : outboxId
  return `${bare}${part === 0 ? '' : `.${part}`}`.slice(0, longestNonce)
}

/** Reads the outbox id of a message of ours; undefined where it carries none, or is not the first of its parts. */
export function outboxIdOf(nonce: unknown): string | undefined {
  if (typeof nonce !== 'string' || !/^[\w-]{22}$/.test(nonce)) return undefined
  const hex = Buffer.from(nonce, 'base64url').toString('hex')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
