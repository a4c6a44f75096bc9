import { expect, test } from 'vitest'
import { account, channel, settings } from './samples.ts'
import { placed, readChannel, teamsSettings } from './settings.ts'

const link = `https://teams.microsoft.com/l/channel/${encodeURIComponent(channel)}/Customers%20%26%20more?groupId=c0000000-0000-0000-0000-000000000000&tenantId=${account.toUpperCase()}`

test('the link that Teams copies names channel and organisation', () => {
  expect(readChannel(link)).toEqual({ id: channel, name: 'Customers & more', tenantId: account })
  const { tenantId: _, ...bare } = settings
  const read = teamsSettings.parse({ ...bare, channel: ` ${link} ` })
  expect(placed(read)).toEqual({
    tenantId: account,
    channel: { id: channel, name: 'Customers & more', tenantId: account },
  })
})

test('a bare id needs the organisation beside it', () => {
  const { tenantId: _, ...bare } = settings
  expect(placed(teamsSettings.parse(settings))).toEqual({ tenantId: account, channel: { id: channel } })
  expect(teamsSettings.safeParse(bare).error?.issues).toMatchObject([{ path: ['tenantId'] }])
})

test.each([
  'Customers',
  '19:group@thread.v2',
  'https://teams.microsoft.com/l/chat/19:x@thread.v2/0',
  link.replace('https', 'http'),
  'https://teams.microsoft.com/l/channel/%E0%A4%A/x',
])('%s is no channel', (text) => {
  expect(teamsSettings.safeParse({ ...settings, channel: text }).success).toBe(false)
})
