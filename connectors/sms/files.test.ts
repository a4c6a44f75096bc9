import { describe, expect, test } from 'vitest'
import type { Attachment } from '#core/domain/file.ts'
import { filesFor, filesNote } from './files.ts'
import { placeOf } from './place.ts'

const [american, canadian, british, jamaican] = ['+15552222222', '+14165550100', '+442079460000', '+18765550100']
const picture = (name: string, size = 400_000, type = 'image/jpeg'): Attachment => ({ name, type, size, inline: false })
const offer = picture('offer.pdf', 340_000, 'application/pdf')
const named = (files: readonly Attachment[]) => files.map(({ name }) => name)
const sms = (ours: string, theirs: string) => ({ channel: 'sms', ours, theirs }) as const
const chat = { channel: 'whatsapp', ours: british, theirs: jamaican } as const

describe('of the files of an answer', () => {
  test.each([
    ['pictures go along where both networks carry them', sms(american, canadian), ['a.jpg'], ['offer.pdf']],
    ['from a short code, too', sms('72975', american), ['a.jpg'], ['offer.pdf']],
    ['not from abroad', sms(british, american), [], ['a.jpg', 'offer.pdf']],
    ['not to an island that shares the code', sms(american, jamaican), [], ['a.jpg', 'offer.pdf']],
    ['not from a number that nobody knows yet', sms(`MG${'1'.repeat(32)}`, american), [], ['a.jpg', 'offer.pdf']],
    ['by WhatsApp everywhere', chat, ['a.jpg'], ['offer.pdf']],
  ] as const)('%s', (_, pair, media, links) => {
    const found = filesFor(pair, [picture('a.jpg'), offer])
    expect([named(found.media), named(found.links)]).toEqual([media, links])
  })

  test('those that fit into 5 MB together go along; of WhatsApp each has its own', () => {
    const files = [picture('a.jpg', 3_000_000), picture('b.jpg', 3_000_000), picture('c.jpg', 1_000_000)]
    expect(named(filesFor(sms(american, canadian), files).links)).toEqual(['b.jpg'])
    expect(named(filesFor(chat, files).links)).toEqual([])
    expect(named(filesFor(chat, [picture('d.jpg', 5_100_000), picture('e.gif', 10, 'image/gif')]).links)).toEqual([
      'd.jpg',
      'e.gif',
    ])
  })

  test('staff are told which are links, and why', () => {
    const at = (pair: Parameters<typeof placeOf>[1]) => placeOf(american, pair)
    expect(filesNote(at(sms(american, canadian)), [picture('a.jpg')])).toBeUndefined()
    expect(filesNote(at(sms(american, canadian)), [picture('a.jpg'), offer])).toBe(
      'offer.pdf 340 kB goes as a link, good for 14 days: a text carries pictures (JPEG, PNG, GIF) of up to 5 MB together',
    )
    expect(filesNote(at(sms(british, british)), [picture('a.jpg'), offer])).toMatch(
      /^a\.jpg .*go as links, .*US and Canada/,
    )
    expect(filesNote({ ...at(chat), thread: 'elsewhere' }, [offer])).toBeUndefined()
  })
})
