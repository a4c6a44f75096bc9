import { Start } from './0001-start.ts'
import { Desk } from './0002-desk.ts'
import { Autonomy } from './0003-autonomy.ts'
import { Sales } from './0004-sales.ts'
import { Truth } from './0005-truth.ts'
import { Voice } from './0006-voice.ts'
import { Privacy } from './0007-privacy.ts'
import { Snapshots } from './0008-snapshots.ts'
import { Unlearned } from './0009-unlearned.ts'
import { Arranged } from './0010-arranged.ts'
import { Former } from './0011-former.ts'
import { Calls } from './0012-calls.ts'
import { Consent } from './0013-consent.ts'
import { Identity } from './0014-identity.ts'
import { Bounces } from './0015-bounces.ts'
import { Left } from './0016-left.ts'
import { Holds } from './0017-holds.ts'
import { Heard } from './0018-heard.ts'
import { Told } from './0019-told.ts'

/** In order; append-only: a migration that ran anywhere is never edited. */
export const migrations = [
  { name: '0001-start', class: Start },
  { name: '0002-desk', class: Desk },
  { name: '0003-autonomy', class: Autonomy },
  { name: '0004-sales', class: Sales },
  { name: '0005-truth', class: Truth },
  { name: '0006-voice', class: Voice },
  { name: '0007-privacy', class: Privacy },
  { name: '0008-snapshots', class: Snapshots },
  { name: '0009-unlearned', class: Unlearned },
  { name: '0010-arranged', class: Arranged },
  { name: '0011-former', class: Former },
  { name: '0012-calls', class: Calls },
  { name: '0013-consent', class: Consent },
  { name: '0014-identity', class: Identity },
  { name: '0015-bounces', class: Bounces },
  { name: '0016-left', class: Left },
  { name: '0017-holds', class: Holds },
  { name: '0018-heard', class: Heard },
  { name: '0019-told', class: Told },
]
