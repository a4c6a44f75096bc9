import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { describeApi } from './openapi.ts'
import { routes } from './routes.ts'
import { clientPath, writeClient } from './write-client.ts'

test("the admin's types of the API are those of the routes; `npm run client -w admin` writes them anew", async () => {
  expect(bare(await readFile(clientPath, 'utf8'))).toBe(bare(writeClient(describeApi(routes))))
})

/** Without what the formatter decides: line breaks, separators, the bar before the first of several types. */
function bare(code: string): string {
  return code.replaceAll(/[\s;]+/g, '').replaceAll(/([=:<])\|/g, '$1')
}
