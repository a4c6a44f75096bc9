import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { filesText, isPreview, largestPreviewBytes, safeName, sizeText, sniffType } from './file-type.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')

describe('the type of a file', () => {
  test.each([
    ['\x89PNG\r\n\x1a\n…', 'image/png'],
    ['\xff\xd8\xff\xe0', 'image/jpeg'],
    ['GIF89a…', 'image/gif'],
    ['RIFF\x00\x00\x00\x00WEBPVP8 ', 'image/webp'],
    ['%PDF-1.7', 'application/pdf'],
    ['PK\x03\x04', 'application/zip'],
  ])('%j is seen in its first bytes', (content, type) => {
    expect(sniffType(bytes(content))).toBe(type)
  })

  test.each([
    '',
    '<svg xmlns="http://www.w3.org/2000/svg">',
    '<!doctype html><script>',
    'RIFF\0\0\0\0WAVE',
    '\x89PN',
  ])('%j is never a picture', (content) => {
    expect(sniffType(bytes(content))).toBeUndefined()
  })

  test('no bytes at all make it throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (any) => typeof sniffType(any) !== 'number'))
  })

  test('only pictures of an ordinary size are shown', () => {
    expect(isPreview({ type: 'image/png', size: 10 })).toBe(true)
    expect(isPreview({ type: 'image/png', size: largestPreviewBytes + 1 })).toBe(false)
    expect(isPreview({ type: 'image/svg+xml', size: 10 })).toBe(false)
    expect(isPreview({ type: 'text/html', size: 10 })).toBe(false)
  })
})

describe('names and sizes', () => {
  test.each([
    ['../../etc/passwd', 'etc_passwd'],
    ['offer\u202Efdp.exe', 'offerfdp.exe'],
    ['a\r\nb: c.pdf', 'ab_ c.pdf'],
    ['...', 'attachment'],
  ])('%j is saved as %j', (name, safe) => {
    expect(safeName(name)).toBe(safe)
  })

  test('a safe name holds no separator, no control character, and keeps its ending', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (name) => {
        const safe = safeName(`${name}x.pdf`)
        expect(safe).not.toMatch(/[\\/\p{Cc}"]/u)
        expect(safe.length).toBeLessThanOrEqual(150)
        expect(safe.endsWith('.pdf')).toBe(true)
        expect(safe.isWellFormed()).toBe(true)
      }),
    )
  })

  test.each([
    [12, '12 B'],
    [340_400, '340 kB'],
    [999_600, '1.0 MB'],
    [1_200_000, '1.2 MB'],
  ])('%i bytes are %s', (size, said) => {
    expect(sizeText(size)).toBe(said)
  })

  test('more than five files are counted', () => {
    const files = Array.from({ length: 7 }, (_, index) => ({ name: `${index}.txt`, size: 5 }))
    expect(filesText(files.slice(0, 1))).toBe('0.txt 5 B')
    expect(filesText(files)).toBe('0.txt 5 B, 1.txt 5 B, 2.txt 5 B, 3.txt 5 B, 4.txt 5 B, 2 more')
  })
})
