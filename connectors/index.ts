import type { Connector } from './connector.ts'
import { discord } from './discord/index.ts'
import { email } from './email/index.ts'
import { slack } from './slack/index.ts'
import { sms } from './sms/index.ts'
import { teams } from './teams/index.ts'
import { voice } from './voice/index.ts'
import { webchat } from './webchat/index.ts'

/** Every connector, one line each. Routes, settings, `.env.example` and the admin's pages come from this list. */
export const connectors: readonly Connector[] = [
  discord as Connector,
  email as Connector,
  slack as Connector,
  sms as Connector,
  teams as Connector,
  voice as Connector,
  webchat as Connector,
]
