import { z } from 'zod'
import { largestFilesBytes } from '#core/domain/file-type.ts'
import { route } from './route.ts'
import { uploaded } from './schemas/sending.ts'

export const fileRoutes = [
  route({
    method: 'POST',
    path: '/api/files',
    summary: 'Keeps a file, sent as its bytes, until it goes out with a message (`files`).',
    who: 'teammate',
    query: z.object({ name: z.string().trim().min(1).max(400) }),
    upload: { mostBytes: largestFilesBytes },
    reply: uploaded,
    status: 201,
    handle: ({ core }, actor, { query, file }) => core.files.upload(actor, { name: query.name, ...file }),
  }),
]
