import { crc32, deflateSync } from 'node:zlib'

/** The app's icons as PNG: 192 × 192 in colour, and 32 × 32 white on nothing, as Teams wants them. */
export function drawIcons(): { color: Uint8Array; outline: Uint8Array } {
  return {
    color: png(192, (x, y) => (isInBubble(x, y) ? (isInWords(x, y) ? navy : white) : navy)),
    outline: png(32, (x, y) => (isInBubble(x, y) && !isInBubble(x, y, 0.075) ? white : nothing)),
  }
}

type Colour = readonly [red: number, green: number, blue: number, alpha: number]
const navy: Colour = [0x1f, 0x3a, 0x5f, 255]
const white: Colour = [255, 255, 255, 255]
const nothing: Colour = [255, 255, 255, 0]

/** A speech bubble in a square of side 1: a rounded box with a tail below; `inset` makes it smaller on all sides. */
function isInBubble(x: number, y: number, inset = 0): boolean {
  const [left, top, right, bottom, radius] = [0.16 + inset, 0.2 + inset, 0.84 - inset, 0.68 - inset, 0.14 - inset / 2]
  const dx = Math.max(left + radius - x, x - (right - radius), 0)
  const dy = Math.max(top + radius - y, y - (bottom - radius), 0)
  if (Math.hypot(dx, dy) <= radius) return true
  const isBelow = y > bottom - 0.01 && y < 0.86 - 2.2 * inset
  return isBelow && x > 0.3 + inset && x < 0.3 - inset + 0.2 - (y - 0.68) * 0.9
}

/** Two lines of words inside it. */
function isInWords(x: number, y: number): boolean {
  const isLine = (from: number, to: number, at: number) => x > from && x < to && Math.abs(y - at) < 0.03
  return isLine(0.28, 0.72, 0.36) || isLine(0.28, 0.58, 0.51)
}

/** Writes a square PNG, each pixel the mean of 16 samples. https://www.w3.org/TR/png-3/ */
function png(side: number, colourAt: (x: number, y: number) => Colour): Uint8Array {
  const rows = Buffer.alloc(side * (side * 4 + 1))
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) rows.set(pixel(x, y, side, colourAt), y * (side * 4 + 1) + 1 + x * 4)
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(side, 0)
  header.writeUInt32BE(side, 4)
  // 8 bits a channel, red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const samples = 4

function pixel(x: number, y: number, side: number, colourAt: (x: number, y: number) => Colour): number[] {
  const sum = [0, 0, 0, 0]
  for (let index = 0; index < samples * samples; index++) {
    const inside = (step: number) => (step + 0.5) / samples
    const colour = colourAt((x + inside(index % samples)) / side, (y + inside(Math.floor(index / samples))) / side)
    colour.forEach((value, channel) => {
      sum[channel]! += value
    })
  }
  return sum.map((value) => Math.round(value / (samples * samples)))
}

function chunk(name: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  check.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, check])
}
