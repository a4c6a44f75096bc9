import { ModelRefused, ModelTalkedNonsense } from '#core/errors.ts'
import { noAnswer } from './prompt.ts'

/** Reads a model's finished text as a plain reply; throws ModelRefused or ModelTalkedNonsense. */
export function readReply(raw: string, maxChars: number): string {
  const text = withoutThoughts(raw).trim()
  if (text === '') throw new ModelRefused('the model wrote nothing')
  if (text.includes(noAnswer)) throw new ModelRefused('the model says that the lessons do not answer this')
  if (text.length > maxChars) {
    throw new ModelTalkedNonsense(`the model wrote ${text.length} characters where ${maxChars} are the most`)
  }
  const nonsense = nonsenses.find(({ test }) => test(text))
  if (nonsense) throw new ModelTalkedNonsense(nonsense.what)
  return text
}

/** The most text that is taken in before a stream is cut, characters: thoughts and white space may stand around a reply. */
export function takeAtMost(maxChars: number): number {
  return maxChars + 16_000
}

/** Small reasoning models on local servers think aloud at the start of their answer. */
function withoutThoughts(text: string): string {
  return text.replace(/^\s*<(think|thinking)>[\s\S]*?<\/\1>/i, '')
}

const nonsenses: { what: string; test: (text: string) => boolean }[] = [
  {
    what: 'the model wrote control tokens',
    test: (text) =>
      /<\|[^|\n]{1,40}\|>|<｜|\[\/?INST\]|<<\/?SYS>>|<\/?s>|<(start|end)_of_turn>|<\/?think(ing)?>/i.test(text),
  },
  {
    what: 'the model repeated the marks of its prompt',
    test: (text) => /<\/?(business|lessons|draft|conversation|reply)>/i.test(text),
  },
  { what: 'the model wrapped its reply in JSON', test: isJson },
  {
    what: 'the model wrote characters that are no text',
    // biome rule noControlCharactersInRegex asks for code points instead of an expression.
    test: (text) => [...text].some(isControl) || text.includes('\uFFFD') || !text.isWellFormed(),
  },
  {
    what: 'the model repeated itself without end',
    test: (text) => /(.{1,40}?)\1{19,}/s.test(text.replace(/[\s\-=_*.]{3,}/g, ' ')),
  },
]

function isJson(text: string): boolean {
  const bare = text.replace(/^```\w*\n([\s\S]*)\n```$/, '$1').trim()
  if (!/^[{["]/.test(bare)) return false
  try {
    JSON.parse(bare)
    return true
  } catch {
    return false
  }
}

function isControl(letter: string): boolean {
  const code = letter.codePointAt(0)!
  return (code < 0x20 && !'\n\r\t'.includes(letter)) || (code >= 0x7f && code < 0xa0)
}
