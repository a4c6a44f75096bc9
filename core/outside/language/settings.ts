import type { ModelPrice } from './prices.ts'

/** What a model of either provider is opened with. */
export interface ModelSettings {
  /** Local servers take any. */
  apiKey: string
  /** Default: the provider's own address; Ollama's is `http://localhost:11434/v1`. */
  baseUrl?: string | undefined
  model?: string | undefined
  /** Of a whole call, retries and stream included, ms. */
  timeoutMs?: number | undefined
  /** Of a call that was refused for the moment (429, 529) or found nobody. */
  retries?: number | undefined
  /** Go before the list prices. */
  prices?: readonly ModelPrice[] | undefined
}
