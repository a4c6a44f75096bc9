// Made by `npm run client -w admin` from the routes of the REST API; a test says when it is stale.

export type Agent = { id: string; name: string; status: 'learning' | 'active' | 'paused'; learningStage: number }

export type AgentView = {
  id: string
  name: string
  status: 'learning' | 'active' | 'paused'
  learningStage: number
  stages: Record<'observing' | 'recognizing' | 'supervised' | 'automatic', number>
  lessons: number
  topics: number
  calibration: Array<CalibrationBin>
}

export type AuditRow = {
  id: string
  at: string
  actor: string
  action: string
  subject: string
  data: Record<string, unknown>
}

export type Business = { id: string; companyName: string; industry: string; settings: Settings }

export type CalibrationBin = { from: number; to: number; predicted: number; right: number; count: number }

export type Certificate = {
  certified: boolean
  logWealth: number
  rows: number
  errors: number
  missing: number
  eps: number
  alpha: number
  attempt: number
}

export type Conflict = {
  id: string
  topicId: string
  topicName: string
  matter: 'amount' | 'duration' | 'date' | 'answer'
  a: Lesson
  b: Lesson
  state: 'open' | 'decided' | 'moot'
  decision: 'a' | 'b' | 'both' | null
  decidedBy: string | null
  decidedByName: string | null
  createdAt: string
  decidedAt: string | null
}

export type Connector = {
  id: string
  name: string
  settings: Record<string, unknown>
  secrets: Array<string>
  install: Record<string, unknown> | null
  customers: boolean
  staff: boolean
  channels: boolean
}

export type Conversation = {
  id: string
  agentId: string
  personId: string
  customerEmail: string | null
  channel: 'email' | 'chat' | 'phone' | 'slack' | 'sms' | 'whatsapp' | 'teams' | 'discord'
  status: 'active' | 'resolved' | 'escalated'
  subject: string
  sentiment: number | null
  humanUntil: string | null
  assigneeId: string | null
  waitingSince: string | null
  waitingFor: 'staff' | 'customer' | 'nobody'
  kind: 'support' | 'sales' | 'partner' | 'automated' | 'spam' | 'test'
  lead: {
    slots: Partial<
      Record<'need' | 'product' | 'size' | 'time' | 'budget' | 'company', { value: string | null; by: string }>
    >
    warmth: 'hot' | 'warm' | 'cold'
    reasons: Array<string>
    asked: Array<'need' | 'product' | 'size' | 'time' | 'budget' | 'company'>
  } | null
  snoozedUntil: string | null
  resolvedBy: 'customer' | 'teammate' | 'quiet' | 'stop' | null
  resolvedAt: string | null
  followsId: string | null
  mergedIntoId: string | null
  followUpAt: string | null
  followUpBy: string | null
  lateToldAt: string | null
  answeredAt: string | null
  acknowledgedAt: string | null
  dueAt: string | null
  version: number
  createdAt: string
  updatedAt: string
  erasedAt?: string
}

export type ConversationEvent = {
  id: string
  type:
    | 'arrived'
    | 'draft_made'
    | 'draft_shown'
    | 'draft_approved'
    | 'draft_edited'
    | 'draft_rejected'
    | 'draft_withdrawn'
    | 'sent'
    | 'undone'
    | 'delivered'
    | 'delayed'
    | 'opened'
    | 'clicked'
    | 'complained'
    | 'failed'
    | 'in_doubt'
    | 'first_answer'
    | 'taken'
    | 'released'
    | 'resolved'
    | 'reopened'
    | 'handed_over'
    | 'noted'
    | 'lesson_learned'
    | 'model_used'
    | 'assigned'
    | 'snoozed'
    | 'woken'
    | 'kind_changed'
    | 'merged'
    | 'unmerged'
    | 'split'
    | 'follow_up_set'
    | 'follow_up_due'
    | 'target_missed'
    | 'acknowledged'
    | 'lead_changed'
    | 'opted_out'
    | 'opted_in'
    | 'call_began'
    | 'call_interrupted'
    | 'call_not_taken'
    | 'call_spoken'
    | 'call_broke'
    | 'call_ended'
    | 'call_wants_text'
  at: string
  actor: string
  receiptId: string | null
  data: Record<string, unknown>
}

export type ConversationRow = {
  id: string
  agentId: string
  personId: string
  customerEmail: string | null
  channel: 'email' | 'chat' | 'phone' | 'slack' | 'sms' | 'whatsapp' | 'teams' | 'discord'
  status: 'active' | 'resolved' | 'escalated'
  subject: string
  sentiment: number | null
  humanUntil: string | null
  assigneeId: string | null
  waitingSince: string | null
  waitingFor: 'staff' | 'customer' | 'nobody'
  kind: 'support' | 'sales' | 'partner' | 'automated' | 'spam' | 'test'
  lead: {
    slots: Partial<
      Record<'need' | 'product' | 'size' | 'time' | 'budget' | 'company', { value: string | null; by: string }>
    >
    warmth: 'hot' | 'warm' | 'cold'
    reasons: Array<string>
    asked: Array<'need' | 'product' | 'size' | 'time' | 'budget' | 'company'>
  } | null
  snoozedUntil: string | null
  resolvedBy: 'customer' | 'teammate' | 'quiet' | 'stop' | null
  resolvedAt: string | null
  followsId: string | null
  mergedIntoId: string | null
  followUpAt: string | null
  followUpBy: string | null
  lateToldAt: string | null
  answeredAt: string | null
  acknowledgedAt: string | null
  dueAt: string | null
  version: number
  createdAt: string
  updatedAt: string
  erasedAt?: string
  personName: string | null
  preview: string
  pendingDraftId: string | null
}

