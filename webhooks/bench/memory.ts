import { setTimeout as wait } from 'node:timers/promises'
import { openSendGrid, sendGridAccount } from '#webhooks/tests/platforms/sendgrid-platform.ts'
import { sendGridRequests } from '#webhooks/tests/platforms/sendgrid-requests.ts'
import { printTable } from './figures.ts'
import { startHub } from './hub.ts'
import { notRun, readOptions } from './options.ts'
import { cpuMs, residentMb } from './process.ts'
import { question } from './questions.ts'
import { tell } from './table.ts'

/**
 * Memory of `npm start`, with the embedded database, as customers' mails come in and are handled to the end: stored,
 * understood, shown to staff. Measured when it has nothing left to do, halfway and at the end: flat is the aim.
 */
const messages = readOptions().quick ? 1_000 : 10_000
const senders = 8

if (Number.isNaN(cpuMs(process.pid))) notRun('memory and computing of a process are read from /proc')
const sendGrid = await openSendGrid()
const hub = await startHub('all', { SENDGRID_API_URL: sendGrid.url })
const requests = sendGridRequests()
try {
  const url = await hub.connect('email', {
    ...{ address: 'help@shop.example', name: 'Shop', inboundDomain: 'in.shop.example' },
    apiKey: sendGridAccount.apiKey,
  })
  const rows: [number, number, number, number][] = [await look(0, 0)]
  for (const until of [messages / 2, messages]) {
    const seconds = await send(url, rows.at(-1)![0], until)
    rows.push(await look(until, seconds))
  }
  printTable(['mails', 'resident MB', 'most MB', 'handled in s'], rows)
  const [, half, full] = rows as [(typeof rows)[0], (typeof rows)[0], (typeof rows)[0]]
  await tell([
    [`resident memory after ${messages.toLocaleString('en')} messages, MB`, full[1], 'embedded database included'],
    ['  / after half of them', full[1] / half[1], 'flat is 1'],
  ])
} finally {
  await hub.close()
  await sendGrid.close()
}

async function look(count: number, seconds: number): Promise<[number, number, number, number]> {
  const { now, most } = residentMb(hub.pid)
  return [count, now, most, seconds]
}

/** Sends the mails from `from` to `until` and waits until they are handled; returns how long that took. */
async function send(url: string, from: number, until: number): Promise<number> {
  const started = performance.now()
  let next = from
  const sendSome = async () => {
    for (let at = next++; at < until; at = next++) {
      const customer = `Customer ${at} <customer${at}@home${at % 97}.example>`
      const mail = requests.inbound({
        ...{ from: customer, to: 'help@shop.example', messageId: `<bench-${at}@home.example>` },
        ...{ subject: `Question ${at}`, text: `Hello,\n\n${question(at, at)}\n\nThanks` },
      })
      const response = await fetch(url, mail)
      await response.arrayBuffer()
      if (!response.ok) throw new Error(`mail ${at} was answered ${response.status}`)
    }
  }
  await Promise.all(Array.from({ length: senders }, sendSome))
  await untilIdle()
  return (performance.now() - started) / 1000
}

/** It has nothing to do when it computes for less than a fifth of three seconds, sweeps and polls included. */
async function untilIdle(): Promise<void> {
  for (;;) {
    const before = cpuMs(hub.pid)
    await wait(3_000)
    if (cpuMs(hub.pid) - before < 600) return
  }
}
