import { serveParent } from './platform.ts'
import { openTwilio, type TwilioAccount } from './twilio-platform.ts'

await serveParent((account: TwilioAccount) => openTwilio(account))