export type ConversationView = {
  conversation: Conversation
  person: { id: string; name: string | null; handles: Array<Handle> }
  stoppedAt: string | null
  mailTrouble: string | null
  messages: Array<Message>
  recipients?: { to: Array<string>; cc: Array<string> }
  participants?: Array<{ address: string; name: string | null }>
  draft: {
    id: string
    messageId: string
    version: number
    state: 'shadow' | 'pending' | 'approved' | 'edited' | 'rejected' | 'withdrawn'
    text: string
    unfilled: Array<string>
    lessonId: string | null
    topicId: string | null
    confidence: number
    writer: string
    voiceScore: number | null
    receiptId: string
    why: string | null
    shownAt: string | null
    editorId: string | null
    editingUntil: string | null
    createdAt: string
    receipt: Receipt
  } | null
  drafts: Array<Draft>
  isBlind: boolean
  events: Array<ConversationEvent>
  hint: string | null
  actions: Array<
    | 'approve'
    | 'edit'
    | 'reject'
    | 'reply'
    | 'send_written'
    | 'keep_written'
    | 'undo'
    | 'take'
    | 'release'
    | 'assign'
    | 'snooze'
    | 'wake'
    | 'resolve'
    | 'reopen'
    | 'set_kind'
    | 'spam'
    | 'not_spam'
    | 'merge'
    | 'unmerge'
    | 'split'
    | 'who_is'
    | 'send_again'
    | 'it_arrived'
    | 'other_channel'
    | 'send_correction'
    | 'next'
    | 'home'
    | 'away'
    | 'back'
    | 'invite'
    | 'role'
    | 'find'
    | 'use_here'
    | 'channel_for'
    | 'test_conversation'
    | 'stop_editing'
    | 'send_now'
    | 'check_answer'
    | 'trust'
    | 'topics'
    | 'switch_topic'
    | 'pause'
    | 'resume'
    | 'decide_conflict'
    | 'tell_corrected'
    | 'follow_up'
    | 'status'
    | 'settings'
    | 'topic'
    | 'channel'
    | 'why'
    | 'teach'
    | 'help'
  >
  topic: Topic | null
  call?: {
    state: 'live' | 'ringing' | 'bridged' | 'message' | 'ended'
    beganAt: string
    endedAt: string | null
    takenBy: string | null
  }
}

export type Draft = {
  id: string
  messageId: string
  version: number
  state: 'shadow' | 'pending' | 'approved' | 'edited' | 'rejected' | 'withdrawn'
  text: string
  unfilled: Array<string>
  lessonId: string | null
  topicId: string | null
  confidence: number
  writer: string
  voiceScore: number | null
  receiptId: string
  why: string | null
  shownAt: string | null
  editorId: string | null
  editingUntil: string | null
  createdAt: string
}

export type Found = {
  lessons: Array<Lesson>
  conversations: Array<{
    id: string
    agentId: string
    personId: string
    customerEmail: string | null
    channel: 'email' | 'chat' | 'phone' | 'slack' | 'sms' | 'whatsapp' | 'teams' | 'discord'
    status: 'active' | 'resolved' | 'escalated'
    subject: string
    sentiment: number | null
    humanUntil: string | null
    assigneeId: string | null
    waitingSince: string | null
    waitingFor: 'staff' | 'customer' | 'nobody'
    kind: 'support' | 'sales' | 'partner' | 'automated' | 'spam' | 'test'
    lead: {
      slots: Partial<
        Record<'need' | 'product' | 'size' | 'time' | 'budget' | 'company', { value: string | null; by: string }>
      >
      warmth: 'hot' | 'warm' | 'cold'
      reasons: Array<string>
      asked: Array<'need' | 'product' | 'size' | 'time' | 'budget' | 'company'>
    } | null
    snoozedUntil: string | null
    resolvedBy: 'customer' | 'teammate' | 'quiet' | 'stop' | null
    resolvedAt: string | null
    followsId: string | null
    mergedIntoId: string | null
    followUpAt: string | null
    followUpBy: string | null
    lateToldAt: string | null
    answeredAt: string | null
    acknowledgedAt: string | null
    dueAt: string | null
    version: number
    createdAt: string
    updatedAt: string
    erasedAt?: string
    personName: string | null
    preview: string
  }>
  people: Array<{ id: string; name: string | null; handles: Array<Handle> }>
}

export type Handle = { kind: string; value: string }

export type HandleOffer = { handle: Handle; name: string | null }

export type ImportRun = {
  id: string
  name: string
  state: 'running' | 'done' | 'undone' | 'failed'
  total: number
  done: number
  summary: Record<string, unknown>
  createdAt: string
}

export type Insight = {
  coverage: { now: number; in7Days: number; in30Days: number; in90Days: number }
  daily: Array<{ day: string; count: number }>
  weekly: Array<{ topicId: string; weeks: Array<{ week: string; count: number }> }>
  unanswered: Array<{ question: string; count: number; latest: string; conversationIds: Array<string> }>
}

export type Integration = {
  id: string
  agentId: string
  connector: string
  account: string
  label: string
  status: 'connected' | 'failing' | 'removed'
  lastEventAt: string | null
  lastSentAt: string | null
  lastError: string | null
  lastErrorAt: string | null
  failingSince: string | null
  createdAt: string
  webhookUrl: string
  learnAddress?: string | null
  confirmation?: { from: string; mailbox: string | null; code: string | null; link: string | null; at: string } | null
}

export type IntegrationHealth = {
  state: 'works' | 'slow' | 'failing'
  sentence: string
  since: string | null
  until: string | null
  waiting: number
  waitingSince: string | null
  failed: number
  inDoubt: number
}

