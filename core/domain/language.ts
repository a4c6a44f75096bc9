/** What a model may write from: lessons and the conversation, nothing else. */
export interface WriteRequest {
  business: {
    company: string
    /** ISO 639-1 code of the language that the business writes by default. */
    language: string
    /** Short measured habits of the business's writing: "greets by first name", "short sentences". */
    tone: string[]
  }
  /** Oldest first; the last turns are the customer's. */
  conversation: Turn[]
  /** Best first, slots filled where the conversation fills them. */
  lessons: { id: string; question: string; reply: string }[]
  /** What the local engine would say; may be empty. */
  localDraft: string
  /** How it reaches the customer: read as it is written, as a text message on a phone, or heard in a call. */
  shape: 'written' | 'text' | 'spoken'
  /** The longest reply that the channel carries, characters. */
  maxChars: number
}

export interface Turn {
  from: 'customer' | 'agent' | 'human'
  text: string
}

export interface WriteOptions {
  signal?: AbortSignal
  /** Called with each piece of text as it streams in; unchecked, never to be shown to a customer. */
  onText?: (piece: string) => void
}

export interface Written {
  text: string
  usage: Usage
  /** The model that answered, in its provider's words. */
  model: string
}

/**
 * Tokens that one call cost. `inputTokens` are all that were read, those from the provider's cache (`cachedTokens`) and
 * those put into it (`cacheWriteTokens`) among them.
 */
export interface Usage {
  inputTokens: number
  outputTokens: number
  cachedTokens: number
  cacheWriteTokens?: number
  /** Whole millionths of `currency`; null = not known, never a guess. */
  costMicros?: number | null
  currency?: 'USD'
}

/** One call that a provider answered: what events and receipts keep of it. */
export interface ModelUse extends Usage {
  /** The name of the LanguageModel or Embedder. */
  model: string
}

/** Writes replies. Throws the Model errors; when `signal` aborts, its reason. */
export interface LanguageModel {
  /** Provider and model: claims, receipts and certificates of a writer go by it. */
  name: string
  write(request: WriteRequest, options?: WriteOptions): Promise<Written>
}

/** Length of every stored vector (`vector(512)` in the database). */
export const embeddingDimensions = 512

/** Turns texts into vectors of length 1 (an empty text into zeros). Throws the Model errors. */
export interface Embedder {
  /** Names the vector space: vectors of different names are never compared. */
  name: string
  dimensions: typeof embeddingDimensions
  /** One vector a text, in order. `onUsage` is told of each call that a provider counted. */
  embed(texts: readonly string[], signal?: AbortSignal, onUsage?: (usage: Usage) => void): Promise<Float32Array[]>
}
