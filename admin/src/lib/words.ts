/** How values are said to people. */

/** "just now", "4 min", "3 h", "Tue 14:05", "12 Nov". */
export function ago(at: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(at)) / 60_000)
  if (minutes < 1) return 'just now'
  if (minutes < 60) return `${minutes} min`
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h`
  const date = new Date(at)
  return minutes < 10_080
    ? date.toLocaleString(undefined, { weekday: 'short', hour: '2-digit', minute: '2-digit' })
    : date.toLocaleDateString(undefined, { day: 'numeric', month: 'short' })
}

/** When something will be: "14:05" today, "Tue 14:05" in the next days, "12 Nov 14:05". */
export function soon(at: string): string {
  const date = new Date(at)
  const time = { hour: '2-digit', minute: '2-digit' } as const
  if (date.toDateString() === new Date().toDateString()) return date.toLocaleTimeString(undefined, time)
  const isNear = date.getTime() - Date.now() < 6 * 86_400_000
  return date.toLocaleString(
    undefined,
    isNear ? { weekday: 'short', ...time } : { day: 'numeric', month: 'short', ...time },
  )
}

/** How long somebody has been waiting: "waits", "waits 4 min". */
export function waiting(since: string, now: number): string {
  return now - Date.parse(since) < 60_000 ? 'waits' : `waits ${ago(since, now)}`
}

/** Date and time in full, for titles. */
export function fully(at: string): string {
  return new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' })
}

/** 125 → "2 h 5 min"; a day is 24 hours. */
export function minutes(number: number): string {
  const whole = Math.max(0, Math.round(number))
  const [days, hours, rest] = [Math.floor(whole / 1440), Math.floor((whole % 1440) / 60), whole % 60]
  const parts = [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', rest > 0 ? `${rest} min` : '']
  return parts.filter(Boolean).slice(0, 2).join(' ') || '0 min'
}

/** Markdown in one line, without its signs. */
export function plainText(text: string): string {
  return text.replaceAll(/[*_`#>]+|\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/\s+/g, ' ')
}

/** Whether a subject says no more than the words beside it: a chat has its first words as its subject. */
export function isSaid(subject: string, words: string): boolean {
  return plainText(words).startsWith(plainText(subject).replace(/…$/, '').trim())
}

/** 0.864 → "86 %". */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`
}

/** 184000 → "184 kB". */
export function size(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** 1 → "1 lesson", 2 → "2 lessons". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString()} ${number === 1 ? one : many}`
}

export const channelNames: Record<string, string> = {
  email: 'E-mail',
  chat: 'Web chat',
  phone: 'Phone',
  slack: 'Slack',
  sms: 'SMS',
  whatsapp: 'WhatsApp',
  teams: 'Teams',
  discord: 'Discord',
  webchat: 'Web chat',
}

/** Of somebody who is on the phone. */
export const callStates = {
  live: 'on the phone now: what you reply is said',
  ringing: 'on the phone: a teammate’s phone rings',
  bridged: 'on the phone with a teammate',
  message: 'on the phone: leaves a message',
  ended: 'the call is over',
} as const

export const stageNames = {
  observing: 'Observing',
  recognizing: 'Recognizing',
  supervised: 'Supervised',
  automatic: 'Automatic',
} as const

/** Why a message is urgent, of a receipt's inputs; undefined where it is not. */
export function urgencyOf(inputs: Record<string, unknown> | undefined): string | undefined {
  const { urgency } = (inputs?.understood ?? {}) as { urgency?: { level: number; why: string[] } }
  return urgency !== undefined && urgency.level >= 0.5 ? urgency.why.join(', ') : undefined
}
