import { ConfigInvalid } from '../errors.ts'
import de from './sentences/de.json' with { type: 'json' }
import en from './sentences/en.json' with { type: 'json' }
import es from './sentences/es.json' with { type: 'json' }
import fr from './sentences/fr.json' with { type: 'json' }
import it from './sentences/it.json' with { type: 'json' }
import nl from './sentences/nl.json' with { type: 'json' }
import pl from './sentences/pl.json' with { type: 'json' }
import pt from './sentences/pt.json' with { type: 'json' }

/** What the product itself says to customers, by name; sentences to staff stand in the code. */
export type SentenceName = keyof typeof en

/** Every language's sentences. */
export interface Sentences {
  /** Says one in the first of these languages that there is, else in English. `values` fill its `{placeholders}`. */
  say(name: SentenceName, languages: readonly string[], values?: Record<string, string>): string
  /** The first of these languages that there is, else `en`. */
  languageOf(languages: readonly string[]): string
  /** The same sentence in another language, where this text is one of ours; else the text as it is. */
  translate(name: SentenceName, text: string, languages: readonly string[]): string
}

/** A business's own wording of a language's file: what it leaves out stays as we say it. */
export interface OwnSentences {
  /** ISO 639-1. */
  language: string
  /** Where it was read, for the operator. */
  file: string
  /** As it was parsed; nothing is known of it yet. */
  content: unknown
}

const ours: Readonly<Record<string, Readonly<Record<SentenceName, string>>>> = { en, de, fr, es, it, nl, pt, pl }

/** Languages whose sentences are part of the product. */
export const sentenceLanguages = Object.keys(ours)

/** Puts a business's own wording over ours. Throws ConfigInvalid with every problem, each with its file. */
export function makeSentences(own: readonly OwnSentences[] = []): Sentences {
  const problems = own.flatMap((one) => problemsIn(one).map((problem) => ({ variable: one.file, problem })))
  if (problems.length > 0) throw new ConfigInvalid(problems)
  const all = new Map<string, Record<SentenceName, string>>(Object.entries(ours))
  for (const { language, content } of own)
    all.set(language, { ...(all.get(language) ?? en), ...(content as Partial<Record<SentenceName, string>>) })

  const languageOf = (languages: readonly string[]) => languages.find((language) => all.has(language)) ?? 'en'
  const say: Sentences['say'] = (name, languages, values = {}) =>
    (all.get(languageOf(languages)) ?? en)[name].replaceAll(/\{(\w+)\}/g, (hole, key: string) => values[key] ?? hole)
  return {
    say,
    languageOf,
    translate: (name, text, languages) =>
      [...all.values(), ...Object.values(ours)].some((sentences) => sentences[name] === text)
        ? say(name, languages)
        : text,
  }
}

function problemsIn({ language, content }: OwnSentences): string[] {
  if (!/^[a-z]{2,3}$/.test(language)) return ['is not named after a language, such as de.json']
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return ['holds no JSON object']
  const problems: string[] = []
  for (const [name, text] of Object.entries(content)) {
    if (!isName(name)) problems.push(`knows no sentence "${name}"; there are ${Object.keys(en).join(', ')}`)
    else if (typeof text !== 'string' || text.trim() === '') problems.push(`"${name}" is no text`)
    else problems.push(...placeholderProblems(name, text))
  }
  // A language that we do not speak has nothing to fall back on but another language.
  const missing = language in ours ? [] : Object.keys(en).filter((name) => !(name in content))
  if (missing.length > 0) problems.push(`is the only one in its language and lacks ${missing.join(', ')}`)
  return problems
}

function placeholderProblems(name: SentenceName, text: string): string[] {
  const [wanted, given] = [placeholders(en[name]), placeholders(text)]
  return [
    ...[...wanted.difference(given)].map((one) => `"${name}" lacks {${one}}`),
    ...[...given.difference(wanted)].map((one) => `"${name}" has {${one}}, which nothing fills`),
  ]
}

function placeholders(text: string): Set<string> {
  return new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))
}

function isName(name: string): name is SentenceName {
  return Object.hasOwn(en, name)
}
