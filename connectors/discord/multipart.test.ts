import { expect, test } from 'vitest'
import { multipart } from './multipart.ts'

const picture = { name: 'parcel.png', type: 'image/png', bytes: Buffer.from([0x89, 0x50, 0x0d, 0x0a, 0xff]) }

/** As somebody else's code reads it. */
async function read(given: ReturnType<typeof multipart>) {
  const form = await new Response(Buffer.from(given.body), { headers: given.headers }).formData()
  return [...form.entries()]
}

test('another reader finds the message and the very bytes of each file', async () => {
  const entries = await read(multipart({ content: 'Schön “so”' }, [picture, { ...picture, name: 'zwei ö.png' }]))
  expect(entries.map(([name]) => name)).toEqual(['files[0]', 'files[1]', 'payload_json'])
  const files = entries.flatMap(([, value]) => (value instanceof File && value.type === 'image/png' ? [value] : []))
  expect(files.map(({ name, type }) => [name, type])).toEqual([
    ['parcel.png', 'image/png'],
    ['zwei ö.png', 'image/png'],
  ])
  for (const file of files) expect(Buffer.from(await file.arrayBuffer())).toEqual(picture.bytes)
  expect(JSON.parse(String(entries.at(-1)?.[1]))).toEqual({ content: 'Schön “so”' })
})

test('a name of a customer’s file cannot end its line or add another part', async () => {
  const name = 'a".png\r\nContent-Type: text/html\r\n\r\n--x'
  const [first, ...others] = await read(multipart({}, [{ ...picture, name }]))
  expect((first?.[1] as File).type).toBe('image/png')
  expect(others.map(([key]) => key)).toEqual(['payload_json'])
})
