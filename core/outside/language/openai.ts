import OpenAI from 'openai'
import { type Embedder, embeddingDimensions, type LanguageModel, type Usage } from '#core/domain/language.ts'
import { ModelRefused, ModelTalkedNonsense, ModelUnreachable } from '#core/errors.ts'
import { type Counted, withCost } from './cost.ts'
import { modelError, paid, startCall } from './failure.ts'
import { project } from './project.ts'
import { makePrompt } from './prompt.ts'
import { readReply, takeAtMost } from './reply.ts'
import type { ModelSettings } from './settings.ts'

/** Makes the writer that calls OpenAI or a server that speaks its chat completions (Ollama, vLLM, llama.cpp). */
export function openaiModel(settings: ModelSettings): LanguageModel {
  const model = settings.model ?? 'gpt-5.4-mini'
  const timeoutMs = settings.timeoutMs ?? 12_000
  const client = clientOf(settings, timeoutMs)
  return {
    name: `openai/${model}`,
    async write(request, { signal, onText } = {}) {
      const call = startCall(provider, timeoutMs, signal)
      const { system, user } = makePrompt(request)
      try {
        const stream = await client.chat.completions.create(
          {
            model,
            messages: [
              { role: 'system', content: system },
              { role: 'user', content: user },
            ],
            max_completion_tokens: 1024 + request.maxChars,
            stream: true,
            stream_options: { include_usage: true },
          },
          { signal: call.signal },
        )
        const answer: Answer = {
          raw: '',
          refusal: '',
          model,
          counted: { inputTokens: 0, outputTokens: 0, cachedTokens: 0 },
        }
        for await (const chunk of stream) {
          const piece = take(chunk, answer)
          if (piece !== '') onText?.(piece)
          if (answer.raw.length > takeAtMost(request.maxChars)) {
            throw new ModelTalkedNonsense('the model wrote without end')
          }
        }
        // The SDK ends its loop without a word when it was aborted.
        call.signal.throwIfAborted()
        const usage = withCost(answer.counted, { asked: model, answered: answer.model }, settings.prices)
        return paid(usage, () => {
          checkStop(answer)
          return { text: readReply(answer.raw, request.maxChars), usage, model: answer.model }
        })
      } catch (error) {
        throw modelError(error, call)
      }
    },
  }
}

export interface OpenAIEmbedderSettings extends ModelSettings {
  /** Asks for 512 dimensions; by default for the models that OpenAI says can. Others are padded or projected. */
  askDimensions?: boolean | undefined
}

/** Makes the embedder that calls OpenAI or a server that speaks its embeddings. */
export function openaiEmbedder(settings: OpenAIEmbedderSettings): Embedder {
  const model = settings.model ?? 'text-embedding-3-small'
  const timeoutMs = settings.timeoutMs ?? 12_000
  const asks = settings.askDimensions ?? model.startsWith('text-embedding-3')
  const client = clientOf(settings, timeoutMs)
  const embedBatch = async (input: string[], caller?: AbortSignal, onUsage?: (usage: Usage) => void) => {
    const call = startCall(provider, timeoutMs, caller)
    try {
      const dimensions = asks ? { dimensions: embeddingDimensions } : {}
      const body = { model, input, encoding_format: 'float' as const, ...dimensions }
      const reply = await client.embeddings.create(body, { signal: call.signal })
      const counted = { inputTokens: reply.usage?.prompt_tokens ?? 0, outputTokens: 0, cachedTokens: 0 }
      // Compatible servers may leave the name out.
      const name = { asked: model, answered: reply.model ?? model }
      if (counted.inputTokens > 0) onUsage?.(withCost(counted, name, settings.prices))
      return readVectors(reply, input.length)
    } catch (error) {
      throw modelError(error, call)
    }
  }
  return {
    // A vector cut by the provider and one projected by us are two spaces.
    name: `openai/${model}${asks ? `@${embeddingDimensions}` : ''}`,
    dimensions: embeddingDimensions,
    async embed(texts, signal, onUsage) {
      const vectors: Float32Array[] = texts.map(() => new Float32Array(embeddingDimensions))
      // Providers refuse empty texts, and long ones beyond 8,192 tokens.
      const full = texts.flatMap((text, at) => (text.trim() === '' ? [] : [{ at, text: text.slice(0, longestText) }]))
      for (let from = 0; from < full.length; from += batchSize) {
        const batch = full.slice(from, from + batchSize)
        const read = await embedBatch(
          batch.map(({ text }) => text),
          signal,
          onUsage,
        )
        for (const [index, { at }] of batch.entries()) vectors[at] = read[index]!
      }
      return vectors
    },
  }
}

const provider = 'The model server'
const longestText = 6000
const batchSize = 64

function clientOf(settings: ModelSettings, timeoutMs: number): OpenAI {
  return new OpenAI({
    apiKey: settings.apiKey,
    // Named here, so that variables meant for other programs do not change where our customers' words go.
    baseURL: settings.baseUrl ?? 'https://api.openai.com/v1',
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: settings.retries ?? 1,
    timeout: timeoutMs,
  })
}

interface Answer {
  raw: string
  refusal: string
  model: string
  finish?: string
  counted: Counted
}

/** Adds one chunk; compatible servers leave out what they like. */
function take(chunk: OpenAI.ChatCompletionChunk, answer: Answer): string {
  const choice = chunk.choices?.[0]
  const piece = choice?.delta?.content ?? ''
  answer.raw += piece
  answer.refusal += choice?.delta?.refusal ?? ''
  if (choice?.finish_reason) answer.finish = choice.finish_reason
  if (chunk.model) answer.model = chunk.model
  if (chunk.usage) {
    const { prompt_tokens, completion_tokens, prompt_tokens_details: parts } = chunk.usage
    const written = parts?.cache_write_tokens
    // Here the cache's tokens are among the prompt's.
    answer.counted = {
      inputTokens: prompt_tokens ?? 0,
      outputTokens: completion_tokens ?? 0,
      cachedTokens: parts?.cached_tokens ?? 0,
      ...(written ? { cacheWriteTokens: written } : {}),
    }
  }
  return piece
}

function checkStop({ refusal, finish }: Answer) {
  if (refusal !== '') throw new ModelRefused('the model refused')
  if (finish === undefined) throw new ModelUnreachable(`${provider} broke off in the middle of its answer`)
  if (finish === 'length') throw new ModelTalkedNonsense('the model did not come to an end')
  if (finish !== 'stop') throw new ModelRefused(`the model stopped: ${finish.replaceAll('_', ' ')}`)
}

function readVectors(reply: OpenAI.CreateEmbeddingResponse, count: number): Float32Array[] {
  const rows = [...(reply.data ?? [])].sort((a, b) => a.index - b.index)
  const isWhole = rows.length === count && rows.every((row, at) => row.index === at && isVector(row.embedding))
  if (!isWhole) throw new ModelTalkedNonsense(`${provider} sent embeddings that do not fit the texts`)
  return rows.map((row) => project(row.embedding, embeddingDimensions))
}

function isVector(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every((entry) => Number.isFinite(entry))
}
