/** What is said in a call over the socket that this process holds. */
export interface Line {
  say(text: string, language?: string): void
}

/** The calls that this process can speak in right now: by a socket, or by a response that is being made. */
export interface Lines {
  sockets: Map<string, Line>
  /** Words for the response of a call, by call. */
  making: Map<string, string[]>
  /** Calls that went on by turns after their socket was lost. */
  fallen: Set<string>
}

/** Lines outlive a change of settings: a call that runs goes on. */
const byAccount = new Map<string, Lines>()

export function linesOf(account: string): Lines {
  let lines = byAccount.get(account)
  if (lines === undefined) {
    lines = { sockets: new Map(), making: new Map(), fallen: new Set() }
    byAccount.set(account, lines)
  }
  return lines
}
