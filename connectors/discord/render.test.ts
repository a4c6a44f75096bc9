import { describe, expect, test } from 'vitest'
import type { Button, Card } from '#core/domain/outbound.ts'
import { readForm, renderForm, submittedForm } from './form.ts'
import { limits, renderCard, threadName } from './render.ts'

const button = (action: Button['action'], more: Partial<Button> = {}): Button => ({
  action,
  label: action,
  target: 't1',
  ...more,
})
const card = (more: Partial<Card> = {}): Card => ({
  ...{ purpose: 'draft', title: 'Suggested answer', facts: [], sources: [], buttons: [], ...more },
})
type Rows = { components: { type: number; custom_id?: string; options?: unknown[] }[] }[]
type Embed = { title: string; description: string; fields?: { name: string; value: string }[] }

describe('a card', () => {
  test('shows status, the customer’s words as a quote, the draft and its sources, in that order', () => {
    const { embeds, content } = renderCard(
      card({
        status: 'waiting since 10:32',
        quote: 'To *Norway*?\n# now',
        body: 'Yes, **we do**.',
        sources: ['Ben, May'],
      }),
    )
    expect(content).toBe('')
    expect((embeds[0] as Embed).description).toBe(
      '-# waiting since 10:32\n\n> To *Norway*?\n> **now**\n\nYes, **we do**.\n\n-# • Ben, May',
    )
  })

  test('keeps within what Discord takes, whatever is in it, and says that the rest is in the admin', () => {
    const long = 'word '.repeat(4000)
    const facts = Array.from({ length: 40 }, (_, index) => ({ label: `${index} ${long}`, value: long }))
    const buttons = Array.from({ length: 40 }, (_, index) => button('assign', { label: long, choice: `t${index}` }))
    const menu = Array.from({ length: 40 }, (_, index) => button('merge', { label: long, choice: `m${index}` }))
    const message = renderCard(
      card({ title: long, quote: long, body: long, sources: Array(9).fill(long), facts, buttons, menu, status: long }),
    )
    const [embed] = message.embeds as Embed[]
    const sizes = [
      embed!.title,
      embed!.description,
      ...(embed!.fields ?? []).flatMap(({ name, value }) => [name, value]),
    ]
    expect(sizes.reduce((sum, text) => sum + text.length, 0)).toBeLessThanOrEqual(limits.embeds)
    expect(embed!.description.length).toBeLessThanOrEqual(limits.description)
    expect(embed!.title.length).toBeLessThanOrEqual(limits.title)
    expect(embed!.description).toContain('The rest is in the admin.')
    const rows = message.components as Rows
    expect(rows).toHaveLength(5)
    expect(rows.slice(0, 4).every(({ components }) => components.length === 5)).toBe(true)
    expect(rows[4]?.components[0]?.options).toHaveLength(25)
  })

  test('never carries the same twice, nor more than a button holds', () => {
    const id = '0192e4c0-7a4e-7a3c-8a51-0123456789ab'
    const buttons = [
      button('approve'),
      button('approve', { label: 'Again' }),
      button('use_here', { choice: 'x'.repeat(100) }),
    ]
    const fits = button('decide_conflict', { target: id, choice: id })
    const [row] = renderCard(card({ buttons: [...buttons, fits] })).components as Rows
    expect(row?.components.map(({ custom_id }) => custom_id)).toEqual([
      'lummy:approve t1',
      `lummy:decide_conflict ${id}  ${id}`,
    ])
  })

  test('names its thread by who it is about and what they want', () => {
    expect(threadName(card({ title: 'Anna', quote: 'Do you\nship?' }))).toBe('Anna: Do you ship?')
    expect(threadName(card({ title: ' ' }))).toBe('Conversation')
    expect(threadName(card({ title: '😀'.repeat(80) })).isWellFormed()).toBe(true)
  })
})

describe('a form', () => {
  const form = {
    ...{ title: 'Edit the answer', label: 'Goes to the customer', text: 'By ferry.' },
    fields: [
      { name: 'to', label: 'To', kind: 'line' as const, value: 'a@home.example' },
      { name: 'files', label: 'Files', kind: 'files' as const },
      { name: 'sendAt', label: 'Send later', kind: 'time' as const },
      { name: 'once', label: 'Learning', kind: 'check' as const, hint: "Send, don't learn from it" },
      { name: 'fifth', label: 'No room', kind: 'line' as const },
    ],
    submit: button('edit', { version: 3 }),
  }

  test('has its large input, and as many fields as Discord has room for', () => {
    const drawn = renderForm(form, form.submit) as { custom_id: string; components: { component: object }[] }
    expect(drawn.custom_id).toBe('lummy:edit t1 3')
    expect(drawn.components.map(({ component }) => component)).toMatchObject([
      { type: 4, style: 2, value: 'By ferry.', max_length: 4000, required: false },
      { type: 4, style: 1, value: 'a@home.example' },
      { type: 19, max_values: 10 },
      { type: 4, style: 1 },
      { type: 23, default: false },
    ])
  })

  test('is read back: text, fields, files; a time that is typed is meant in UTC', () => {
    const filled = (custom_id: string, type: number, more: object) => ({
      type: 18,
      component: { custom_id, type, ...more },
    })
    const file = {
      filename: 'a.pdf',
      content_type: 'application/pdf',
      size: 3,
      url: 'https://cdn.discordapp.com/a.pdf',
    }
    const read = readForm(
      submittedForm.parse({
        custom_id: 'lummy:edit t1 3',
        components: [
          filled('text', 4, { value: ' By train. ' }),
          filled('field:to', 4, { value: 'b@home.example' }),
          filled('field:files', 19, { values: ['77', '78'] }),
          filled('field:sendAt', 4, { value: '2026-11-30 09:00' }),
          filled('field:once', 23, { value: true }),
          { type: 10 },
        ],
        resolved: { attachments: { 77: file } },
      }),
    )
    expect(read).toEqual({
      text: 'By train.',
      fields: { to: 'b@home.example', sendAt: '2026-11-30T09:00:00Z', once: 'yes' },
      attachments: [{ name: 'a.pdf', type: 'application/pdf', size: 3, inline: false, url: file.url }],
    })
  })
})
