import { z } from 'zod'

const origin = z
  .url({ protocol: /^https?$/, error: 'an origin looks like https://shop.example' })
  .transform((address) => new URL(address).origin)

const origins = z.union([
  z.array(origin),
  z
    .string()
    .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ''))
    .pipe(z.array(origin)),
])

/** What one web chat needs. None of it is secret: browsers see it. */
export const webchatSettings = z.object({
  name: z.string().trim().min(1).max(80).describe('Name shown at the top of the chat, as "Fern & Oak"'),
  greeting: z.string().trim().max(500).optional().describe('First words shown in an empty chat'),
  allowedOrigins: origins
    .optional()
    .describe('Origins of the pages that may open this chat, as https://shop.example; left out: any page'),
  publicId: z
    .string()
    .regex(/^[a-z0-9-]{4,64}$/, 'a public id is made of a-z, 0-9 and -')
    .optional()
    .describe('Names this chat in pages and addresses; made by itself when left out'),
})

export type WebchatSettings = z.infer<typeof webchatSettings>
