/** Texts and how often each is used, in shares of 1; what is missing to 1 is used for none. */
export type Shares = readonly (readonly [share: number, text: string])[]

/**
 * The written style rules of an invented business. Every share is a chance, drawn anew at each place, and every author
 * leans somewhat to one side of it.
 */
export interface House {
  name: string
  /** `{customer}` and `{surname}`; with the white space towards what follows. */
  greetings: Shares
  /** Sentences before and behind the matter. */
  openers: Shares
  offers: Shares
  /** `{teammate}` and `{name}`; with the white space before. */
  closings: Shares
  /** Words said otherwise: the share, what stands in a neutral reply (a pattern), what this house says. */
  words: readonly (readonly [share: number, from: string, to: string])[]
  /** Put before a sentence that is not the first one. */
  starters: Shares
  /** Between two sentences that become one. */
  joins: Shares
  /** Places where a short form ("don't") can stand. */
  short: number
  /** Last sentences that end with an exclamation mark. */
  exclaims: number
  /** Replies with such a picture behind the last sentence. */
  emoji: Shares
  /** Replies with every sentence in a paragraph of its own. */
  paragraphs: number
  /** Replies whose sentences begin with a small letter. */
  lower: number
  spelling?: 'british' | 'american'
  /** Replies with curly apostrophes: whose mail program makes them. */
  curly: number
}
