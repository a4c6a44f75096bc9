import { describe, expect, test } from 'vitest'
import { drafted } from '#core/testing/drafted.ts'
import { isThanks } from './thanks.ts'

const names = ['Anna Olsen', 'Lummy', 'Ben Berg', undefined]

describe('a bare thank-you', () => {
  test.each([
    'Thanks!',
    'Thank you Ben!',
    'thanks ben',
    'Hi Ben, thank you very much! Anna',
    'Perfect, thanks\n\nAnna Olsen',
  ])('“%s” is one', (text) => {
    expect(isThanks({ text, attachments: [] }, names)).toBe(true)
  })

  test.each([
    'Ben',
    'Anna',
    'Thanks, call Ben',
    'Thanks Ben, but it is broken',
    'Thank you Cleo, Norway',
  ])('“%s” is none', (text) => {
    expect(isThanks({ text, attachments: [] }, names)).toBe(false)
  })

  test('that names the teammate who answered says that all is well', async () => {
    const d = await drafted()
    await d.ben.click('approve')
    await d.house.settle()
    await d.carl.says('Thank you Ben! Carl')
    await d.house.settle()
    expect((await d.view()).conversation).toMatchObject({ status: 'resolved', resolvedBy: 'customer' })
    expect((await d.view()).drafts).toHaveLength(1)
  })
})
