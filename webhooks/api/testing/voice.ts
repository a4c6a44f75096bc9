import type { Core } from '#core/door.ts'

const mail = {
  ...{ replies: 96, lastAt: '2026-11-20T09:30:00.000Z', greets: 0.97, closes: 0.94 },
  greetings: [
    { text: 'Hi {customer},', share: 0.71, count: 68, lastUsed: '2026-11-20T09:30:00.000Z' },
    { text: 'Good day {customer},', share: 0.2, count: 19, lastUsed: '2026-11-17T14:05:00.000Z' },
  ],
  closings: [{ text: 'Warm wishes,\n{teammate}', share: 0.83, count: 80, lastUsed: '2026-11-20T09:30:00.000Z' }],
  ...{ openers: [], offers: [], contractions: 0.84, polite: null, exclaims: 0.06, emoji: 0.12 },
  length: { low: 14, middle: 38, high: 92 },
  sentence: { low: 4, middle: 11, high: 23 },
  traits: { formal: 0.44, friendly: 0.58, technical: 0.12 },
}

/** The voice of the sample shop. */
export const sampleVoice: Awaited<ReturnType<Core['learning']['voice']>> = {
  replies: 118,
  languages: [
    {
      ...{ ...mail, replies: 118, language: 'en' },
      phrases: [{ text: 'happy sipping', count: 21, score: 4.8 }],
      words: [{ text: 'steep', count: 30, score: 5.2 }],
      terms: [{ use: 'parcel', avoid: ['package'], count: 41 }],
      channels: [{ ...mail, channel: 'email' }],
      authors: [{ ...mail, replies: 40, channel: 'email', author: 'Maya' }],
    },
  ],
}
