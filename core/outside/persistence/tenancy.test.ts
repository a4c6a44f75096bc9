import { beforeAll, expect, test } from 'vitest'
import type { Scope } from '#core/store/store.ts'
import { testDatabase } from '#core/testing/database.ts'
import { type Filled, fillBusiness } from '#core/testing/filled.ts'
import { scopedCalls as calls } from '#core/testing/scoped-calls.ts'
import { type Filled, fillBusiness, lessonOf, pairEntry, vectorOf } from '#core/testing/filled.ts'

type Call = (scope: Scope, a: Filled) => unknown
const soon = new Date(Date.now() + 60_000)

/** Every method of a scope, called by one business with the ids of another. */
const calls: Record<string, Call> = {
  write: (s, a) => s.write((tx) => tx.conversations.get(a.conversation.id)),
  business: (s) => s.business(),
  saveSettings: (s) => s.saveSettings({ askMinutes: 11 }),
  agent: (s, a) => s.agent(a.agentId),
  saveAgent: (s, a) => s.saveAgent(a.agentId, { name: 'taken' }),
  'leases.take': (s, a) => s.leases.take(a.lane, soon, 1000),
  'leases.renew': (s, a) => s.leases.renew(a.lane, a.fence, soon, 1000),
  'leases.check': (s, a) => s.write((tx) => tx.leases.check(a.lane, a.fence + 5)),
  'leases.release': (s, a) => s.leases.release(a.lane, a.fence),
  'leases.leave': (s, a) => s.leases.leave(a.lane, a.fence, { changed: true }),
  'leases.left': (s, a) => s.leases.left(a.lane),
  'inbox.unhandled': (s, a) => s.inbox.unhandled(a.lane, 10),
  'inbox.markHandled': (s, a) => s.inbox.markHandled([a.inboxRow.seq], 'stolen'),
  'inbox.markFailed': (s, a) => s.inbox.markFailed([a.inboxRow.seq], 'stolen'),
  'inbox.byPlatformId': (s, a) => s.inbox.byPlatformId('sample', a.tag, a.inboxRow.platformId),
  'inbox.troubled': (s) => s.inbox.troubled(10),
  'people.byHandle': (s, a) => s.people.byHandle(a.handle),
  'people.create': (s, a) => s.people.create({ name: 'somebody', handle: a.handle }),
  'people.block': (s, a) => s.people.block(a.handle, soon.toISOString()),
  'people.get': (s, a) => s.people.get(a.person.id),
  'people.rename': (s, a) => s.people.rename(a.person.id, 'stolen'),
  'people.search': (s) => s.people.search('ALPHA', 10),
  'people.remove': (s, a) => s.people.remove(a.person.id),
  'privacy.traces': (s, a) => s.privacy.traces(a.person.id),
  'privacy.held': async (s, a) => s.privacy.held((await a.scope.privacy.traces(a.person.id))!),
  'privacy.blank': async (s, a) => {
    const traces = (await a.scope.privacy.traces(a.person.id))!
    const how = { at: soon.toISOString(), lessonIds: [a.lessonId], blockedAs: () => 'stolen' }
    return s.write((tx) => tx.privacy.blank(traces, how))
  },
  'privacy.blankLessons': (s, a) => s.write((tx) => tx.privacy.blankLessons([a.lessonId], soon.toISOString())),
  'privacy.bury': (s, a) => s.privacy.bury(a.person.id, { at: soon.toISOString(), by: 'stolen', files: [] }),
  'privacy.owed': (s, a) => s.privacy.owed(a.person.id),
  'privacy.dropTalk': async (s, a) => {
    await s.privacy.dropTalk({ connector: a.place.connector, account: a.place.account })
    return s.privacy.dropTalk({ before: soon.toISOString() })
  },
  'privacy.forgetTeammate': async (s, a) => {
    const teammate = (await a.scope.teammates.list())[0]!
    return s.write((tx) => tx.privacy.forgetTeammate(teammate, { as: 'stolen', at: soon.toISOString() }))
  },
  'privacy.finish': (s, a) => s.privacy.finish(a.person.id),
  'teammates.list': (s) => s.teammates.list(),
  'teammates.get': (s, a) => s.teammates.get(a.teammateId),
  'teammates.byEmail': async (s, a) => s.teammates.byEmail((await a.scope.teammates.list())[0]!.email),
  'teammates.create': (s) =>
    s.teammates.create({
      email: 'new@b.example',
      name: 'New',
      role: 'teammate',
      passwordHash: null,
      confirmedAt: null,
    }),
  'teammates.update': (s, a) => s.teammates.update(a.teammateId, { name: 'stolen', passwordHash: 'stolen' }),
  'teammates.link': (s, a) => s.teammates.link(a.teammateId, { kind: 'slack', value: 'T/U' }),
  'teammates.unlink': (s, a) => s.teammates.unlink(a.teammateId, a.handle),
  'teammates.owners': (s) => s.write((tx) => tx.teammates.owners()),
  'teammates.remove': (s, a) => s.teammates.remove(a.teammateId),
  'teammates.handles': (s, a) => s.teammates.handles(a.teammateId),
  'conversations.create': (s, a) =>
    s.conversations.create({
      ...{
        agentId: a.agentId,
        personId: a.person.id,
        customerEmail: null,
        channel: 'chat',
        subject: '',
        kind: 'support' as const,
      },
    }),
  'conversations.get': (s, a) => s.conversations.get(a.conversation.id),
  'conversations.lock': (s, a) => s.write((tx) => tx.conversations.lock(a.conversation.id)),
  'conversations.update': (s, a) => s.conversations.update(a.conversation.id, { subject: 'stolen' }),
  'conversations.schedule': (s, a) => s.conversations.schedule(a.conversation.id, soon.toISOString()),
  'conversations.list': (s) => s.conversations.list({ limit: 100, search: 'ALPHA' }),
  'conversations.waiting': (s) => s.conversations.waiting(100),
  'conversations.byPlace': (s, a) => s.conversations.byPlace(a.place),
  'conversations.addPlace': (s, a) => s.conversations.addPlace(a.conversation.id, 'staff', { ...a.place, thread: 'x' }),
  'conversations.places': (s, a) => s.conversations.places(a.conversation.id),
  'conversations.setCard': (s, a) => s.conversations.setCard(a.conversation.id, a.place, 'stolen', 'stolen'),
  'conversations.leaveChannel': (s, a) => s.conversations.leaveChannel({ ...a.place, thread: '' }),
  'messages.add': (s, a) =>
    s.messages.add({ conversationId: a.conversation.id, senderType: 'human', content: 'stolen', metadata: {} }),
  'messages.get': (s, a) => s.messages.get(a.message.id),
  'messages.list': (s, a) => s.messages.list(a.conversation.id),
  'messages.last': (s, a) => s.messages.last(a.conversation.id),
  'messages.byPlatformIds': (s, a) => s.messages.byPlatformIds('sample', a.tag, [`m-${a.tag}`]),
  'messages.setContent': (s, a) => s.messages.setContent(a.message.id, 'stolen', {}),
  'messages.setMetadata': (s, a) => s.messages.setMetadata(a.message.id, { removedAt: 'stolen' }),
  'messages.move': (s, a) => s.messages.move([a.message.id], crypto.randomUUID(), null),
  'drafts.add': (s, a) => s.drafts.add({ ...a.draft, id: crypto.randomUUID(), state: 'shadow', text: 'stolen' }),
  'drafts.get': (s, a) => s.drafts.get(a.draft.id),
  'drafts.pending': (s, a) => s.drafts.pending(a.conversation.id),
  'drafts.open': (s, a) => s.drafts.open(a.conversation.id),
  'drafts.byLessons': (s, a) => s.drafts.byLessons([a.lessonId]),
  'drafts.given': (s, a) => s.drafts.given(a.lessonId, new Date(0).toISOString()),
  'drafts.outdated': (s) => s.drafts.outdated(),
  'drafts.move': (s, a) => s.drafts.move(a.draft.id, ['pending'], 'approved'),
  'drafts.judge': (s, a) => s.drafts.judge(a.draft.id, { err: 1, verdict: 'stolen', saidId: null }),
  'drafts.setEditor': (s, a) => s.drafts.setEditor(a.draft.id, a.teammateId, soon.toISOString()),
  'drafts.list': (s, a) => s.drafts.list(a.conversation.id),
  'receipts.add': (s, a) => s.receipts.add({ ...a.receipt, id: crypto.randomUUID(), reasons: [] }),
  'receipts.get': (s, a) => s.receipts.get(a.receipt.id),
  'events.add': (s, a) =>
    s.events.add({ conversationId: a.conversation.id, type: 'sent', actor: 'agent', receiptId: null, data: {} }),
  'events.list': (s, a) => s.events.list(a.conversation.id),
  'optOuts.since': (s, a) => s.optOuts.since(a.handle),
  'optOuts.lock': (s, a) => s.write((tx) => tx.optOuts.lock(a.handle)),
  'optOuts.set': (s, a) => s.optOuts.set(a.handle, soon.toISOString()),
  'bounces.of': (s, a) => s.bounces.of(a.handle),
  'bounces.set': (s, a) => s.bounces.set(a.handle, { at: soon.toISOString(), isHard: false, why: 'stolen' }),
  'bounces.clear': (s, a) => s.bounces.clear(a.handle),
  'outbox.automaticTo': (s, a) => s.outbox.automaticTo(a.outbox.place, '2000-01-01T00:00:00.000Z', 10),
  'paces.next': (s) => s.paces.next('sms/1', 1000),
  'holds.on': (s, a) => s.holds.on('sample', a.tag, ['']),
  'holds.put': (s, a) =>
    s.holds.put({
      ...{ connector: 'sample', account: a.tag, sender: '', kind: 'slow', why: 'mine', tries: 1 },
      until: soon.toISOString(),
    }),
  'holds.lift': (s, a) => s.holds.lift('sample', a.tag),
  'holds.list': (s) => s.holds.list(),
  'outbox.release': (s, a) => s.outbox.release(a.outbox.place.connector, a.outbox.place.account, 100),
  'outbox.counts': (s) => s.outbox.counts(new Date(0).toISOString()),
  'outbox.add': (s, a) =>
    s.outbox.add({
      ...a.outbox,
      id: crypto.randomUUID(),
      payload: {},
      messageId: null,
      draftId: null,
      teammateId: null,
    }),
  'outbox.get': (s, a) => s.outbox.get(a.outbox.id),
  'outbox.move': (s, a) => s.outbox.move(a.outbox.id, ['failed'], 'sent'),
  'outbox.waiting': (s, a) => s.outbox.waiting(a.conversation.id),
  'outbox.automatic': (s) => s.outbox.automatic(),
  'outbox.byPlatformId': (s, a) => s.outbox.byPlatformId('sample', a.tag, `out-${a.tag}`),
  'outbox.byMessage': (s, a) => s.outbox.byMessage(a.message.id),
  'outbox.troubled': (s) => s.outbox.troubled(10),
  'outbox.list': (s, a) => s.outbox.list(a.conversation.id),
  'written.add': (s, a) => s.written.add({ ...a.written, id: crypto.randomUUID(), text: 'stolen' }),
  'written.get': (s, a) => s.written.get(a.written.id),
  'written.byPlatformMessage': (s, a) => s.written.byPlatformMessage(a.place, a.written.platformMessageId),
  'written.move': (s, a) => s.written.move(a.written.id, ['listed'], 'sent'),
  'written.list': (s) => s.written.list(),
  'learning.append': (s, a) => s.learning.append(a.agentId, pairEntry('x', 'q', 'r'), {}),
  'learning.appendMany': (s, a) => s.learning.appendMany(a.agentId, [{ entry: pairEntry('x', 'q', 'r'), facts: {} }]),
  'learning.lock': (s, a) => s.write((tx) => tx.learning.lock(a.agentId)),
  'learning.rows': (s, a) => s.learning.rows(a.agentId, 0, 10),
  'learning.erase': (s, a) => s.learning.erase(a.agentId, { lessonId: a.lessonId }),
  'learning.concerning': (s, a) =>
    s.learning.concerning({ personId: a.person.id, conversationIds: [a.conversation.id], addresses: [a.handle.value] }),
  'learning.taught': (s, a) => s.learning.taught(a.agentId, { lessonId: a.lessonId }),
  'learning.project': (s, a) => s.learning.project(a.agentId, 1, 2, { lessons: [lessonOf('x', 'q')], topics: [] }),
  'learning.resetProjection': (s, a) => s.learning.resetProjection(a.agentId),
  'learning.refits': (s, a) => s.learning.refits(a.agentId),
  'learning.snapshot': (s, a) => s.learning.snapshot(a.agentId),
  'learning.saveSnapshot': (s, a) =>
    s.learning.saveSnapshot(a.agentId, 0, { at: 1, engine: 'e', bytes: new Uint8Array(1) }),
  'learning.epoch': (s, a) => s.learning.epoch(a.agentId),
  'lessons.get': (s, a) => s.lessons.get(a.lessonId),
  'lessons.list': (s, a) => s.lessons.list({ topicId: a.topicId, limit: 10 }),
  'lessons.recall': (s, a) =>
    s.lessons.recall(a.agentId, { vector: vectorOf(1), embedder: 'test', text: 'where is my order' }, 10),
  'lessons.count': (s, a) => s.lessons.count(a.agentId),
  'topics.list': (s, a) => s.topics.list(a.agentId),
  'topics.get': (s, a) => s.topics.get(a.topicId),
  'topics.switch': (s, a) => s.topics.switch(a.topicId, false, 'thief'),
  'evidence.admit': (s, a) =>
    s.evidence.admit(a.claim, { draftId: a.draft.id, deadline: soon.toISOString(), blind: true }),
  'evidence.decide': (s, a) => s.evidence.decide(a.draft.id, 0, 'stolen'),
  'evidence.rows': (s, a) => s.evidence.rows(a.claim),
  'evidence.claims': (s, a) => s.evidence.claims(a.claim),
  'evidence.addDecided': (s, a) =>
    s.evidence.addDecided(a.claim, [{ err: 0, reason: 'stolen', blind: false, importId: a.importRun.id }]),
  'evidence.removeImport': (s, a) => s.evidence.removeImport(a.importRun.id),
  'evidence.expire': (s, a) => s.evidence.expire(a.claim, new Date()),
  'controls.get': (s, a) => s.controls.get(a.agentId, a.topicId),
  'controls.lock': (s, a) => s.write((tx) => tx.controls.lock(a.agentId, a.topicId)),
  'controls.save': (s, a) => s.controls.save(a.agentId, a.topicId, { switchedOn: false, revokedWhy: 'stolen' }),
  'auditedAnswers.add': (s, a) => s.auditedAnswers.add({ ...a.audited, id: crypto.randomUUID(), note: 'stolen' }),
  'auditedAnswers.get': (s, a) => s.auditedAnswers.get(a.audited.id),
  'auditedAnswers.byDraft': (s, a) => s.auditedAnswers.byDraft(a.draft.id),
  'auditedAnswers.decide': (s, a) => s.auditedAnswers.decide(a.audited.id, { err: 0, reason: 'stolen', by: 'b' }),
  'auditedAnswers.open': (s) => s.auditedAnswers.open({ limit: 10 }),
  'auditedAnswers.outcomes': (s, a) => s.auditedAnswers.outcomes(a.agentId, { topicId: a.topicId, attempt: 1 }),
  'vouchers.add': (s, a) =>
    s.vouchers.add({ agentId: a.agentId, lessonId: 'other', digest: 'ab', teammateId: a.teammateId, name: 'stolen' }),
  'vouchers.of': (s, a) => s.vouchers.of(a.lessonId),
  'vouchers.list': (s, a) => s.vouchers.list(a.agentId),
  'vouchers.correct': (s, a) => s.vouchers.correct(a.lessonId),
  'vouchers.end': (s, a) => s.vouchers.end(a.lessonId, 'stolen'),
  'insight.work': (s) => s.insight.work('2020-01-01T00:00:00.000Z'),
  'insight.drafts': (s, a) => s.insight.drafts(a.topicId, { limit: 10 }),
  'insight.history': (s, a) => s.insight.history(a.agentId, a.topicId, { sendFrom: 0, limit: 10 }),
  'insight.daily': (s, a) => s.insight.daily(a.agentId, new Date(0).toISOString(), 'UTC'),
  'insight.unanswered': (s) => s.insight.unanswered(new Date(0).toISOString(), 1, 10),
  'conflicts.add': (s, a) =>
    s.conflicts.add({ ...a.conflict, id: crypto.randomUUID(), lessonB: a.lessonId, lessonA: `other-${a.tag}` }),
  'conflicts.get': (s, a) => s.conflicts.get(a.conflict.id),
  'conflicts.list': (s, a) => s.conflicts.list({ agentId: a.agentId, limit: 10 }),
  'conflicts.decide': (s, a) => s.conflicts.decide(a.conflict.id, 'moot'),
  'conflicts.readTo': (s, a) => s.conflicts.readTo(a.agentId),
  'conflicts.readOn': (s, a) => s.write((tx) => tx.conflicts.readOn(a.agentId, 0, 1)),
  'voice.replace': (s, a) =>
    s.voice.replace(a.agentId, [{ patternType: 'tone', patternData: {}, frequency: 1, lastUsed: soon.toISOString() }]),
  'voice.list': (s, a) => s.voice.list(a.agentId),
  'integrations.list': (s) => s.integrations.list(),
  'integrations.get': (s, a) => s.integrations.get(a.integration.id),
  'integrations.add': (s, a) =>
    s.integrations.add({ agentId: a.agentId, connector: 'sample', account: `other-${a.tag}`, label: '', settings: {} }),
  'integrations.note': (s, a) => s.integrations.note('sample', a.tag, { status: 'failing', lastError: 'mine' }),
  'integrations.update': (s, a) => s.integrations.update(a.integration.id, { status: 'removed', settings: {} }),
  'staffChannels.list': (s) => s.staffChannels.list(),
  'staffChannels.save': (s, a) => s.staffChannels.save({ ...a.staffChannel, name: 'stolen', value: null }),
  'staffChannels.remove': (s, a) => s.staffChannels.remove(a.staffChannel.id),
  'checks.add': (s, a) => s.checks.add({ ...a.check, id: crypto.randomUUID() }),
  'checks.open': (s, a) => s.checks.open(a.handle, new Date(0).toISOString()),
  'checks.inLanes': (s, a) => s.checks.inLanes([a.lane]),
  'checks.since': (s) => s.checks.since(new Date(0).toISOString()),
  'checks.update': (s, a) => s.checks.update(a.check.id, { sentTo: 'stolen', provedAt: soon.toISOString() }),
  'personLinks.add': (s, a) => s.personLinks.add({ ...a.link, id: crypto.randomUUID() }),
  'personLinks.get': (s, a) => s.personLinks.get(a.link.id),
  'personLinks.of': (s, a) => s.personLinks.of(a.person.id),
  'personLinks.undo': (s, a) => s.personLinks.undo(a.link.id, 'stolen', soon.toISOString()),
  'personLinks.lock': (s, a) => s.write((tx) => tx.personLinks.lock([a.person.id])),
  'personLinks.conversations': (s, a) => s.personLinks.conversations(a.person.id),
  'personLinks.give': (s, a) => {
    const what = { handles: [a.handle], conversationIds: [a.conversation.id] }
    return s.write((tx) => tx.personLinks.give(what, a.person.id, a.link.goneId))
  },
  'calls.add': (s, a) => s.calls.add({ ...a.call, place: { ...a.call.place, thread: 'CA-stolen' } }),
  'calls.byPlace': (s, a) => s.calls.byPlace(a.call.place),
  'calls.of': (s, a) => s.calls.of(a.conversation.id),
  'calls.open': (s) => s.calls.open(),
  'calls.update': (s, a) => s.calls.update(a.call.id, { state: 'ended', number: 'stolen' }),
  'shadowMails.add': (s, a) =>
    s.shadowMails.add({ ...a.shadowMail, messageId: '<other@a.example>', personId: a.person.id }),
  'shadowMails.byMessageIds': (s, a) => s.shadowMails.byMessageIds([a.shadowMail.messageId]),
  'shadowMails.answersTo': (s, a) => s.shadowMails.answersTo(a.shadowMail.references[0]!),
  'shadowMails.setLesson': (s, a) => s.shadowMails.setLesson(a.shadowMail.messageId, 'stolen'),
  'shadowMails.prune': (s) => s.shadowMails.prune(soon.toISOString()),
  'imports.start': (s, a) => s.imports.start({ agentId: a.agentId, name: 'x', digest: a.tag, total: 1, fromSeq: 0 }),
  'imports.get': (s, a) => s.imports.get(a.importRun.id),
  'imports.byDigest': (s, a) => s.imports.byDigest(a.tag),
  'imports.update': (s, a) => s.imports.update(a.importRun.id, { state: 'failed' }),
  'imports.list': (s) => s.imports.list(),
  'imports.seen': (s, a) => s.imports.seen(a.importRun.id, [a.externalId]),
  'imports.forgetSeen': (s, a) => s.imports.forgetSeen(a.importRun.id),
  'audit.add': (s) => s.audit.add({ actor: 'b', action: 'x', subject: 'y' }),
  'audit.list': (s) => s.audit.list(10),
}

