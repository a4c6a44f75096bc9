import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { constants, gunzip, gzip } from 'node:zlib'
import type { SavedEngine } from './engine.ts'

/** Packs an engine's state into bytes that any process of this version can read. */
export function pack(saved: SavedEngine): Promise<Uint8Array> {
  return promisify(gzip)(serialize(saved), { level: constants.Z_BEST_SPEED })
}

export async function unpack(bytes: Uint8Array): Promise<SavedEngine> {
  return deserialize(await promisify(gunzip)(bytes)) as SavedEngine
}
