/** What a model costs, dollars per million tokens. Without a cached price, those tokens cost what fresh ones do. */
export interface Price {
  input: number
  output: number
  cachedRead?: number
  cacheWrite?: number
  /** Beyond so many tokens of input the whole call costs more. */
  over?: { tokens: number; inputTimes: number; outputTimes: number }
}

/** A price by name; `model` is a whole name, its dated snapshots meant too, or the beginning of many, with `*` after it. */
export interface ModelPrice extends Price {
  model: string
}

/**
 * Finds the price of a call. The installation's own prices go first, by the name that was asked for or the one that
 * answered; the providers' lists go by the one that answered, whatever its address. Undefined: nobody knows.
 */
export function priceOf(name: { asked: string; answered: string }, own: readonly ModelPrice[] = []): Price | undefined {
  return find(own, name.asked) ?? find(own, name.answered) ?? find(listPrices, name.answered)
}

/**
 * Reads prices from one line, `model=input/output[/cached read[/cache write]]` between commas or spaces. The answer is
 * the prices, or a sentence that says what is wrong with which entry.
 */
export function readPrices(line: string): ModelPrice[] | string {
  const prices: ModelPrice[] = []
  for (const [at, entry] of line
    .split(/[\s,]+/)
    .filter(Boolean)
    .entries()) {
    // Names may hold slashes and colons (`openai/gpt-oss:20b`), and even "=".
    const [, model, amounts] = /^(.+)=([^=]*)$/.exec(entry) ?? []
    const [input, output, cachedRead, cacheWrite, ...rest] = (amounts ?? '').split('/').map(readDollars)
    const isWrong = [input, output, cachedRead, cacheWrite].includes(null) || rest.length > 0
    if (model === undefined || input == null || output == null || isWrong)
      return `entry ${at + 1} is not model=input/output[/cached read[/cache write]] in dollars per million tokens, such as qwen3*=0.2/0.8`
    if (prices.some((price) => price.model === model)) return `entry ${at + 1} prices a model that has a price already`
    prices.push({
      model,
      input,
      output,
      ...(cachedRead == null ? {} : { cachedRead }),
      ...(cacheWrite == null ? {} : { cacheWrite }),
    })
  }
  return prices
}

/** Null: no amount. More than a million dollars for a million tokens is a mistake. */
function readDollars(text: string): number | null {
  const dollars = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  return dollars <= 1_000_000 ? dollars : null
}

/** The longest name that fits is the nearest. */
function find(prices: readonly ModelPrice[], name: string): Price | undefined {
  return prices.filter(({ model }) => fits(model, name)).sort((a, b) => b.model.length - a.model.length)[0]
}

/** A bare beginning is not enough: gpt-5.4-pro costs twelve times what gpt-5.4 does. */
function fits(model: string, name: string): boolean {
  if (model.endsWith('*')) return name.startsWith(model.slice(0, -1))
  return name.startsWith(model) && /^(-(\d{4}-?\d\d-?\d\d|latest))?$/.test(name.slice(model.length))
}

/** A provider's own price and where it stands. */
interface ListPrice extends ModelPrice {
  source: string
  /** The day on which it was looked up. */
  asOf: string
}

type Row = [model: string, input: number, output: number, cachedRead?: number, cacheWrite?: number]

function listed(source: string, asOf: string, rows: Row[], over?: Price['over']): ListPrice[] {
  return rows.map(([model, input, output, cachedRead = input, cacheWrite = input]) => ({
    ...{ model, input, output, cachedRead, cacheWrite, source, asOf },
    ...(over && { over }),
  }))
}

const anthropic = 'https://platform.claude.com/docs/en/about-claude/pricing'
const openai = 'https://developers.openai.com/api/docs/pricing'
const openaiEmbeddings = 'https://developers.openai.com/api/docs/models/text-embedding-3-small'
/** OpenAI's long prompts, of the models that take them: twice the input, one and a half times the output. */
const long = { tokens: 272_000, inputTimes: 2, outputTimes: 1.5 }

/** Standard processing, without regional surcharges; cache writes of Anthropic are those that live for five minutes. */
export const listPrices: readonly ListPrice[] = [
  ...listed(anthropic, '2026-11-22', [
    ['claude-sonnet-5-5', 2, 10, 0.1, 2.5],
    ['claude-opus-5-5', 4, 20, 0.2, 5],
    ['claude-fable-5-1', 10, 50, 0.25, 12.5],
    ['claude-sonnet-5', 2, 10, 0.2, 2.5],
    ['claude-opus-5', 5, 25, 0.5, 6.25],
    ['claude-opus-4-8', 5, 25, 0.5, 6.25],
    ['claude-opus-4-7', 5, 25, 0.5, 6.25],
    ['claude-opus-4-6', 5, 25, 0.5, 6.25],
    ['claude-opus-4-5', 5, 25, 0.5, 6.25],
    ['claude-sonnet-4-6', 3, 15, 0.3, 3.75],
    ['claude-sonnet-4-5', 3, 15, 0.3, 3.75],
    ['claude-haiku-4-5', 1, 5, 0.1, 1.25],
  ]),
  ...listed(anthropic, '2026-11-22', [['claude-haiku-5-5', 0.1, 0.5, 0.01, 0.125]], {
    ...{ tokens: 100_000, inputTimes: 5, outputTimes: 5 },
  }),
  ...listed(openai, '2026-11-22', [
    ['gpt-5.4-mini', 0.75, 4.5, 0.075],
    ['gpt-5.4-nano', 0.2, 1.25, 0.02],
    ['gpt-5', 1.25, 10, 0.125],
    ['gpt-5-mini', 0.25, 2, 0.025],
    ['gpt-5-nano', 0.05, 0.4, 0.005],
    ['gpt-4.1', 2, 8, 0.5],
    ['gpt-4.1-mini', 0.4, 1.6, 0.1],
    ['gpt-4.1-nano', 0.1, 0.4, 0.025],
    ['gpt-4o', 2.5, 10, 1.25],
    ['gpt-4o-mini', 0.15, 0.6, 0.075],
  ]),
  ...listed(
    openai,
    '2026-11-22',
    [
      ['gpt-6.1-sol', 2, 10, 0.1, 2.5],
      ['gpt-6.1-terra', 1, 5, 0.05, 1.25],
      ['gpt-6-sol', 2, 10, 0.2, 2.5],
      ['gpt-6-luna', 0.1, 0.5, 0.01, 0.125],
      ['gpt-5.6-terra', 2, 12, 0.2, 2.5],
      ['gpt-5.6-luna', 0.2, 1.2, 0.02, 0.25],
      ['gpt-5.5', 5, 30, 0.5],
      ['gpt-5.4', 2.5, 15, 0.25],
    ],
    long,
  ),
  ...listed(openaiEmbeddings, '2026-11-22', [
    ['text-embedding-3-small', 0.02, 0],
    ['text-embedding-3-large', 0.13, 0],
    ['text-embedding-ada-002', 0.1, 0],
  ]),
]
