import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailRequest, settings, tools } from './fixtures/requests.ts'
import { genuineRows, type Row } from './fixtures/trust/genuine.ts'
import { openNameServer } from './fixtures/trust/keys.ts'
import { parsedFields, rawFields } from './fixtures/trust/mails.ts'
import { staff } from './fixtures/trust/providers.ts'
import { spoofedRows } from './fixtures/trust/spoofed.ts'
import { email } from './index.ts'

let names: Awaited<ReturnType<typeof openNameServer>>
beforeAll(async () => {
  names = await openNameServer()
})
afterAll(() => names.close())

/** Whether the mail would be taken for a teammate's: what core asks for (core/accounts/recognise.ts). */
async function isTakenForStaff({ sent, mode, authservId }: Row): Promise<boolean> {
  const fields = mode === 'parsed' ? parsedFields(sent) : await rawFields(sent, mode === 'raw')
  const environment = { EMAIL_DNS_SERVERS: names.address }
  const own = { ...settings, ...(authservId === undefined ? {} : { authservId }) }
  const { events } = await email.open(own, { ...tools, environment }).receive(mailRequest(fields))
  const [event] = events
  if (event?.type !== 'message') throw new Error('it made no message')
  const { isVerified, isMachine, isUs, handle } = event.author
  return isVerified && !isMachine && !isUs && staff.has(handle.value)
}

test('no spoof is taken for a teammate’s mail, and at least 99 % of what teammates write is', async () => {
  const [genuine, spoofed] = [genuineRows(), spoofedRows()]
  expect(genuine.length + spoofed.length).toBeGreaterThanOrEqual(200)
  const accepted = async (rows: Row[]) => {
    const found: { row: string; isTaken: boolean }[] = []
    for (const row of rows) found.push({ row: `${row.name} (${row.mode})`, isTaken: await isTakenForStaff(row) })
    return found
  }
  const [good, bad] = [await accepted(genuine), await accepted(spoofed)]
  const held = good.filter(({ isTaken }) => !isTaken).map(({ row }) => row)
  const through = bad.filter(({ isTaken }) => isTaken).map(({ row }) => row)
  const share = (good.length - held.length) / good.length
  console.log(
    `spoofs taken for staff: ${through.length} of ${bad.length}; genuine taken: ${good.length - held.length} of ${good.length} (${(share * 100).toFixed(1)} %); held: ${held.join(', ')}`,
  )
  expect(through).toEqual([])
  expect(share).toBeGreaterThanOrEqual(0.99)
}, 60_000)
