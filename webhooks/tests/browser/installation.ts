import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, chromium } from 'playwright-core'
import { freePort, run } from '../kill/process.ts'

/** A fresh Lummy, as a newcomer starts it, and a browser in front of it. */
export interface Installation {
  address: string
  /** The one-time link that creates the owner's account. */
  ownerLink: string
  browser: Browser
  close(): Promise<void>
}

/** Starts both, with these variables besides; the admin may still be building. */
export async function install(environment: Record<string, string> = {}): Promise<Installation> {
  const [folder, port] = await Promise.all([mkdtemp(join(tmpdir(), 'lummy-browser-')), freePort()])
  const address = `http://localhost:${port}`
  const hub = run(['start'], { LUMMY_DATA: folder, PORT: String(port), PUBLIC_URL: address, ...environment })
  const stop = async () => {
    hub.child.kill('SIGINT')
    await hub.ended
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await hub.up()
    const ownerLink = await said(hub.said, /http\S+\/admin\/welcome\?token=\S+/)
    const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: quiet })
    const close = async () => {
      await browser.close()
      await stop()
    }
    return { address, ownerLink, browser, close }
  } catch (error) {
    await stop()
    throw error
  }
}

/** It asks nobody for updates, and needs neither a sandbox nor a graphics card. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
]

async function said(words: () => string, what: RegExp): Promise<string> {
  for (const until = Date.now() + 10_000; Date.now() < until; await wait(50)) {
    const found = what.exec(words())
    if (found) return found[0]
  }
  throw new Error(`it never said ${what}: ${words()}`)
}
