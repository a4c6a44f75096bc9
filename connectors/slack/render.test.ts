import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionNames } from '#core/domain/action.ts'
import type { Card } from '#core/domain/outbound.ts'
import { brokenRules } from './block-rules.ts'
import { readInteraction } from './interactivity.ts'
import { limits } from './limits.ts'
import { renderCard, renderReply } from './render.ts'
import { now, recorded } from './samples.ts'

const bare: Card = { purpose: 'notice', title: 'Title', facts: [], sources: [], buttons: [] }

describe('cards', () => {
  const text = (most: number) =>
    fc.string({ maxLength: most, unit: fc.constantFrom('a', ' ', '\n', '<', '&', '>', '*', '👍') })
  const long = fc.tuple(text(40), fc.nat(5_000)).map(([piece, times]) => piece.repeat(times).slice(0, 200_000))
  const cards: fc.Arbitrary<Card> = fc.record({
    purpose: fc.constantFrom('conversation', 'draft', 'question', 'notice'),
    title: text(300),
    facts: fc.array(fc.record({ label: text(100), value: text(3000) }), { maxLength: 25 }),
    sources: fc.array(text(1000), { maxLength: 30 }),
    buttons: fc.array(fc.record({ action: fc.constantFrom(...actionNames), label: text(100), target: text(40) }), {
      maxLength: 30,
    }),
    quote: long,
    body: long,
  })

  test("any card keeps within Slack's limits", () => {
    fc.assert(
      fc.property(cards, (card) => {
        const { blocks, text } = renderCard('outbox-1', card)
        expect(brokenRules(blocks, limits.blocks)).toEqual([])
        expect(text.length).toBeLessThanOrEqual(40_000)
        expect(blocks[0]?.block_id).toBe('lummy:outbox-1')
      }),
      { numRuns: 40 },
    )
  })

  test('a draft too long for a form is shown in parts, and its Edit button leads to the admin', () => {
    const body = `${'A sentence. '.repeat(600)}`
    const edit = { action: 'edit', label: 'Edit', target: 'd', version: 1 } as const
    const link = { label: 'Open', url: 'https://desk.example/admin' }
    const { blocks } = renderCard('o', { ...bare, body, buttons: [edit], link })
    const sections = blocks.filter((block) => block.type === 'section')
    expect(sections.length).toBeGreaterThan(3)
    expect(
      sections
        .map((block) => block.text?.text)
        .join(' ')
        .replace(/\s+/g, ' '),
    ).toContain(body.trim())
    expect(blocks.at(-1)).toMatchObject({ elements: [{ text: { text: 'Edit' }, url: link.url }, { url: link.url }] })
  })

  test('quoted words show where their links lead', () => {
    const quote = 'Please [sign in to Slack](https://evil.example/in), and **soon**.'
    const shown = JSON.stringify(renderCard('o', { ...bare, quote }).blocks)
    expect(shown).toContain('>Please [sign in to Slack] (<https://evil.example/in>), and *soon*.')
  })

  test('what does not fit says where the rest is', () => {
    const { blocks } = renderCard('o', { ...bare, body: 'word '.repeat(60_000) })
    expect(JSON.stringify(blocks.at(-1))).toContain('The rest is in the admin')
  })

  test('every button comes back as the action that it was', () => {
    for (const action of actionNames) {
      const { blocks } = renderCard('o', { ...bare, buttons: [{ action, label: 'x', target: 'id-1', version: 4 }] })
      const [element] = (blocks.at(-1) as unknown as { elements: Record<string, unknown>[] }).elements
      const body = { ...(recorded('pressed') as object), actions: [{ ...element, action_ts: '1795366900.123456' }] }
      expect(readInteraction(body, { now }).events).toMatchObject([
        { type: 'action', action, target: 'id-1', version: 4 },
      ])
    }
  })
})

test('a long reply stays one message', () => {
  const { blocks, text } = renderReply('o', 'word '.repeat(8_000))
  expect(blocks.length).toBeGreaterThan(10)
  expect(text.length).toBeLessThanOrEqual(3000)
})