export type Lesson = {
  id: string
  topicId: string
  question: string
  context: Array<string>
  reply: string
  slots: Array<{ name: string; type: string }>
  language: string
  author: string
  conversationId?: string
  channel: string
  at: string
  origin: 'live' | 'import' | 'taught'
  standing: 'current' | 'superseded' | 'sourced' | 'stale' | 'contested'
  standingWhy?: string
  supersededBy?: string
  expiresAt?: string
  agreed: number
  wrong: number
  moved?: { moveId: string; by: string | null; at: string }
}

export type LiveEvent = {
  type: 'conversation' | 'draft' | 'lesson' | 'topic' | 'agent' | 'integration' | 'import' | 'outbox' | 'business'
  id: string
  version: number
}

export type Me = { teammate: Teammate; business: Business; agents: Array<Agent> }

export type Message = {
  id: string
  senderType: 'customer' | 'ai' | 'human'
  content: string
  metadata: {
    subject?: string
    quoted?: string
    signature?: string
    attachments?: Array<{ name: string; type: string; size: number; inline: boolean }>
    context?: Record<string, string>
    isMachine?: boolean
    heard?: { stretch: string; sequence: number }
    teammateId?: string
    authorName?: string
    draftId?: string
    editedAt?: string
    removedAt?: string
    erasedAt?: string
  }
  createdAt: string
  delivery: {
    id: string
    state: 'held' | 'ready' | 'sending' | 'sent' | 'failed' | 'in_doubt' | 'cancelled'
    error: string | null
    notBefore: string
    waitsFor: 'slow' | 'permission' | null
    sendAt?: string
    filesNote?: string
    others?: Array<{ key: string; label: string }>
  } | null
  files?: Array<{ name: string; type: string; size: number; url?: string; previewUrl?: string }>
}

export type OutboxRow = {
  id: string
  conversationId: string | null
  audience: 'customer' | 'staff'
  connector: string
  text: string
  state: 'held' | 'ready' | 'sending' | 'sent' | 'failed' | 'in_doubt' | 'cancelled'
  notBefore: string
  error: string | null
  messageId: string | null
  draftId: string | null
  teammateId: string | null
  createdAt: string
  updatedAt: string
}

export type PersonExport = {
  exportedAt: string
  person: { id: string; name: string | null; handles: Array<Handle> }
  held: Record<string, Array<Record<string, unknown>>>
  learned: Array<Record<string, unknown>>
}

export type PersonHeld = {
  person: { id: string; name: string | null; handles: Array<Handle> }
  counts: Record<string, number>
  inConversationsOfOthers: number
  alsoKnownAs: Array<{ id: string; name: string | null }>
}

export type PersonKnown = {
  person: { id: string; name: string | null; handles: Array<Handle> }
  conversations: Array<{ id: string; subject: string; channel: string; updatedAt: string }>
  links: Array<{
    id: string
    at: string
    why: 'proved' | 'teammate'
    by: string
    handles: Array<Handle>
    isKept: boolean
  }>
  suggestions: Array<{ id: string; name: string | null; handles: Array<Handle>; why: string }>
}

export type PersonLinkMade = { id: string }

export type Problem = { error: { code: string; sentence: string; fields?: Record<string, string>; news?: string } }

export type Receipt = {
  id: string
  conversationId: string
  messageId: string
  action: 'observe' | 'draft' | 'answer' | 'hand_over'
  reasons: Array<string>
  gates: Array<{ name: string; passed: boolean; detail: string }>
  lessons: Array<{ lessonId: string; score: number; why: string; author: string; at: string; question: string }>
  topicId: string | null
  confidence: number
  inputs: Record<string, unknown>
  claims: Array<string>
  createdAt: string
}

export type ReceiptReplay = { outcome: 'same' | 'changed' | 'gone'; sentence: string; details: Array<string> }

export type Session = { accessToken: string; expiresIn: number; businessId: string; teammateId: string }

export type Settings = {
  zone: string
  sendRule: 'confirm' | 'send' | 'notes'
  askMinutes: number
  undoMs: Partial<Record<'email' | 'chat' | 'phone' | 'slack' | 'sms' | 'whatsapp' | 'teams' | 'discord', number>>
  takeOverHours: number
  eps: number
  alpha: number
  showFrom: number
  sendFrom: number
  allowedSubjects: Array<string>
  auditTime: 'before' | 'after'
  promoteAlone: boolean
  disclosure: string | null
  language: string
  quietDays: number
  newAfterDays: number
  hours: Partial<Record<'1' | '2' | '3' | '4' | '5' | '6' | '7', Array<[string, string]>>> | null
  quietHours: { from: string; to: string } | null
  answerHours: 'always' | 'open' | 'closed'
  holidays: Array<string>
  targets: { firstMinutes: number | null; nextMinutes: number | null }
  threadQuietHours: number
  acknowledge: boolean
  sayHours: boolean
  handOverTo: { connector: string; account: string; channel: string; mention: string | null } | null
  urgentTopics: Array<string>
  signature: string | null
  brand: { name: string | null; logoUrl: string | null; colour: string | null } | null
  trackOpens: boolean
  noteDays: number
  digestHour: number | null
  isDemo: boolean
}

export type ShownIntegration = {
  id: string
  agentId: string
  connector: string
  account: string
  label: string
  status: 'connected' | 'failing' | 'removed'
  lastEventAt: string | null
  lastSentAt: string | null
  lastError: string | null
  lastErrorAt: string | null
  failingSince: string | null
  createdAt: string
  webhookUrl: string
  learnAddress?: string | null
  confirmation?: { from: string; mailbox: string | null; code: string | null; link: string | null; at: string } | null
  health: IntegrationHealth
}

