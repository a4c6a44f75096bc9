import { remembering } from '#core/store/remembering.ts'
import type { Scope } from '#core/store/store.ts'
import { makeAccounts } from './accounts.ts'
import { makeAudit } from './audit.ts'
import { makeAuditedAnswers } from './audited-answers.ts'
import { makeBounces } from './bounces.ts'
import { makeCalls } from './calls.ts'
import { makeConflicts } from './conflicts.ts'
import type { Context } from './context.ts'
import { makeControls } from './controls.ts'
import { makeConversations } from './conversations.ts'
import { makeDrafts } from './drafts.ts'
import { makeEvents } from './events.ts'
import { makeEvidence } from './evidence.ts'
import { makeHolds } from './holds.ts'
import { makeChecks, makePersonLinks } from './identity.ts'
import { makeImports } from './imports.ts'
import { makeInbox } from './inbox.ts'
import { makeInsight } from './insight.ts'
import { makeIntegrations } from './integrations.ts'
import { makeLearning } from './learning.ts'
import { makeLeases } from './leases.ts'
import { makeLessons } from './lessons.ts'
import { makeMessages } from './messages.ts'
import { makeOptOuts } from './opt-outs.ts'
import { makeOutbox } from './outbox.ts'
import { makePaces } from './paces.ts'
import { makePeople } from './people.ts'
import { makePrivacy } from './privacy.ts'
import { makeReceipts } from './receipts.ts'
import { makeShadowMails } from './shadow-mails.ts'
import { makeStaffChannels } from './staff-channels.ts'
import { makeTeammates } from './teammates.ts'
import { makeTopics } from './topics.ts'
import { makeVoice } from './voice.ts'
import { makeVouchers } from './vouchers.ts'
import { makeWritten } from './written.ts'

/** One business's data; inside `write`, a scope whose every call is part of that transaction. */
export function makeScope(context: Context): Scope {
  return {
    businessId: context.businessId,
    write: (work) => context.transaction((inner) => work(remembering(makeScope(inner)))),
    ...makeAccounts(context),
    leases: makeLeases(context),
    inbox: makeInbox(context),
    people: makePeople(context),
    checks: makeChecks(context),
    personLinks: makePersonLinks(context),
    teammates: makeTeammates(context),
    conversations: makeConversations(context),
    calls: makeCalls(context),
    messages: makeMessages(context),
    drafts: makeDrafts(context),
    receipts: makeReceipts(context),
    events: makeEvents(context),
    outbox: makeOutbox(context),
    optOuts: makeOptOuts(context),
    bounces: makeBounces(context),
    paces: makePaces(context),
    holds: makeHolds(context),
    written: makeWritten(context),
    learning: makeLearning(context),
    lessons: makeLessons(context),
    topics: makeTopics(context),
    evidence: makeEvidence(context),
    controls: makeControls(context),
    auditedAnswers: makeAuditedAnswers(context),
    vouchers: makeVouchers(context),
    insight: makeInsight(context),
    conflicts: makeConflicts(context),
    voice: makeVoice(context),
    integrations: makeIntegrations(context),
    staffChannels: makeStaffChannels(context),
    shadowMails: makeShadowMails(context),
    imports: makeImports(context),
    audit: makeAudit(context),
    privacy: makePrivacy(context),
  }
}
