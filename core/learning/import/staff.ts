import type { PastMessage } from './past-message.ts'

/** Tells whether an address is one of `anna@x.example` or belongs to one of `@x.example` (subdomains included). */
export function staffTest(patterns: readonly string[]): (address: string) => boolean {
  const exact = new Set(patterns.filter((pattern) => !pattern.startsWith('@')))
  const domains = patterns.filter((pattern) => pattern.startsWith('@')).map((pattern) => pattern.slice(1))
  return (address) => {
    if (exact.has(address)) return true
    const domain = domainOf(address)
    return domain !== '' && domains.some((own) => domain === own || domain.endsWith(`.${own}`))
  }
}

/** Reads "anna@x.example,@x.example"; undefined when one of them is neither an address nor a domain. */
export function readStaff(list: string): string[] | undefined {
  const patterns = list
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => part.toLowerCase())
  return patterns.length > 0 && patterns.every((pattern) => /^[^@\s]*@[^@\s]+$/.test(pattern)) ? patterns : undefined
}

export interface StaffGuess {
  see(message: PastMessage): void
  /** The best guess, or nothing: the domain that recurs in the most messages and answers, else the address that answers most. */
  guess(): string[]
}

/** Guesses from past mail who the staff are, in memory that does not grow with the mail. */
export function makeStaffGuess(): StaffGuess {
  const answersBy = makeTally()
  const answersFrom = makeTally()
  const around = makeTally()
  let messages = 0
  return {
    see(message) {
      if (message.side !== undefined || message.isMachine || message.isList || message.from.address === '') return
      messages += 1
      const domain = domainOf(message.from.address)
      if (message.references.length > 0) {
        answersBy.add(message.from.address)
        answersFrom.add(domain)
      }
      for (const one of new Set([domain, ...message.to.map(domainOf), ...message.cc.map(domainOf)])) around.add(one)
    },
    guess() {
      const recurring = around
        .ranked()
        .filter(([domain, count]) => !freemail.has(domain) && answersFrom.count(domain) > 0 && count >= messages * 0.6)
      if (recurring[0]) return [`@${recurring[0][0]}`]
      const [most] = answersBy.ranked()
      return most && most[1] >= 2 ? [most[0]] : []
    },
  }
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1)
}

interface Tally {
  add(key: string): void
  count(key: string): number
  /** Most frequent first, ties by name. */
  ranked(): [string, number][]
}

/**
 * Counts the frequent ones of any number of keys in bounded memory: counts fall short by at most total / size.
 * https://en.wikipedia.org/wiki/Misra%E2%80%93Gries_summary
 */
function makeTally(size = 2000): Tally {
  const counts = new Map<string, number>()
  return {
    add(key) {
      const count = counts.get(key)
      if (count !== undefined) counts.set(key, count + 1)
      else if (counts.size < size) counts.set(key, 1)
      else {
        for (const [other, seen] of counts) {
          if (seen === 1) counts.delete(other)
          else counts.set(other, seen - 1)
        }
      }
    },
    count: (key) => counts.get(key) ?? 0,
    ranked: () => [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
  }
}

/** Domains that belong to nobody's business: there an address is guessed, never the domain. */
const freemail = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com icloud.com me.com mac.com aol.com ' +
    'gmx.de gmx.net gmx.com gmx.at gmx.ch web.de t-online.de freenet.de mail.com mail.ru yandex.ru proton.me ' +
    'protonmail.com orange.fr free.fr laposte.net libero.it wp.pl o2.pl qq.com 163.com hotmail.co.uk yahoo.co.uk'
  ).split(' '),
)