export type StaffChannel = {
  id: string
  connector: string
  account: string
  channel: string
  name: string
  purpose: 'conversations' | 'topic' | 'address' | 'hand_overs' | 'sales' | 'nothing'
  value: string | null
  createdAt: string
}

export type Teammate = {
  id: string
  email: string
  name: string
  role: 'owner' | 'teammate'
  confirmedAt: string | null
  awayUntil: string | null
  removedAt?: string | null
  forgottenAt?: string | null
}

export type TeammateRow = {
  id: string
  email: string
  name: string
  role: 'owner' | 'teammate'
  confirmedAt: string | null
  awayUntil: string | null
  removedAt?: string | null
  forgottenAt?: string | null
  handles: Array<Handle>
}

export type Told = {
  days: number
  told: Array<{
    conversationId: string
    personName: string | null
    channel: string
    at: string
    text: string
    how: 'approved' | 'edited' | 'automatic' | 'own words'
    isInDoubt: boolean
    isCorrected: boolean
    hasDraft: boolean
  }>
  replacement: Lesson | null
}

export type Topic = {
  id: string
  name: string
  foundName: string
  isNamed: boolean
  isPinned: boolean
  merged: Array<{ mergeId: string; id: string; name: string; lessons: number; by: string | null; at: string }>
  terms: Array<string>
  template: string
  volume: number
  agreeing: number
  judged: number
  right: number
  stage: 'observing' | 'recognizing' | 'supervised' | 'automatic'
  switchedOn: boolean
  eligible: boolean
  certificate: Certificate
  pooled: Certificate
  isCarried: boolean
  sentence: string
  formerProof: { engine: string; rows: number; errors: number; sentence: string } | null
  cap: 'observing' | 'recognizing' | 'supervised' | 'automatic' | null
  eps: number | null
  mostAmount: number | null
  revokedAt: string | null
  revokedWhy: string | null
  openAudits: number
  liveMissing: number
  seen: { rows: number; errors: number }
  blind: { rows: number; errors: number }
  perDay: number
  admittedShare: number
  expectation: { missing: number; days: number; sentence: string } | null
  basis: 'all' | 'blind'
}

export type TopicEvidence = {
  topic: Topic
  daily: Array<{ day: string; count: number }>
  weekly: Array<{ week: string; count: number }>
  last: Array<TrialRow>
  wrong: Array<TrialRow>
  disagreement: { rows: number; contradictions: number; share: number; disagree: boolean } | null
  vouched: Array<{ lessonId: string; name: string; at: string; corrections: number; reply: string }>
}

export type Trial = { topic: Topic; rows: Array<TrialRow> }

export type TrialRow = {
  draftId: string | null
  conversationId: string | null
  at: string
  question: string
  draft: string
  said: string | null
  saidBy: string | null
  draftFrom: string | null
  err: 0 | 1 | null
  reason: string | null
  confidence: number
  admitted: boolean
  blind: boolean
}

export type Troubled = {
  outbox: Array<OutboxRow>
  written: Array<WrittenReply>
  inbox: Array<{ connector: string; arrivedAt: string; error: string }>
}

export type Uploaded = { token: string; name: string; type: string; size: number }

export type Voice = {
  replies: number
  languages: Array<{
    language: string
    replies: number
    lastAt: string
    greets: number
    closes: number
    greetings: Array<{ text: string; share: number; count: number; lastUsed: string }>
    closings: Array<{ text: string; share: number; count: number; lastUsed: string }>
    openers: Array<{ text: string; share: number; count: number; lastUsed: string }>
    offers: Array<{ text: string; share: number; count: number; lastUsed: string }>
    length: { low: number; middle: number; high: number }
    sentence: { low: number; middle: number; high: number }
    contractions: number | null
    polite: number | null
    exclaims: number
    emoji: number
    traits: { formal: number; friendly: number; technical: number }
    phrases: Array<{ text: string; count: number; score: number }>
    words: Array<{ text: string; count: number; score: number }>
    terms: Array<{ use: string; avoid: Array<string>; count: number }>
    channels: Array<{
      channel: string
      replies: number
      lastAt: string
      greets: number
      closes: number
      greetings: Array<{ text: string; share: number; count: number; lastUsed: string }>
      closings: Array<{ text: string; share: number; count: number; lastUsed: string }>
      openers: Array<{ text: string; share: number; count: number; lastUsed: string }>
      offers: Array<{ text: string; share: number; count: number; lastUsed: string }>
      length: { low: number; middle: number; high: number }
      sentence: { low: number; middle: number; high: number }
      contractions: number | null
      polite: number | null
      exclaims: number
      emoji: number
      traits: { formal: number; friendly: number; technical: number }
    }>
    authors: Array<{
      channel: string
      author: string
      replies: number
      lastAt: string
      greets: number
      closes: number
      greetings: Array<{ text: string; share: number; count: number; lastUsed: string }>
      closings: Array<{ text: string; share: number; count: number; lastUsed: string }>
      openers: Array<{ text: string; share: number; count: number; lastUsed: string }>
      offers: Array<{ text: string; share: number; count: number; lastUsed: string }>
      length: { low: number; middle: number; high: number }
      sentence: { low: number; middle: number; high: number }
      contractions: number | null
      polite: number | null
      exclaims: number
      emoji: number
      traits: { formal: number; friendly: number; technical: number }
    }>
  }>
}

export type Voucher = { lessonId: string; name: string; at: string; corrections: number }

export type Waiting = {
  sections: Array<{
    name: 'mine' | 'unassigned' | 'written' | 'undelivered' | 'audits' | 'drafts'
    rows: Array<WaitingRow>
  }>
  unread: Array<{ connector: string; arrivedAt: string; error: string }>
  count: number
}

