import type {
  Channel,
  Conversation,
  ConversationEvent,
  ConversationKind,
  ConversationPlace,
  ConversationStatus,
  Draft,
  DraftState,
  Message,
  MessageMetadata,
  Receipt,
  SenderType,
} from '../domain/conversation.ts'
import type { OutboxRow } from '../domain/delivery.ts'
import type { Place } from '../domain/place.ts'

/** Conversations, and the threads where they are carried on and shown. */
export interface Conversations {
  create(input: {
    agentId: string
    personId: string
    customerEmail: string | null
    channel: Channel
    subject: string
    kind: ConversationKind
    followsId?: string | null
  }): Promise<Conversation>
  get(id: string): Promise<Conversation | undefined>
  /** Inside a write: SELECT … FOR UPDATE, the lock that orders everything that happens to one conversation. */
  lock(id: string): Promise<Conversation>
  /** Raises `version` by one; answers with the time of it (ISO), as `updatedAt` has it. */
  update(
    id: string,
    patch: Partial<
      Pick<
        Conversation,
        | 'status'
        | 'subject'
        | 'sentiment'
        | 'humanUntil'
        | 'assigneeId'
        | 'waitingSince'
        | 'waitingFor'
        | 'kind'
        | 'lead'
        | 'snoozedUntil'
        | 'resolvedBy'
        | 'resolvedAt'
        | 'followsId'
        | 'mergedIntoId'
        | 'followUpAt'
        | 'followUpBy'
        | 'lateToldAt'
        | 'answeredAt'
        | 'acknowledgedAt'
        | 'thoughtOwedAt'
        | 'heardAt'
        | 'customerEmail'
        | 'personId'
      >
    >,
  ): Promise<string>
  /** Sets `dueAt` and nothing else: what is being thought about the conversation stays fresh. */
  schedule(id: string, dueAt: string | null): Promise<void>
  /** Newest change first, without those that were merged into another. */
  list(filter: {
    status?: ConversationStatus
    waiting?: boolean
    kinds?: ConversationKind[]
    /** A teammate's id, or null for those that nobody has. */
    assigneeId?: string | null
    /** True = only those put off, false = only the others. */
    snoozed?: boolean
    search?: string
    before?: string
    limit: number
  }): Promise<(Conversation & { personName: string | null; preview: string; pendingDraftId: string | null })[]>
  /** Where staff are to say something, or have a draft to decide; oldest first, without what was put off or aside. */
  waiting(limit: number): Promise<WaitingConversation[]>
  byPlace(
    place: Pick<Place, 'connector' | 'account' | 'thread'>,
  ): Promise<{ conversation: Conversation; role: 'customer' | 'staff' } | undefined>
  addPlace(conversationId: string, role: 'customer' | 'staff', place: Place): Promise<void>
  places(conversationId: string): Promise<ConversationPlace[]>
  setCard(conversationId: string, place: Place, cardPlatformId: string, thread?: string): Promise<void>
  /** Forgets the staff threads in this channel; returns the conversations that stood there. */
  leaveChannel(root: Pick<Place, 'connector' | 'account' | 'thread'>): Promise<string[]>
}

/** A conversation with what is shown of it where people look for work. */
export interface WaitingConversation extends Conversation {
  personName: string | null
  /** The beginning of what the customer said last. */
  preview: string
  /** The name of the topic of its newest draft. */
  topic: string | null
  draft: Pick<Draft, 'id' | 'version' | 'unfilled'> | null
}

/** What customers and the business said to each other. */
export interface Messages {
  /** Returns the existing row when the platform id was stored before. */
  add(
    message: Omit<Message, 'createdAt' | 'id'> & { id?: string; createdAt?: string },
  ): Promise<{ message: Message; isNew: boolean }>
  get(id: string): Promise<Message | undefined>
  /** Oldest first. */
  list(conversationId: string, options?: { after?: string; limit?: number }): Promise<Message[]>
  last(conversationId: string, senderType?: SenderType): Promise<Message | undefined>
  /** The newest stored message among these platform ids. */
  byPlatformIds(connector: string, account: string, ids: string[]): Promise<Message | undefined>
  setContent(id: string, content: string, metadata: Partial<MessageMetadata>): Promise<void>
  setMetadata(id: string, metadata: Partial<MessageMetadata>): Promise<void>
  /** Moves messages to another conversation of this business, keeping their time; `movedFrom` is noted, or the note taken away. */
  move(ids: string[], toConversationId: string, movedFrom: string | null): Promise<void>
}

/** Answers proposed to staff. */
export interface Drafts {
  add(
    draft: Omit<
      Draft,
      'version' | 'createdAt' | 'editorId' | 'editingUntil' | 'blind' | 'err' | 'verdict' | 'saidId' | 'voiceScore'
    > & { blind?: Draft['blind']; voiceScore?: number | null },
  ): Promise<Draft>
  get(id: string): Promise<Draft | undefined>
  /** The pending one of a conversation, at most one (a partial unique index says so). */
  pending(conversationId: string): Promise<Draft | undefined>
  /** Drafts, shown or shadow, that answer messages of this conversation and have no verdict yet. */
  open(conversationId: string): Promise<Draft[]>
  /** Open drafts, pending or shadow, that come from one of these lessons. */
  byLessons(lessonIds: string[]): Promise<Draft[]>
  /** What customers were given from this lesson since then (ISO), or may have been; oldest first. */
  given(lessonId: string, since: string): Promise<{ draft: Draft; row: OutboxRow }[]>
  /** Pending drafts whose lesson was corrected since. */
  outdated(): Promise<Draft[]>
  /** Changes the state only from one of these; false when another was faster. */
  move(
    id: string,
    from: DraftState[],
    to: DraftState,
    patch?: { why?: string; text?: string; shownAt?: string },
  ): Promise<boolean>
  /** Keeps whether it was right, beside what staff said. */
  judge(id: string, outcome: Pick<Draft, 'err' | 'verdict' | 'saidId'>): Promise<void>
  /** Remembers who has its editor open; null = nobody any more. */
  setEditor(id: string, editorId: string | null, until: string | null): Promise<void>
  list(conversationId: string): Promise<Draft[]>
}

/** The stored reasons of decisions. */
export interface Receipts {
  add(receipt: Omit<Receipt, 'createdAt'>): Promise<Receipt>
  get(id: string): Promise<Receipt | undefined>
}

/** Append-only facts about conversations, for reports. */
export interface Events {
  add(event: Omit<ConversationEvent, 'id' | 'at'> & { at?: string }): Promise<void>
  list(conversationId: string): Promise<ConversationEvent[]>
}
