import { expect, test } from 'vitest'
import { drafted } from '#core/testing/drafted.ts'

const canShow = ['words', 'form'] as const

test('of two presses at once in one thread both are told what became of them, though one worker handled both', async () => {
  const d = await drafted()
  const outcomes = await Promise.all([
    d.house.receiveAndWait({ ...d.ben.press('approve')!, canShow }),
    d.house.receiveAndWait({ ...d.cleo.press('approve')!, canShow }),
  ])
  const kinds = outcomes.map(({ kind }) => kind).sort()
  expect(kinds).toEqual(['done', 'refused'])
  expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject({
    say: expect.stringMatching(/^(Ben|Cleo) approved/),
  })
  const direct = () => d.house.platforms.log.filter(({ outbound }) => outbound.kind === 'direct')
  await d.house.settle()
  expect(direct()).toEqual([])
})

test('a refusal that nobody waits for any more is told where only its author reads it', async () => {
  const d = await drafted()
  await d.house.core.drafts.approve(d.ben.actor, d.draft.id, d.draft.version)
  await d.house.receive({ ...d.cleo.press('approve')!, canShow })
  await d.house.settle()
  const told = d.house.platforms.log.findLast(({ outbound }) => outbound.kind === 'direct')?.outbound
  expect(told).toMatchObject({ card: { title: expect.stringContaining('Ben approved this draft already') } })
})
