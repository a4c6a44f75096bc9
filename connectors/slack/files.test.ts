import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Attachment } from '#core/domain/file.ts'
import type { Outbound } from '#core/domain/outbound.ts'
import { Gone, NotAllowed, Platform, Unreachable } from '#core/errors.ts'
import { slack } from './index.ts'
import { type Loopback, openLoopback } from './loopback.ts'
import { settings, tools } from './samples.ts'

let loopback: Loopback
beforeAll(async () => {
  loopback = await openLoopback()
})
afterAll(() => loopback.close())
beforeEach(() => {
  loopback.calls = []
  loopback.answers = {}
  loopback.uploads.clear()
})

const bytes = Buffer.from('\x89PNG…')
const photo: Attachment = { name: 'photo.png', type: 'image/png', size: bytes.length, inline: false, digest: 'ab' }
const place = { connector: 'slack', account: 'T0SHOP', thread: 'C0DESK/1795366700.000100', private: false }
const files: Outbound = { kind: 'files', id: 'outbox-1', attachments: [photo, { ...photo, name: 'more.png' }] }
const open = () =>
  slack.open(settings, { ...tools({ SLACK_API_URL: loopback.url }), file: () => Promise.resolve(bytes) })

describe('a customer’s pictures', () => {
  test('are uploaded first and shown in the thread by one last call', async () => {
    await open().send(place, files)
    expect(loopback.calls.map(({ method }) => method)).toEqual([
      'files.getUploadURLExternal',
      'files.getUploadURLExternal',
      'files.completeUploadExternal',
    ])
    expect(loopback.uploads.get('F-photo.png')).toEqual(bytes)
    const { fields } = loopback.calls.at(-1)!
    expect(fields).toMatchObject({ channel_id: 'C0DESK', thread_ts: '1795366700.000100' })
    expect(JSON.parse(fields.files ?? '')).toEqual([
      { id: 'F-photo.png', title: 'photo.png' },
      { id: 'F-more.png', title: 'more.png' },
    ])
  })

  test('are surely not shown when an upload fails, and tried again', async () => {
    loopback.answers.upload = { status: 503 }
    await expect(open().send(place, files)).rejects.toMatchObject({ notSent: true, retry: true })
    loopback.answers = { 'files.getUploadURLExternal': 'hang up' }
    await expect(open().send(place, files)).rejects.toMatchObject({ notSent: true })
    expect(loopback.calls.map(({ method }) => method)).not.toContain('files.completeUploadExternal')
  })

  test('may have been shown when the last call is cut off', async () => {
    loopback.answers['files.completeUploadExternal'] = 'hang up'
    const failure = open().send(place, files)
    await expect(failure).rejects.toThrow(Unreachable)
    await expect(failure).rejects.toMatchObject({ notSent: false })
  })

  test('go to no other host than Slack’s', async () => {
    const elsewhere = { ok: true, upload_url: 'https://slack.com.evil.example/upload', file_id: 'F1' }
    loopback.answers['files.getUploadURLExternal'] = elsewhere
    await expect(open().send(place, files)).rejects.toThrow('no place of its own')
  })
})

describe('a teammate’s file', () => {
  const offer = (url: string): Attachment => ({
    name: 'offer.pdf',
    type: 'application/pdf',
    size: 5,
    inline: false,
    url,
  })
  const at = (path: string) => new URL(path, loopback.url).href

  test('is fetched with the bot’s token', async () => {
    loopback.kept.set('/files-pri/T1-F1/offer.pdf', { bytes: Buffer.from('%PDF-'), token: settings.botToken })
    const got = await open().download?.(offer(at('/files-pri/T1-F1/offer.pdf')), 100)
    expect(Buffer.from(got ?? [])).toEqual(Buffer.from('%PDF-'))
  })

  test('is refused when the app may not read files, when it is gone, and when it is larger than allowed', async () => {
    loopback.kept.set('/files-pri/T1-F2/offer.pdf', { bytes: Buffer.alloc(200_000), token: 'xoxb-another' })
    loopback.kept.set('/files-pri/T1-F3/offer.pdf', { bytes: Buffer.alloc(200_000), token: settings.botToken })
    const fetched = (path: string) => open().download?.(offer(at(path)), 100_000)
    await expect(fetched('/files-pri/T1-F2/offer.pdf')).rejects.toThrow('files:read')
    await expect(fetched('/files-pri/T1-F9/offer.pdf')).rejects.toThrow(Platform)
    await expect(fetched('/files-pri/T1-F3/offer.pdf')).rejects.toThrow('it is too large')
  })

  test('is not fetched, and was shown to nobody, when the connection breaks in the middle of it', async () => {
    const half = { bytes: Buffer.alloc(1000), token: settings.botToken, isCut: true as const }
    loopback.kept.set('/files-pri/T1-F4/offer.pdf', half)
    const failure = open().download?.(offer(at('/files-pri/T1-F4/offer.pdf')), 100_000)
    await expect(failure).rejects.toThrow(Unreachable)
    await expect(failure).rejects.toMatchObject({ notSent: true })
  })

  test.each([
    'https://slack.com.evil.example/files-pri/T1-F1/offer.pdf',
    'http://files.slack.com/files-pri/T1-F1/offer.pdf',
    'https://evil.example/?host=files.slack.com',
    'https://drive.example/offer.pdf',
  ])('is not fetched from %s: the token goes to Slack alone', async (url) => {
    await expect(open().download?.(offer(url), 100)).rejects.toThrow(NotAllowed)
    await expect(open().download?.(offer(url), 100)).rejects.not.toThrow(Gone)
  })
})
