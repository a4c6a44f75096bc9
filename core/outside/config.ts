import { resolve } from 'node:path'
import { type ZodType, z } from 'zod'
import { ConfigInvalid } from '#core/errors.ts'
import { type ModelPrice, readPrices } from './language/prices.ts'

/** Everything that an installation can set, checked and named. */
export interface Config {
  isProduction: boolean
  port: number
  /** Without a slash at its end. */
  publicUrl: string
  /** Absolute. */
  dataFolder: string
  databaseUrl?: string
  redisUrl?: string
  /** Keys, newest first; absent = the key file in the data folder. */
  secretKey?: string
  logLevel: 'debug' | 'info' | 'warn' | 'error'
  /** How many proxies in front of us add to X-Forwarded-For. */
  trustedProxies: number
  language: {
    anthropicApiKey?: string
    anthropicBaseUrl?: string
    anthropicModel?: string
    openaiApiKey?: string
    openaiBaseUrl?: string
    openaiModel?: string
    openaiEmbeddingModel?: string
    timeoutMs?: number
    /** Go before the providers' list prices. */
    modelPrices?: ModelPrice[]
  }
  /** The values of the connectors' own variables. */
  connectors: Record<string, string | undefined>
}

/** The variables of core, in the order of `.env.example`. */
const variables = {
  PORT: z.coerce.number('a port is a number').int().min(0).max(65_535).default(3000).describe('Where the hub listens.'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'an address such as https://desk.example.com' })
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .describe(
      'The address under which the outside reaches the hub: signatures and links are made from it. Unset = http://localhost:PORT; required in production.',
    ),
  LUMMY_DATA: z
    .string()
    .default('.lummy')
    .describe('The data folder: files, and without DATABASE_URL the database too.'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: 'an address such as postgres://user:password@host:5432/lummy' })
    .optional()
    .describe('PostgreSQL 15 to 18 with pgvector. Unset = a database of our own in the data folder.'),
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'an address such as redis://host:6379' })
    .optional()
    .describe('The queue’s Redis. Unset = the queue lives in the database.'),
  LUMMY_SECRET_KEY: z
    .string()
    .refine(isKeyList, 'one or more base64 keys of 32 bytes, newest first; make one with: openssl rand -base64 32')
    .optional()
    .describe(
      'Seals credentials: base64 keys of 32 bytes, newest first, between commas. Unset = a key file in the data folder; required in production.',
    ),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('What is logged.'),
  LUMMY_TRUSTED_PROXIES: z.coerce
    .number('a number of proxies')
    .int()
    .min(0)
    .max(10)
    .default(0)
    .describe('How many proxies in front of the hub add to X-Forwarded-For.'),
  ANTHROPIC_API_KEY: z.string().optional().describe('Lets Claude write the drafts.'),
  ANTHROPIC_BASE_URL: z.url().optional().describe('Another address of the Anthropic API, for proxies.'),
  ANTHROPIC_MODEL: z.string().optional().describe('Another Claude model than the default.'),
  OPENAI_API_KEY: z.string().optional().describe('Lets an OpenAI-compatible model write the drafts.'),
  OPENAI_BASE_URL: z.url().optional().describe('Another server that speaks its API: Ollama, vLLM, a proxy.'),
  OPENAI_MODEL: z.string().optional().describe('The model that writes.'),
  OPENAI_EMBEDDING_MODEL: z
    .string()
    .optional()
    .describe('The model that embeds; at other servers only when it is named.'),
  LUMMY_MODEL_TIMEOUT_MS: z.coerce
    .number('milliseconds')
    .int()
    .min(100)
    .max(600_000)
    .optional()
    .describe('How long a draft waits for a model before the local engine’s is used, ms.'),
  LUMMY_MODEL_PRICES: z
    .string()
    .transform((line, context) => {
      const prices = readPrices(line)
      if (typeof prices !== 'string') return prices
      context.addIssue({ code: 'custom', message: prices })
      return z.NEVER
    })
    .optional()
    .describe(
      'What models cost where the built-in list prices do not know or not fit: model=input/output[/cached read[/cache write]] in dollars per million tokens, between commas; name* stands for all names that begin so.',
    ),
} as const

