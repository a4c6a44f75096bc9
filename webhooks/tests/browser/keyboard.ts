import { setTimeout as wait } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { patience } from './page.ts'

type Role = Parameters<Page['getByRole']>[0]
/** Names start with these words, or match. */
type Name = string | RegExp

/** Hands on a keyboard, eyes on the page, and no mouse. */
export interface Keyboard {
  press(...keys: string[]): Promise<void>
  type(text: string): Promise<void>
  /** Moves with Tab (Shift+Tab when `back`) until it stands on what has this role and name. */
  reach(role: Role, name: Name, options?: { back?: boolean }): Promise<void>
  /** Reaches it and presses Enter. */
  push(role: Role, name: Name, options?: { back?: boolean }): Promise<void>
  /** Reaches a field, and writes this into it in place of what stands there. */
  fill(name: Name, text: string, role?: Role): Promise<void>
  /** Resolves once what has the focus has this role and name. */
  standsOn(role: Role, name: Name): Promise<void>
  /** Stops of the focus that could not be seen, or had no name. */
  readonly lost: string[]
}

/** More stops than any page has. */
const mostStops = 150

export function keyboardOf(page: Page): Keyboard {
  const lost: string[] = []
  const press = async (...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }
  const isOn = async (role: Role, name: Name) =>
    (await page.getByRole(role, { name }).and(page.locator(':focus')).count()) > 0

  async function reach(role: Role, name: Name, { back = false } = {}) {
    await page.getByRole(role, { name }).first().waitFor(patience)
    const stops: string[] = []
    for (let stop = 0; stop < mostStops; stop++) {
      if (await isOn(role, name)) return
      await press(back ? 'Shift+Tab' : 'Tab')
      const seen = await focusNow(page)
      stops.push(seen.what)
      if (seen.problem) lost.push(`${seen.problem}: ${seen.what} on ${new URL(page.url()).pathname}`)
    }
    throw new Error(`Tab never came to the ${role} ${name}: ${stops.join(' → ')}`)
  }
  return {
    lost,
    press,
    type: (text) => page.keyboard.type(text),
    reach,
    async push(role, name, options) {
      await reach(role, name, options)
      await press('Enter')
    },
    async fill(name, text, role = 'textbox') {
      await reach(role, name)
      await press('ControlOrMeta+a')
      await page.keyboard.type(text)
    },
    async standsOn(role, name) {
      for (const end = Date.now() + 10_000; !(await isOn(role, name)); await wait(50))
        if (Date.now() > end) {
          throw new Error(`the focus is not on the ${role} ${name}, but on ${(await focusNow(page)).what}`)
        }
    },
  }
}

/** As much of an element as is looked at. */
interface Element {
  tagName: string
  textContent: string | null
  labels?: ArrayLike<{ textContent: string | null }>
  getAttribute(name: string): string | null
  getBoundingClientRect(): Record<'top' | 'left' | 'bottom' | 'right' | 'width' | 'height', number>
  ownerDocument: { defaultView: View }
}

interface View {
  innerWidth: number
  innerHeight: number
  getComputedStyle(one: Element): { outlineStyle: string; outlineWidth: string }
}

/** What has the focus, and why a person could not see that, if so. */
function focusNow(page: Page): Promise<{ what: string; problem: string }> {
  return page.locator(':focus').evaluateAll((found) => {
    const one = found[0] as unknown as Element | undefined
    if (one === undefined) return { what: 'the page', problem: '' }
    const label = one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent
    const name = (label ?? one.textContent ?? '').trim().replaceAll(/\s+/g, ' ').slice(0, 60)
    const what = `${one.tagName.toLowerCase()} “${name}”`
    const { top, left, bottom, right, width, height } = one.getBoundingClientRect()
    const { defaultView: view } = one.ownerDocument
    const isOnScreen = bottom > 0 && right > 0 && top < view.innerHeight && left < view.innerWidth
    const { outlineStyle, outlineWidth } = view.getComputedStyle(one)
    if (!isOnScreen || width <= 1 || height <= 1) return { what, problem: 'out of sight' }
    if (outlineStyle === 'none' || outlineWidth === '0px') return { what, problem: 'no outline' }
    return { what, problem: name === '' ? 'no name' : '' }
  })
}
