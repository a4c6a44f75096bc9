import { type Embedder, embeddingDimensions } from '#core/domain/language.ts'

/** Makes the embedder that needs no network from the engine's own sketch: a pure function to 512 dimensions. */
export function localEmbedder(sketch: (text: string) => Float32Array, name: string): Embedder {
  return {
    name,
    dimensions: embeddingDimensions,
    async embed(texts, signal) {
      const vectors: Float32Array[] = []
      for (const text of texts) {
        signal?.throwIfAborted()
        vectors.push(sketch(text))
        // A long list must not hold up the requests of this process.
        if (vectors.length % 64 === 0) await new Promise((resolve) => setImmediate(resolve))
      }
      return vectors
    },
  }
}
