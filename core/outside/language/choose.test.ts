import { expect, test } from 'vitest'
import { chooseLanguage, type LanguageSettings } from './choose.ts'
import { localEmbedder } from './local.ts'
import { json, sampleRequest, startTestServer } from './test-server.ts'

const local = localEmbedder(() => new Float32Array(512), 'sketch-1')
const ollama = 'http://127.0.0.1:11434/v1'

test.each<[string, LanguageSettings, string | undefined, string]>([
  ['nothing', {}, undefined, 'sketch-1'],
  ['a Claude key', { anthropicApiKey: 'a' }, 'anthropic/claude-sonnet-5-5', 'sketch-1'],
  ['a Claude key and model', { anthropicApiKey: 'a', anthropicModel: 'm' }, 'anthropic/m', 'sketch-1'],
  ['an OpenAI key', { openaiApiKey: 'o' }, 'openai/gpt-5.4-mini', 'openai/text-embedding-3-small@512'],
  [
    'both',
    { anthropicApiKey: 'a', anthropicModel: 'm', openaiApiKey: 'o' },
    'anthropic/m',
    'openai/text-embedding-3-small@512',
  ],
  ['a server of one’s own', { openaiBaseUrl: ollama, openaiModel: 'qwen3' }, 'openai/qwen3', 'sketch-1'],
  [
    'one that embeds',
    { openaiBaseUrl: ollama, openaiModel: 'qwen3', openaiEmbeddingModel: 'nomic' },
    'openai/qwen3',
    'openai/nomic',
  ],
  ['a model but nobody to ask', { openaiModel: 'qwen3', openaiEmbeddingModel: 'nomic' }, undefined, 'sketch-1'],
])('with %s', (_, settings, writer, embedder) => {
  const chosen = chooseLanguage(settings, local)
  expect(chosen.model?.name).toBe(writer)
  expect(chosen.embedder.name).toBe(embedder)
})

test('keys go to their own provider and to nobody else', async () => {
  const [claude, openai] = [await startTestServer(), await startTestServer()]
  try {
    for (const server of [claude, openai]) server.answers(json(400, { error: { type: 'no', message: 'no' } }))
    const { model, embedder } = chooseLanguage(
      {
        anthropicApiKey: 'key-a',
        anthropicBaseUrl: claude.url,
        openaiApiKey: 'key-o',
        openaiBaseUrl: `${openai.url}/v1`,
        openaiEmbeddingModel: 'e',
      },
      local,
    )
    await model?.write(sampleRequest).catch(() => undefined)
    await embedder.embed(['a']).catch(() => undefined)
    expect(claude.sent.map(({ path }) => path)).toEqual(['/v1/messages'])
    expect(openai.sent.map(({ path }) => path)).toEqual(['/v1/embeddings'])
    expect(JSON.stringify(claude.sent)).toContain('key-a')
    expect(JSON.stringify(claude.sent)).not.toContain('key-o')
    expect(JSON.stringify(openai.sent)).toContain('key-o')
    expect(JSON.stringify(openai.sent)).not.toContain('key-a')
  } finally {
    await Promise.all([claude.close(), openai.close()])
  }
})