export type WaitingRow = {
  key: string
  conversationId: string | null
  name: string
  channel: 'email' | 'chat' | 'phone' | 'slack' | 'sms' | 'whatsapp' | 'teams' | 'discord' | null
  kind: 'support' | 'sales' | 'partner' | 'automated' | 'spam' | 'test' | null
  subject: string
  topic: string | null
  preview: string
  since: string
  assigneeId: string | null
  target: { kind: 'first' | 'next'; minutes: number; dueAt: string; minutesLeft: number } | null
  draft: { id: string; version: number; unfilled: Array<string> } | null
  writtenId: string | null
  audit: { id: string; kind: 'before' | 'after' | 'suspect'; note: string | null } | null
  outbox: { id: string; state: 'failed' | 'in_doubt'; error: string | null; audience: 'customer' | 'staff' } | null
}

export type WrittenReply = {
  id: string
  conversationId: string
  teammateId: string
  text: string
  state: 'asked' | 'sent' | 'note' | 'listed' | 'removed'
  askedAt: string
}

/** Every address of the API, with what it takes and gives. */
export interface Routes {
  /** Creates a business with its owner's account; the first one needs the one-time link's token. */
  'POST /api/auth/register': {
    params: undefined
    query: undefined
    body: { token?: string; email: string; password: string; companyName: string; industry: string; name: string }
    reply: Session
  }
  /** Signs in; the refresh token is kept in an httpOnly cookie. */
  'POST /api/auth/login': {
    params: undefined
    query: undefined
    body: { email: string; password: string; businessId?: string }
    reply: Session
  }
  /** Gives a new access token for the cookie; a refresh token works once. */
  'POST /api/auth/refresh': {
    params: undefined
    query: undefined
    body: { session?: 'home' | 'demo' }
    reply: Session
  }
  /** Ends the session of this browser, that of the sample shop too. */
  'POST /api/auth/logout': {
    params: undefined
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Who is signed in, and to which business. */
  'GET /api/auth/me': {
    params: undefined
    query: undefined
    body: undefined
    reply: Me
  }
  /** Conversations, the most recently changed first. */
  'GET /api/conversations': {
    params: undefined
    query: {
      status?: 'active' | 'resolved' | 'escalated'
      waiting?: string
      aside?: string
      assignee?: string
      snoozed?: string
      search?: string
      before?: string
      limit?: number
    }
    body: undefined
    reply: Array<ConversationRow>
  }
  /** One conversation with its messages, drafts, receipts and what can be done now. */
  'GET /api/conversations/{id}': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: ConversationView
  }
  /** A teammate's own words to the customer; held for the undo window. */
  'POST /api/conversations/{id}/messages': {
    params: { id: string }
    query: undefined
    body: {
      text: string
      seenAnswers?: number
      learn?: boolean
      sendAt?: string
      to?: Array<string>
      cc?: Array<string>
      files?: Array<string>
    }
    reply: OutboxRow
  }
  /** Reminds of the conversation then, unless the customer answers before; null forgets it. */
  'PUT /api/conversations/{id}/follow-up': {
    params: { id: string }
    query: undefined
    body: { at: string | null }
    reply: { say: string }
  }
  /** Takes the conversation: the agent is silent in it. */
  'POST /api/conversations/{id}/take': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Gives the conversation back to the agent. */
  'POST /api/conversations/{id}/release': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Ends a snooze. */
  'POST /api/conversations/{id}/wake': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Marks the conversation resolved. */
  'POST /api/conversations/{id}/resolve': {
    params: { id: string }
    query: { seen?: number }
    body: undefined
    reply: undefined
  }
  /** Opens a resolved conversation again. */
  'POST /api/conversations/{id}/reopen': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Gives the conversation to a teammate, who is told. */
  'POST /api/conversations/{id}/assign': {
    params: { id: string }
    query: undefined
    body: { to: string }
    reply: undefined
  }
  /** Takes the conversation out of the lists until then, or until the customer writes. */
  'POST /api/conversations/{id}/snooze': {
    params: { id: string }
    query: undefined
    body: { until: string }
    reply: undefined
  }
  /** Says what the conversation is about. `spam` blocks its sender; out of the quiet list it is answered. */
  'PUT /api/conversations/{id}/kind': {
    params: { id: string }
    query: undefined
    body: { kind: 'support' | 'sales' | 'partner' | 'automated' | 'spam' | 'test' }
    reply: undefined
  }
  /** Says what is known of who may buy; a teammate’s word stays, null empties the slot. */
  'PUT /api/conversations/{id}/lead': {
    params: { id: string }
    query: undefined
    body: { slot: 'need' | 'product' | 'size' | 'time' | 'budget' | 'company'; value: string | null }
    reply: undefined
  }
  /** Takes it out of the quiet list, unblocks its sender, and answers it as if it had just come. */
  'POST /api/conversations/{id}/not-spam': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Keeps words for colleagues alone; they never reach the customer. */
  'POST /api/conversations/{id}/notes': {
    params: { id: string }
    query: undefined
    body: { text: string }
    reply: undefined
  }
  /** Puts its messages into another conversation, where what comes later goes, too. */
  'POST /api/conversations/{id}/merge': {
    params: { id: string }
    query: undefined
    body: { into: string; acrossPeople?: boolean }
    reply: undefined
  }
  /** Takes a merge back: each message stands again where it stood. */
  'POST /api/conversations/{id}/unmerge': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Opens a conversation of its own from this message on; merging it back undoes that. */
  'POST /api/conversations/{id}/split': {
    params: { id: string }
    query: undefined
    body: { from: string }
    reply: { id: string }
  }
  /** Sends the draft as it is, after the undo window. */
  'POST /api/drafts/{id}/approve': {
    params: { id: string }
    query: undefined
    body: {
      version: number
      learn?: boolean
      sendAt?: string
      to?: Array<string>
      cc?: Array<string>
      files?: Array<string>
    }
    reply: OutboxRow
  }
  /** Sends other words instead of the draft; they are learned unless `learn` is false. */
  'POST /api/drafts/{id}/edit': {
    params: { id: string }
    query: undefined
    body: {
      version: number
      text: string
      learn?: boolean
      sendAt?: string
      to?: Array<string>
      cc?: Array<string>
      files?: Array<string>
    }
    reply: OutboxRow
  }
  /** Says that its editor is open, which others see, or closed. Held for five minutes: repeat it while it is open. */
  'PUT /api/drafts/{id}/editing': {
    params: { id: string }
    query: undefined
    body: { open: boolean }
    reply: { until: string | null }
  }
  /** Rejects the draft and says why. */
  'POST /api/drafts/{id}/reject': {
    params: { id: string }
    query: undefined
    body: { why: 'wrong_facts' | 'wrong_topic' | 'wrong_tone' | 'needs_a_person' }
    reply: undefined
  }
  /** Keeps a file, sent as its bytes, until it goes out with a message (`files`). */
  'POST /api/files': {
    params: undefined
    query: { name: string }
    body: Blob
    reply: Uploaded
  }
  /** Stops a held message before it leaves. */
  'POST /api/outbox/{id}/undo': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Sends now what was planned for later, or was held back because the customer wrote; after the undo window. */
  'POST /api/outbox/{id}/send-now': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Sends a message again that may not have arrived or has failed. */
  'POST /api/outbox/{id}/send-again': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Says that a message in doubt did arrive. */
  'POST /api/outbox/{id}/it-arrived': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Sends the words of a failed message to another address of the customer. */
  'POST /api/outbox/{id}/other-channel': {
    params: { id: string }
    query: undefined
    body: { to: string }
    reply: undefined
  }
  /** What needs a person: in doubt, failed, written but not sent, not understood. */
  'GET /api/troubled': {
    params: undefined
    query: undefined
    body: undefined
    reply: Troubled
  }
  /** What waits for whoever asks, oldest first: theirs, nobody’s, not sent, not delivered, drafts. */
  'GET /api/waiting': {
    params: undefined
    query: undefined
    body: undefined
    reply: Waiting
  }
  /** Sends a teammate's words that were written and not sent. */
  'POST /api/written/{id}/send': {
    params: { id: string }
    query: undefined
    body: { learn?: boolean; sendAt?: string; to?: Array<string>; cc?: Array<string>; files?: Array<string> }
    reply: OutboxRow
  }
  /** Keeps them as a note that never reaches the customer. */
  'POST /api/written/{id}/keep': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** What was learned, the newest first, with who said it. */
  'GET /api/lessons': {
    params: undefined
    query: { topicId?: string; search?: string; before?: string; limit?: number }
    body: undefined
    reply: Array<Lesson>
  }
  /** One lesson. */
  'GET /api/lessons/{id}': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: Lesson
  }
  /** Forgets a lesson: what was learned equals what would be learned without it. */
  'DELETE /api/lessons/{id}': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Which customers were given this answer in the last days. */
  'GET /api/lessons/{id}/told': {
    params: { id: string }
    query: { days?: number }
    body: undefined
    reply: Told
  }
  /** Proposes a correction in each of their conversations; none is sent by itself. */
  'POST /api/lessons/{id}/tell': {
    params: { id: string }
    query: undefined
    body: { days?: number }
    reply: { proposed: number; waiting: number }
  }
  /** Says that one lesson belongs to another topic, or (null) to one of its own; the proofs of both start anew. */
  'POST /api/lessons/{id}/move': {
    params: { id: string }
    query: undefined
    body: { to: string | null }
    reply: { moveId: string; topic: Topic }
  }
  /** Takes the last move of a lesson back; gives the topic that it is in again. */
  'POST /api/lessons/{id}/unmove': {
    params: { id: string }
    query: undefined
    body: { moveId: string }
    reply: Topic
  }
  /** Answers that contradict each other, the newest first. */
  'GET /api/conflicts': {
    params: undefined
    query: { state?: 'open' | 'decided'; lessonId?: string }
    body: undefined
    reply: Array<Conflict>
  }
  /** Says which is right: the other is superseded, wherever it was said; `both` = they differ by case. */
  'POST /api/conflicts/{id}': {
    params: { id: string }
    query: undefined
    body: { decision: 'a' | 'b' | 'both' }
    reply: Conflict
  }
  /** How topics grow, what could be answered alone when, and what nothing answered. */
  'GET /api/insight': {
    params: undefined
    query: undefined
    body: undefined
    reply: Insight
  }
  /** The last 50 drafts of a topic beside what staff sent, wrong ones first. */
  'GET /api/topics/{id}/trial': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: Trial
  }
  /** What an owner looks at before a topic is answered alone. */
  'GET /api/topics/{id}/evidence': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: TopicEvidence
  }
  /** Caps a topic, gives it a risk of its own, or limits the amounts of money that it may state alone. */
  'PUT /api/topics/{id}': {
    params: { id: string }
    query: undefined
    body: {
      cap?: 'observing' | 'recognizing' | 'supervised' | 'automatic' | null
      eps?: number | null
      mostAmount?: number | null
    }
    reply: undefined
  }
  /** Whose word stands for which exact answers, newest first. */
  'GET /api/vouchers': {
    params: undefined
    query: undefined
    body: undefined
    reply: Array<Voucher>
  }
  /** Vouches by name for one exact answer, which may then be sent without proof; or ends that. */
  'PUT /api/lessons/{id}/voucher': {
    params: { id: string }
    query: undefined
    body: { stands: boolean }
    reply: undefined
  }
  /** Says of an answer that was sent alone: fine, wrong, or right in other words. */
  'POST /api/audits/{id}/verdict': {
    params: { id: string }
    query: undefined
    body: { verdict: 'fine' | 'wrong' | 'otherwise' }
    reply: undefined
  }
  /** Topics with their stage and the evidence that is still missing. */
  'GET /api/topics': {
    params: undefined
    query: undefined
    body: undefined
    reply: Array<Topic>
  }
  /** Lets the agent answer a certified topic on its own, or stops it. */
  'POST /api/topics/{id}/switch': {
    params: { id: string }
    query: undefined
    body: { on: boolean }
    reply: undefined
  }
  /** Gives a topic a name, which no regrouping takes away; null = what it was called when it was found. */
  'PUT /api/topics/{id}/name': {
    params: { id: string }
    query: undefined
    body: { name: string | null }
    reply: Topic
  }
  /** Keeps a topic as it is: it stands first, and never becomes one with another by itself; or ends that. */
  'PUT /api/topics/{id}/pin': {
    params: { id: string }
    query: undefined
    body: { pinned: boolean }
    reply: Topic
  }
  /** Says that two topics are one, from here on: its proof starts anew, and it is not answered alone before. */
  'POST /api/topics/{id}/merge': {
    params: { id: string }
    query: undefined
    body: { into: string }
    reply: { mergeId: string; topic: Topic }
  }
  /** Splits off again what was merged into a topic; gives the topic that it is again. */
  'POST /api/topics/{id}/unmerge': {
    params: { id: string }
    query: undefined
    body: { mergeId: string }
    reply: Topic
  }
  /** The agent's status, its learning stage and how well its confidence is calibrated. */
  'GET /api/agent/{id}/status': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: AgentView
  }
  /** Pauses the agent, lets it learn, or lets it answer. */
  'PUT /api/agent/{id}/status': {
    params: { id: string }
    query: undefined
    body: { status: 'learning' | 'active' | 'paused' }
    reply: AgentView
  }
  /** How this business writes, measured from its staff's own words. */
  'GET /api/agent/{id}/voice': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: Voice
  }
  /** The name under which the agent speaks to customers. */
  'PUT /api/agent/{id}/name': {
    params: { id: string }
    query: undefined
    body: { name: string }
    reply: AgentView
  }
  /** The stored reasons of one decision. */
  'GET /api/receipts/{id}': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: Receipt
  }
  /** Decides once more from what was kept, and says whether the same comes out, or what is gone. */
  'GET /api/receipts/{id}/replay': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: ReceiptReplay
  }
  /** The platforms that can be connected, with what each needs. */
  'GET /api/connectors': {
    params: undefined
    query: undefined
    body: undefined
    reply: Array<Connector>
  }
  /** Begins connecting on the platform's own consent page: the browser goes to `url`, and is sent back. */
  'POST /api/connectors/{id}/install': {
    params: { id: string }
    query: undefined
    body: { settings: Record<string, unknown> }
    reply: { url: string }
  }
  /** Connected accounts and how each does; their secrets are never shown again. */
  'GET /api/integrations': {
    params: undefined
    query: undefined
    body: undefined
    reply: Array<ShownIntegration>
  }
  /** Connects an account: checks the settings, asks the platform who it is, seals the secrets. */
  'POST /api/integrations': {
    params: undefined
    query: undefined
    body: { connector: string; settings: Record<string, unknown> }
    reply: { integration: Integration; nextSteps: Array<string> }
  }
  /** Tries what waits there now: somebody granted what was missing. */
  'POST /api/integrations/{id}/try-again': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Disconnects an account and forgets its credentials. */
  'DELETE /api/integrations/{id}': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Says that a forwarding was confirmed: its code and link are shown no more. */
  'DELETE /api/integrations/{id}/confirmation': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Imports of past conversations with their progress. */
  'GET /api/imports': {
    params: undefined
    query: undefined
    body: undefined
    reply: Array<ImportRun>
  }
  /** Takes back everything that an import taught. */
  'POST /api/imports/{id}/undo': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Makes the sample shop, or opens the one that is there, in a business of its own. */
  'POST /api/demo': {
    params: undefined
    query: undefined
    body: undefined
    reply: { businessId: string; importId: string; session: Session }
  }
  /** Removes the sample shop and everything in it. */
  'DELETE /api/demo': {
    params: undefined
    query: undefined
    body: undefined
    reply: undefined
  }
  /** The people of the business and the handles by which they are known. */
  'GET /api/teammates': {
    params: undefined
    query: undefined
    body: undefined
    reply: Array<TeammateRow>
  }
  /** Invites a teammate; the one-time link sets their password and confirms the address. */
  'POST /api/teammates': {
    params: undefined
    query: undefined
    body: { email: string; name: string; role?: 'owner' | 'teammate' }
    reply: { teammate: Teammate; link: string }
  }
  /** Uses an invitation: sets the password and signs in. */
  'POST /api/teammates/accept': {
    params: undefined
    query: undefined
    body: { token: string; password: string; name?: string }
    reply: Session
  }
  /** Makes somebody an owner or a teammate; a business keeps at least one owner. */
  'PUT /api/teammates/{id}/role': {
    params: { id: string }
    query: undefined
    body: { role: 'owner' | 'teammate' }
    reply: undefined
  }
  /** Removes a teammate: sessions, links and accounts end, conversations return to everybody, lessons stay. */
  'DELETE /api/teammates/{id}': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** How much was learned from a teammate’s replies. */
  'GET /api/teammates/{id}/taught': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: { lessons: number; underName: number }
  }
  /** Unlearns what a teammate’s replies taught; of somebody who was removed, their name goes, too. */
  'POST /api/teammates/{id}/unlearn': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: { lessons: number; underName: number }
  }
  /** Says until when somebody is away; null = back. Their conversations return when the customer writes. */
  'PUT /api/teammates/{id}/away': {
    params: { id: string }
    query: undefined
    body: { until: string | null }
    reply: Teammate
  }
  /** Says at which number a teammate takes calls; null = none. */
  'PUT /api/teammates/{id}/phone': {
    params: { id: string }
    query: undefined
    body: { number: string | null }
    reply: undefined
  }
  /** Takes a platform account off a teammate. */
  'POST /api/teammates/{id}/unlink': {
    params: { id: string }
    query: undefined
    body: { handle: { kind: 'email' | 'phone' | 'slack' | 'teams' | 'discord' | 'chat'; value: string } }
    reply: undefined
  }
  /** What a one-time link would tie to whoever is signed in. */
  'POST /api/links/read': {
    params: undefined
    query: undefined
    body: { token: string }
    reply: HandleOffer
  }
  /** Ties the account to whoever is signed in; the link works once. */
  'POST /api/links/accept': {
    params: undefined
    query: undefined
    body: { token: string }
    reply: HandleOffer
  }
  /** How much is held about a customer: what erasing them would take. */
  'GET /api/people/{id}': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: PersonHeld
  }
  /** Everything that is held about a customer. */
  'GET /api/people/{id}/export': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: PersonExport
  }
  /** Takes away everything of a customer, and what was learned from it. It cannot be undone. */
  'POST /api/people/{id}/erase': {
    params: { id: string }
    query: undefined
    body: { confirm: string }
    reply: undefined
  }
  /** Who a customer is known to be: handles, conversations, links, and who may be the same. */
  'GET /api/people/{id}/known': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: PersonKnown
  }
  /** Makes another person one with this one. Their history is one from now on; unlinking restores both. */
  'POST /api/people/{id}/link': {
    params: { id: string }
    query: undefined
    body: { personId: string }
    reply: PersonLinkMade
  }
  /** Takes a link apart: every handle and conversation stands again where it stood. */
  'POST /api/person-links/{id}/unlink': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Asks whoever writes from a number to prove who they are, by a code to an address of theirs. */
  'POST /api/conversations/{id}/check': {
    params: { id: string }
    query: undefined
    body: undefined
    reply: undefined
  }
  /** Who changed what, newest first; `before` is the id of the last row of the page before. */
  'GET /api/audit': {
    params: undefined
    query: { actor?: string; action?: string; before?: string; limit?: number }
    body: undefined
    reply: Array<AuditRow>
  }
  /** Searches conversations, lessons and people. */
  'GET /api/find': {
    params: undefined
    query: { q?: string }
    body: undefined
    reply: Found
  }
  /** Puts an old answer into the conversation as its draft, with this customer's facts. */
  'POST /api/conversations/{id}/use': {
    params: { id: string }
    query: undefined
    body: { choice: string }
    reply: Draft
  }
  /** An invented customer writes: draft, approve, undo and note are tried, and nothing leaves, counts or teaches. */
  'POST /api/test-conversation': {
    params: undefined
    query: undefined
    body: undefined
    reply: { conversationId: string }
  }
  /** Channels that Lummy was invited to, and what they are for. */
  'GET /api/channels': {
    params: undefined
    query: undefined
    body: undefined
    reply: Array<StaffChannel>
  }
  /** Says what a channel is for; conversations opened from now on follow. */
  'PUT /api/channels/{id}': {
    params: { id: string }
    query: undefined
    body: { purpose: 'conversations' | 'topic' | 'address' | 'hand_overs' | 'sales' | 'nothing'; value?: string | null }
    reply: StaffChannel
  }
  /** The business's settings. */
  'GET /api/settings': {
    params: undefined
    query: undefined
    body: undefined
    reply: Settings
  }
  /** Changes the settings that are named; the others stay. */
  'PUT /api/settings': {
    params: undefined
    query: undefined
    body: {
      zone?: string
      sendRule?: 'confirm' | 'send' | 'notes'
      askMinutes?: number
      undoMs?: Partial<Record<'email' | 'chat' | 'phone' | 'slack' | 'sms' | 'whatsapp' | 'teams' | 'discord', number>>
      takeOverHours?: number
      eps?: number
      alpha?: number
      showFrom?: number
      sendFrom?: number
      allowedSubjects?: Array<string>
      auditTime?: 'before' | 'after'
      promoteAlone?: boolean
      disclosure?: string | null
      language?: string
      quietDays?: number
      newAfterDays?: number
      hours?: Partial<Record<'1' | '2' | '3' | '4' | '5' | '6' | '7', Array<[string, string]>>> | null
      quietHours?: { from: string; to: string } | null
      answerHours?: 'always' | 'open' | 'closed'
      holidays?: Array<string>
      targets?: { firstMinutes: number | null; nextMinutes: number | null }
      threadQuietHours?: number
      acknowledge?: boolean
      sayHours?: boolean
      handOverTo?: { connector: string; account: string; channel: string; mention: string | null } | null
      urgentTopics?: Array<string>
      signature?: string | null
      brand?: { name: string | null; logoUrl: string | null; colour: string | null } | null
      trackOpens?: boolean
      noteDays?: number
      digestHour?: number | null
    }
    reply: Settings
  }
  /** What changes in the business, as server-sent events; fetch what it names. */
  'GET /api/live': {
    params: undefined
    query: undefined
    body: undefined
    reply: LiveEvent
  }
}