/**
 * Reads the environment; `connectorEnvironment` holds the variables that connectors declare. An empty value is an unset
 * one. Throws ConfigInvalid with every problem at once.
 */
export function readConfig(
  environment: Record<string, string | undefined>,
  connectorEnvironment: Record<string, ZodType> = {},
): Config {
  const isProduction = environment.NODE_ENV === 'production'
  const problems: { variable: string; problem: string }[] = []
  const own = z.object(variables)
  const given = readAll(variables, environment, problems)
  const connectors = readAll(connectorEnvironment, environment, problems)
  if (isProduction)
    for (const variable of ['LUMMY_SECRET_KEY', 'PUBLIC_URL'])
      if (!environment[variable]) problems.push({ variable, problem: 'required when NODE_ENV is production' })
  if (problems.length > 0) throw new ConfigInvalid(problems)

  const values = own.parse(given.raw)
  return {
    isProduction,
    port: values.PORT,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    dataFolder: resolve(values.LUMMY_DATA),
    ...present({ databaseUrl: values.DATABASE_URL, redisUrl: values.REDIS_URL, secretKey: values.LUMMY_SECRET_KEY }),
    logLevel: values.LOG_LEVEL,
    trustedProxies: values.LUMMY_TRUSTED_PROXIES,
    language: present({
      anthropicApiKey: values.ANTHROPIC_API_KEY,
      anthropicBaseUrl: values.ANTHROPIC_BASE_URL,
      anthropicModel: values.ANTHROPIC_MODEL,
      openaiApiKey: values.OPENAI_API_KEY,
      openaiBaseUrl: values.OPENAI_BASE_URL,
      openaiModel: values.OPENAI_MODEL,
      openaiEmbeddingModel: values.OPENAI_EMBEDDING_MODEL,
      timeoutMs: values.LUMMY_MODEL_TIMEOUT_MS,
      modelPrices: values.LUMMY_MODEL_PRICES,
    }),
    connectors: Object.fromEntries(
      Object.entries(connectors.read).map(([name, value]) => [name, value === undefined ? undefined : String(value)]),
    ),
  }
}

/** The text of `.env.example`: every variable with its description and default, all commented out. */
export function environmentExample(connectorEnvironment: Record<string, ZodType> = {}): string {
  const head = [
    '# Every variable of Lummy; all are optional for a start on one machine.',
    '# Written from the schemas: npx vitest run core/outside/config.test.ts -u',
    '',
  ]
  return [...head, ...section(variables), '# Connectors', '', ...section(connectorEnvironment)].join('\n')
}

function section(schemas: Record<string, ZodType>): string[] {
  return Object.entries(schemas).flatMap(([name, schema]) => {
    const defaultValue = schema.safeParse(undefined).data
    return [`# ${schema.description ?? ''}`, `#${name}=${defaultValue ?? ''}`, '']
  })
}

function readAll(
  schemas: Record<string, ZodType>,
  environment: Record<string, string | undefined>,
  problems: { variable: string; problem: string }[],
) {
  const raw: Record<string, string | undefined> = {}
  const read: Record<string, unknown> = {}
  for (const [variable, schema] of Object.entries(schemas)) {
    const value = environment[variable]?.trim() || undefined
    raw[variable] = value
    const result = schema.safeParse(value)
    if (result.success) read[variable] = result.data
    // Never the value: it may be a secret.
    else problems.push({ variable, problem: result.error.issues.map((issue) => issue.message).join('; ') })
  }
  return { raw, read }
}

function isKeyList(text: string): boolean {
  const keys = text.split(/[\s,]+/).filter((key) => key !== '')
  return keys.length > 0 && keys.every((key) => Buffer.from(key, 'base64').length === 32)
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

function present<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>
}
