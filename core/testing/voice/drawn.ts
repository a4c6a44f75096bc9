import { seeded } from '../seeded.ts'
import type { House } from './house.ts'
import { fitted, heldOut } from './houses.ts'

/** Houses that nobody has written or looked at: each habit from a written one, whichever comes, and shares of their own. */
export function drawHouses(seed: number, count: number): House[] {
  const random = seeded(seed * 104_729 + 3)
  const written = [...fitted, ...heldOut]
  const any = () => written[Math.floor(random() * written.length)]!
  return Array.from({ length: count }, (_, i) => ({
    name: `drawn ${seed} ${i}`,
    greetings: any().greetings,
    closings: any().closings,
    openers: any().openers,
    offers: any().offers,
    words: any().words,
    starters: any().starters,
    joins: any().joins,
    emoji: any().emoji,
    short: random(),
    exclaims: 0.6 * random(),
    paragraphs: random(),
    lower: random() < 0.15 ? 0.7 : 0,
    curly: random(),
    spelling: random() < 0.5 ? 'british' : 'american',
  }))
}
