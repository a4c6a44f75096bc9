import type { Embedder, LanguageModel } from '#core/domain/language.ts'
import { anthropicModel } from './anthropic.ts'
import { openaiEmbedder, openaiModel } from './openai.ts'
import type { ModelPrice } from './prices.ts'

/** The installation's settings for language; all of them may be absent. Each is the variable of its name. */
export interface LanguageSettings {
  anthropicApiKey?: string | undefined
  anthropicBaseUrl?: string | undefined
  anthropicModel?: string | undefined
  openaiApiKey?: string | undefined
  openaiBaseUrl?: string | undefined
  openaiModel?: string | undefined
  openaiEmbeddingModel?: string | undefined
  /** Of one call, ms. */
  timeoutMs?: number | undefined
  /** Of models that the price lists do not name, or name wrongly. */
  modelPrices?: readonly ModelPrice[] | undefined
}

/**
 * Chooses who writes and who embeds. Claude writes where it has a key, else the OpenAI-compatible server, else the
 * local engine. The server embeds where it surely can: at OpenAI itself, elsewhere when a model is named for it.
 */
export function chooseLanguage(
  settings: LanguageSettings,
  local: Embedder,
): { model?: LanguageModel; embedder: Embedder } {
  const {
    anthropicApiKey,
    openaiApiKey,
    openaiBaseUrl,
    openaiEmbeddingModel,
    timeoutMs,
    modelPrices: prices,
  } = settings
  // Ollama and its like ask for no key; the SDK wants one.
  const apiKey = openaiApiKey ?? (openaiBaseUrl ? 'none' : undefined)
  const server = apiKey === undefined ? undefined : { apiKey, baseUrl: openaiBaseUrl, timeoutMs, prices }
  const embeds = server && (openaiBaseUrl === undefined || openaiEmbeddingModel !== undefined)
  const embedder = embeds ? openaiEmbedder({ ...server, model: openaiEmbeddingModel }) : local
  if (anthropicApiKey !== undefined) {
    const { anthropicBaseUrl: baseUrl, anthropicModel: model } = settings
    return { model: anthropicModel({ apiKey: anthropicApiKey, baseUrl, model, timeoutMs, prices }), embedder }
  }
  return server ? { model: openaiModel({ ...server, model: settings.openaiModel }), embedder } : { embedder }
}