let a: Filled
let b: Scope
let before: Record<string, unknown[]>
beforeAll(async () => {
  const { store, freshBusiness } = await testDatabase()
  a = await fillBusiness(store, await freshBusiness(), 'ALPHA')
  b = store.of((await freshBusiness()).businessId)
  before = await dump(a.businessId)
})

test('the table names every method of a scope', () => {
  expect(Object.keys(calls).sort()).toEqual(methods(b).sort())
})

test('the business that is spied on has a row in every table', () => {
  expect(Object.entries(before).filter(([, rows]) => rows.length === 0)).toEqual([])
})

test('the same questions asked by the business itself are answered', async () => {
  const mute: string[] = []
  for (const [name, call] of Object.entries(calls)) {
    if (!/(get|list|places|open|pending|last|recall|rows|waiting|handles|\.by\w+|troubled|unhandled)$/.test(name))
      continue
    const answer = JSON.stringify(await call(a.scope, a)) ?? ''
    if (answer === '' || answer === '[]') mute.push(name)
  }
  // Nothing of this kind was put there.
  expect(mute).toEqual(['inbox.troubled', 'teammates.handles', 'outbox.waiting'])
})

test.each(Object.entries(calls))('%s shows nothing of another business and creates no link to it', async (_, call) => {
  let result: unknown
  try {
    result = await call(b, a)
  } catch (error) {
    result = error instanceof Error && 'status' in error ? error.message : undefined
  }
  expect(JSON.stringify(result) ?? '').not.toContain('ALPHA')
  expect(JSON.stringify(result) ?? '').not.toContain(a.person.id)
})

