import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/** A machine of two cores that builds and tests at the same time is slow. */
export const patience = { timeout: 60_000 }

/** Takes pictures into a folder of test-results, for people to look at. */
export function picturesIn(folder: string): (page: Page, name: string) => Promise<void> {
  const pictures = join(import.meta.dirname, '../../../test-results', folder)
  return async (page, name) => {
    await mkdir(pictures, { recursive: true })
    await page.screenshot({ path: join(pictures, `${name}.png`) })
  }
}

/** Everything that a browser complains about, but for `expected` and the admin that is still building. */
export function consoleProblems(pages: Page[], expected = /50[23]|401/): string[] {
  const problems: string[] = []
  for (const page of pages) {
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      if (message.type() === 'error' && !expected.test(message.text())) problems.push(message.text())
    })
  }
  return problems
}
