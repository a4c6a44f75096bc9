/** What is said in a call over the socket that this process holds. */
export interface Line {
  say(text: string, language?: string): void
}

/** The calls that this process can speak in right now: by a socket, or by a response that is being made. */
export interface Lines {
  sockets: Map<string, Line>
  /** Responses that are being made, by call. */
  making: Map<string, Making>
  /** Calls that went on by turns after their socket was lost. */
  fallen: Set<string>
}

/** Words for a response, until it is given; one whose handling failed is none any more. */
export interface Making {
  words: string[]
  /** How many requests of this call wait: a retry stands beside the first. */
  open: number
  until: number
}

/** The response that is being made for a call now. */
export function makingNow({ making }: Lines, callSid: string, now: Date): Making | undefined {
  const found = making.get(callSid)
  return found !== undefined && found.until > now.getTime() ? found : undefined
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
