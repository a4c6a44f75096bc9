import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { htmlToText } from './html.ts'
import { readMail } from './read-mail.ts'

/** Other parsers' cases, kept beside the repository: what they say is visible, by folder. */
const shared = new URL('../../../shared/fixtures/', import.meta.url)
const here = existsSync(shared)
if (!here) console.log('../shared/fixtures is absent: the reading of other parsers’ cases is not checked')

interface Case {
  id: string
  input: string
  expected: string
  format: 'text' | 'html'
  strength: 'strong' | 'weak'
}

const spaced = (text: string) =>
  text
    .replace(/[\uFEFF\u200B]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
const unspaced = (text: string) => text.replace(/[\s>]+/g, '')

/** Compares as each folder's README row says: talon leaves the signature in place, HTML is compared by its words. */
async function reads({ input, expected, format }: Case, set: string): Promise<boolean> {
  const { visible, signature } = await readMail({ [format]: input })
  const got = set.startsWith('reply-talon') ? `${visible}\n${signature}` : visible
  if (format === 'text') return spaced(got) === spaced(expected)
  return unspaced(got) === unspaced(expected.includes('<') ? htmlToText(expected) : expected)
}

test.skipIf(!here)(
  'at least 80 % of the strong cases of others are read exactly, and nothing is cut where nothing is to be removed',
  async () => {
    const cut: string[] = []
    let [agree, total] = [0, 0]
    for (const set of readdirSync(shared).filter(
      (name) => name.startsWith('reply-') && !name.endsWith('-signatures'),
    )) {
      const cases = JSON.parse(readFileSync(new URL(`${set}/cases.json`, shared), 'utf8')) as Case[]
      const strong = cases.filter(({ strength }) => strength === 'strong')
      const exact = (await Promise.all(strong.map((given) => reads(given, set)))).filter(Boolean).length
      for (const given of cases.filter(({ input, expected }) => spaced(input) === spaced(expected)))
        if (spaced((await readMail({ [given.format]: given.input })).visible) !== spaced(given.input))
          cut.push(given.id)
      agree += exact
      total += strong.length
      console.log(`${set}: ${exact} of ${strong.length} strong cases exact`)
    }
    console.log(`visible reply: ${agree} of ${total} exact (${((100 * agree) / total).toFixed(1)} %)`)
    expect(agree / total).toBeGreaterThanOrEqual(0.8)
    expect(cut).toEqual([])
  },
)

test.skipIf(!here)('most signatures that talon parts are parted here too', async () => {
  interface Signed {
    input: string
    expected_text: string | null
    expected_signature: string | null
  }
  const cases = JSON.parse(readFileSync(new URL('reply-talon-signatures/cases.json', shared), 'utf8')) as Signed[]
  let agree = 0
  for (const { input, expected_text, expected_signature } of cases) {
    const parts = await readMail({ text: input })
    const isSigned = spaced(parts.signature) === spaced(expected_signature ?? '')
    if (isSigned && (expected_text === null || spaced(parts.visible) === spaced(expected_text))) agree++
  }
  console.log(`reply-talon-signatures: ${agree} of ${cases.length}`)
  expect(agree / cases.length).toBeGreaterThan(0.6)
})
