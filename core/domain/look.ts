/** What somebody looks at on their page: which page of the topics, and what they looked for among them. */
export interface Look {
  /** From 0. */
  page: number
  words: string
}

export const firstLook: Look = { page: 0, words: '' }
