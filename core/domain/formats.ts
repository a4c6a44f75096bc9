const times = new Map<string, Intl.DateTimeFormat>()
const numbers = new Map<string, Intl.NumberFormat>()
/** Far more than the languages and zones of the businesses at hand: making one takes as long as hundreds of uses. */
const mostKept = 500

/** Says moments in a language; one is made for each language and style, and kept. */
export function timeFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return kept(times, language, options, () => new Intl.DateTimeFormat(language, options))
}

/** Says numbers in a language; kept in the same way. */
export function numberFormat(language: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return kept(numbers, language, options, () => new Intl.NumberFormat(language, options))
}

function kept<T>(all: Map<string, T>, language: string, options: object, make: () => T): T {
  const key = `${language} ${JSON.stringify(options)}`
  const known = all.get(key)
  if (known !== undefined) return known
  if (all.size >= mostKept) all.clear()
  const made = make()
  all.set(key, made)
  return made
}
