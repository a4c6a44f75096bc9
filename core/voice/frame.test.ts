import { describe, expect, test } from 'vitest'
import { stripFrame } from './frame.ts'

describe('stripFrame', () => {
  const body = 'Your parcel leaves tomorrow.'
  const frames: [string, string][] = [
    ['a line each', `Hi Ana,\n\n${body}\n\nBest,\nMaya`],
    ['a closing in one line', `Hello Jonas Weber!\n\n${body}\n\nCheers, Tom`],
    ['a signature of three lines', `Dear Eva,\n\n${body}\n\nKind regards,\nPriya Nair\nCustomer Care`],
    ['a dash and a name', `Hey there :)\n\n${body}\n\n– Sam`],
    ['German', `Guten Tag Frau Lind,\n\n${body}\n\nMit freundlichen Grüßen\nLena`],
    ['French', `Bonjour Chloé,\n\n${body}\n\nCordialement\nOmar`],
    ['on one line', `Hi Ana, ${body}`],
    ['a name first', `Ana, thanks for writing in.\n\n${body}\n\nAll the best, Omar`],
    ['none', body],
  ]
  test.each(frames)('%s', (_, text) => {
    expect(stripFrame(text).body).toBe(body)
  })

  test('a reply that is all greeting keeps its words', () => {
    expect(stripFrame('Hello!').body).toBe('Hello!')
    expect(stripFrame('')).toEqual({ greeting: '', body: '', closing: '' })
  })

  test('thanks in the middle end nothing', () => {
    const text = 'Thanks for the photo. Please send the order number, too.\nWe then replace the cup.'
    expect(stripFrame(text).body).toBe(text)
  })
})
