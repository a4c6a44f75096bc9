import { serveParent } from './platform.ts'
import { openSendGrid } from './sendgrid-platform.ts'

await serveParent(openSendGrid)
