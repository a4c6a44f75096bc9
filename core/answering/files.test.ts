import { describe, expect, test } from 'vitest'
import type { Attachment } from '#core/domain/file.ts'
import { makeTestHouse } from '#core/testing/house.ts'
import { largestFilesBytes } from '../domain/file-type.ts'
import { Refused } from '../errors.ts'
import { checkedFiles, fetchFiles, uploadedFiles, uploadFile, whatGoes } from './files.ts'

const file = (name: string, size = 5, patch: Partial<Attachment> = {}): Attachment => ({
  ...{ name, type: 'application/pdf', size, inline: true, digest: 'ab'.repeat(32) },
  ...patch,
})

describe('files of one message', () => {
  test('go all together, as attachments', () => {
    expect(checkedFiles([file('a.pdf'), file('b.pdf')])).toEqual([
      file('a.pdf', 5, { inline: false }),
      file('b.pdf', 5, { inline: false }),
    ])
  })

  test.each([
    [[file('a.pdf'), file('film.mov', largestFilesBytes)], 'film.mov (21.0 MB) is too large'],
    [[file('film.mov', largestFilesBytes + 1)], 'film.mov (21.0 MB) is too large'],
    [[{ name: 'gone.pdf', type: 'application/pdf', size: 5, inline: false }], 'gone.pdf could not be fetched'],
    [Array.from({ length: 11 }, (_, index) => file(`${index}.pdf`)), 'at most 10 files'],
  ])('or none of them, with a sentence', (files, sentence) => {
    expect(() => checkedFiles(files)).toThrow(Refused)
    expect(() => checkedFiles(files)).toThrow(sentence)
  })

  test('are named in the question', () => {
    expect(whatGoes('Hello', [])).toBe('this')
    expect(whatGoes('Hello', [file('a.pdf', 340_000), file('b.pdf')])).toBe(
      'this and 2 files (a.pdf 340 kB, b.pdf 5 B)',
    )
    expect(whatGoes('', [file('a.pdf')])).toBe('1 file (a.pdf 5 B)')
  })
})

describe('files that a platform keeps', () => {
  const place = { connector: 'slack', account: 'T1', thread: 'C1/1', private: false }
  const kept = (name: string, size: number): Attachment => ({
    ...{ name, type: 'application/pdf', size, inline: false, url: `https://files.slack.com/${name}` },
  })

  test('are brought into our own store', async () => {
    const house = await makeTestHouse()
    house.platforms.kept.set('https://files.slack.com/a.pdf', Buffer.from('%PDF-'))
    const { files, problem } = await fetchFiles(house.ports, house.businessId, place, [kept('a.pdf', 5)])
    expect(problem).toBeUndefined()
    expect(files).toMatchObject([{ name: 'a.pdf', size: 5 }])
    expect(Buffer.from(await house.ports.files.get(files[0]?.digest ?? ''))).toEqual(Buffer.from('%PDF-'))
  })

  test('name the one that is too large or gone, and fetch nothing that is too large', async () => {
    const house = await makeTestHouse()
    const ports = house.ports
    const large = await fetchFiles(ports, house.businessId, place, [kept('film.mov', 30_000_000)])
    expect(large).toMatchObject({ problem: expect.stringContaining('film.mov (30.0 MB) is too large') })
    const gone = await fetchFiles(ports, house.businessId, place, [kept('a.pdf', 5)])
    expect(gone).toMatchObject({ problem: 'a.pdf could not be fetched: the file does not exist' })
    expect(gone.files[0]?.digest).toBeUndefined()
  })
})

describe('an uploaded file', () => {
  const given = { businessId: 'b1', owner: 't1', name: 'x/offer.pdf', type: 'image/png', mostBytes: 100 }

  test('is what its bytes say, and its owner’s alone', async () => {
    const { ports } = await makeTestHouse()
    const up = await uploadFile(ports, { ...given, bytes: Buffer.from('%PDF-1.7') })
    expect(up).toMatchObject({ name: 'x_offer.pdf', type: 'application/pdf', size: 8 })
    const [read] = uploadedFiles(ports, { businessId: 'b1', owner: 't1' }, [up.token])
    expect(read).toMatchObject({ name: 'x_offer.pdf', size: 8, inline: false })
    for (const other of [
      { businessId: 'b2', owner: 't1' },
      { businessId: 'b1', owner: 't2' },
    ])
      expect(() => uploadedFiles(ports, other, [up.token])).toThrow(Refused)
    expect(() => uploadedFiles(ports, { businessId: 'b1', owner: 't1' }, ['noise'])).toThrow('add it once more')
  })

  test('that only claims to be a picture is kept as bytes', async () => {
    const { ports } = await makeTestHouse()
    const page = await uploadFile(ports, { ...given, bytes: Buffer.from('<svg onload="alert(1)">') })
    expect(page.type).toBe('application/octet-stream')
  })

  test('that is empty or too large is refused by name', async () => {
    const { ports } = await makeTestHouse()
    await expect(uploadFile(ports, { ...given, bytes: Buffer.alloc(0) })).rejects.toThrow('x_offer.pdf is empty')
    await expect(uploadFile(ports, { ...given, bytes: Buffer.alloc(101) })).rejects.toThrow('is too large')
  })
})
