import type { BusinessSettings } from '../domain/business.ts'

/** What a teammate's words in a staff thread are for, and the words without their marker. */
export interface Intent {
  means: 'send' | 'ask' | 'note'
  text: string
  /** It began with `>`. */
  isMarked: boolean
  /** False where it is sent and began with `once:`: it teaches nothing. */
  learn?: false
}

/**
 * Decides what a reply in a staff thread means (DESIGN 6.2). `>` in front sends without the question; a mention of
 * anybody is always asked about, whatever the rule; words alone never prove that they were meant for a customer.
 */
export function intentOf(said: {
  text: string
  rule: BusinessSettings['sendRule']
  mentionsOthers: boolean
  /** Files came with them: they can be sent without words. */
  hasFiles?: boolean
}): Intent {
  const marked = /^\s*(?:>|&gt;)\s?/.exec(said.text)
  const isMarked = marked !== null
  const text = (marked ? said.text.slice(marked[0].length) : said.text).trim()
  // Nothing to send: a lone marker.
  if (text === '' && !said.hasFiles) return { means: 'note', text, isMarked }
  if (said.mentionsOthers) return { means: 'ask', text, isMarked }
  if (marked || said.rule === 'send') return sent(text, isMarked, said.hasFiles)
  return { means: said.rule === 'notes' ? 'note' : 'ask', text, isMarked }
}

/** Sent without a question, so nobody is asked what it teaches: `once:` in front says it, as it does by mail. */
function sent(words: string, isMarked: boolean, hasFiles = false): Intent {
  const text = words.replace(/^once\s*:\s*/i, '')
  if (text === words) return { means: 'send', text, isMarked }
  return text === '' && !hasFiles
    ? { means: 'note', text: words, isMarked }
    : { means: 'send', text, isMarked, learn: false }
}
