import Anthropic from '@anthropic-ai/sdk'
import type { LanguageModel } from '#core/domain/language.ts'
import { ModelRefused, ModelTalkedNonsense, ModelUnreachable } from '#core/errors.ts'
import { type Counted, withCost } from './cost.ts'
import { modelError, paid, startCall } from './failure.ts'
import { makePrompt } from './prompt.ts'
import { readReply, takeAtMost } from './reply.ts'
import type { ModelSettings } from './settings.ts'

/** Makes the writer that calls Claude. https://platform.claude.com/docs/en/api/messages-streaming */
export function anthropicModel(settings: ModelSettings): LanguageModel {
  const model = settings.model ?? 'claude-sonnet-5-5'
  const timeoutMs = settings.timeoutMs ?? 12_000
  const client = new Anthropic({
    apiKey: settings.apiKey,
    // Named here, so that variables meant for other programs do not change where our customers' words go.
    baseURL: settings.baseUrl ?? 'https://api.anthropic.com',
    authToken: null,
    logLevel: 'off',
    maxRetries: settings.retries ?? 1,
    timeout: timeoutMs,
  })
  return {
    name: `anthropic/${model}`,
    async write(request, { signal, onText } = {}) {
      const call = startCall('Claude', timeoutMs, signal)
      const { system, user } = makePrompt(request)
      try {
        const stream = client.messages.stream(
          {
            model,
            // Thinking counts too; at about one character a token in the densest scripts.
            max_tokens: 1024 + request.maxChars,
            system: [{ type: 'text', text: system, cache_control: { type: 'ephemeral' } }],
            messages: [{ role: 'user', content: user }],
          },
          { signal: call.signal },
        )
        let taken = 0
        stream.on('text', (piece) => {
          taken += piece.length
          onText?.(piece)
          if (taken > takeAtMost(request.maxChars)) stream.abort()
        })
        const message = await stream.finalMessage().catch((error: unknown) => {
          throw taken > takeAtMost(request.maxChars) ? new ModelTalkedNonsense('the model wrote without end') : error
        })
        const raw = message.content.map((part) => (part.type === 'text' ? part.text : '')).join('')
        const usage = withCost(count(message.usage), { asked: model, answered: message.model }, settings.prices)
        return paid(usage, () => {
          checkStop(message.stop_reason)
          return { text: readReply(raw, request.maxChars), usage, model: message.model }
        })
      } catch (error) {
        throw modelError(error, call)
      }
    },
  }
}

/** Anthropic counts what its cache gave and took apart from the rest of the input. */
function count(usage: Anthropic.Usage): Counted {
  const cachedTokens = usage.cache_read_input_tokens ?? 0
  const cacheWriteTokens = usage.cache_creation_input_tokens ?? 0
  const inputTokens = usage.input_tokens + cachedTokens + cacheWriteTokens
  return { inputTokens, outputTokens: usage.output_tokens, cachedTokens, cacheWriteTokens }
}

function checkStop(reason: string | null) {
  if (reason === 'end_turn' || reason === 'stop_sequence') return
  if (reason === null) throw new ModelUnreachable('Claude broke off in the middle of its answer')
  if (reason === 'max_tokens') throw new ModelTalkedNonsense('the model did not come to an end')
  throw new ModelRefused(`Claude stopped: ${reason.replaceAll('_', ' ')}`)
}
