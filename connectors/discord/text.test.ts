import { describe, expect, test } from 'vitest'
import { escapeText, quotedDiscord, splitText, toDiscord } from './markdown.ts'
import { readText } from './text.ts'

const names = { us: new Set(['1', '&2']), users: new Map([['3', 'Maya']]) }
const read = (text: string) => readText(text, names)

describe('what a person wrote', () => {
  test.each([
    ['<@1> hello', 'hello', true, false],
    ['<@&2> hello', 'hello', true, false],
    ['ask <@!3> please', 'ask @Maya please', false, true],
    ['ask <@99>', 'ask @someone', false, true],
    ['<@&7> look', '@role look', false, true],
    ['@everyone look', '@everyone look', false, true],
    ['see <#12>', 'see #channel', false, true],
    ['nice <:party:123> day', 'nice day', false, false],
    ['at <t:1795953600:R>', 'at 2026-11-29 12:00 UTC', false, false],
    ['try </lummy next:12>', 'try /lummy next', false, false],
    ['see https://discord.com/channels/1/2/3', 'see a Discord link', false, true],
    ['__under__ and ||secret|| and **bold**', 'under and secret and **bold**', false, false],
    ['-# small', 'small', false, false],
    ['<https://shop.example/a>', 'https://shop.example/a', false, false],
    ['`<@3>` stays', '`<@3>` stays', false, false],
    ['a < b and c > d', 'a < b and c > d', false, false],
  ])('%s', (written, text, mentionsUs, mentionsOthers) => {
    expect(read(written)).toEqual({ text, mentionsUs, mentionsOthers })
  })

  test('is read in linear time', () => {
    const began = performance.now()
    for (const part of ['<@', '||', '__a', '<:a:', '[a](', '`', '<t:1'])
      for (const text of [part.repeat(20_000)]) {
        read(text)
        toDiscord(text)
        splitText(text, 2000)
      }
    expect(performance.now() - began).toBeLessThan(3_000)
  })
})

describe("Discord's Markdown", () => {
  test.each([
    ['# Title', '**Title**'],
    ['__bold__', '**bold**'],
    ['**bold** *it* ~~no~~ `code`', '**bold** *it* ~~no~~ `code`'],
    ['[label](https://shop.example/a)', '[label](https://shop.example/a)'],
    ['![picture](https://shop.example/a.png)', '[picture](https://shop.example/a.png)'],
    ['[evil](javascript:alert(1))', '[evil](javascript:alert(1))'],
    ['[mail](mailto:a@b.example)', 'mail'],
    ['<@5> <@&6> <#7> <:a:8> <t:9> </x:1>', '\\<@5> \\<@&6> \\<#7> \\<:a:8> \\<t:9> \\</x:1>'],
    ['@everyone and @here', '@\u200beveryone and @\u200bhere'],
    ['||hidden||', '\\|\\|hidden\\|\\|'],
    ['-# small', '\\-# small'],
    ['>>> all', '> all'],
    ['```\n# <@5>\n```', '```\n# <@5>\n```'],
  ])('%s', (markdown, expected) => {
    expect(toDiscord(markdown)).toBe(expected)
  })

  test('somebody else’s label hides no address, and plain text stays plain', () => {
    expect(quotedDiscord('[bank](https://evil.example)')).toBe('[bank] (https://evil.example)')
    expect(escapeText('**a** <@1> [b](c) #d')).toBe('\\*\\*a\\*\\* \\<\\@1\\> \\[b\\](c) \\#d')
  })

  test('parts are never too long, break no emoji, and together say everything', () => {
    const samples = ['😀'.repeat(900), `${'word '.repeat(900)}end`, 'x'.repeat(5000), `a\n${'b '.repeat(1500)}`]
    for (const text of samples) {
      const parts = splitText(text, 1000)
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(1000)
        expect(part.isWellFormed()).toBe(true)
      }
      expect(parts.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
    }
  })

  test('a code block that is cut is closed and opened again', () => {
    const parts = splitText(`before\n\`\`\`sql\n${'select 1;\n'.repeat(100)}\`\`\`\nafter`, 300)
    expect(parts.length).toBeGreaterThan(3)
    for (const part of parts) expect((part.match(/^```/gm) ?? []).length % 2).toBe(0)
    expect(parts[1]).toMatch(/^```sql\n/)
    expect(parts.join('\n').match(/select 1;/g)).toHaveLength(100)
    expect(parts.every((part) => part.length <= 300)).toBe(true)
  })
})