test('after all of that, the other business stands as it did', async () => {
  expect(await dump(a.businessId)).toEqual(before)
})

test('a link to another business cannot be inserted, whoever writes it', async () => {
  const { orm } = await testDatabase()
  const em = orm.em.fork()
  const insert = em.execute(
    `insert into lummy.messages (id, business_id, conversation_id, sender_type, content, metadata, created_at)
     values (gen_random_uuid(), ?, ?, 'human', 'x', '{}', now())`,
    [b.businessId, a.conversation.id],
  )
  await expect(insert).rejects.toThrow(/messages_conversation_fk/)
})

test('every foreign key between tables of a business names the business', async () => {
  const { orm } = await testDatabase()
  const keys = await orm.em.fork().execute<{ name: string; columns: string[] }[]>(
    `select conname as name, (select array_agg(attname::text) from pg_attribute where attrelid = conrelid and attnum = any (conkey)) as columns
     from pg_constraint where contype = 'f' and connamespace = 'lummy'::regnamespace`,
  )
  expect(keys.length).toBeGreaterThan(30)
  expect(keys.filter((key) => !key.columns.includes('business_id') && !key.columns.includes('user_id'))).toEqual([])
})

function methods(scope: object, prefix = ''): string[] {
  return Object.entries(scope).flatMap(([name, value]) =>
    typeof value === 'function'
      ? [`${prefix}${name}`]
      : typeof value === 'object'
        ? methods(value as object, `${name}.`)
        : [],
  )
}

/** All rows of a business, table by table. */
async function dump(businessId: string): Promise<Record<string, unknown[]>> {
  const { orm } = await testDatabase()
  const em = orm.em.fork()
  const tables = await em.execute<{ name: string; key: string }[]>(
    `select table_name as name, min(column_name) as key from information_schema.columns
     where table_schema = 'lummy' and column_name in ('business_id', 'user_id')
       and table_name not in ('refresh_tokens', 'one_time_links') group by table_name order by table_name`,
  )
  const rows: Record<string, unknown[]> = {}
  for (const { name, key } of tables)
    rows[name] = await em.execute(`select t::text as row from lummy.${name} t where ${key} = ? order by 1`, [
      businessId,
    ])
  expect(tables.length).toBeGreaterThan(20)
  return rows
}
