import { serveParent } from './platform.ts'
import { openSlack } from './slack-platform.ts'

await serveParent(openSlack)
