import { expect, test } from 'vitest'
import type { ActionEvent } from '../domain/event.ts'
import { drafted } from '../testing/drafted.ts'

const shown: Pick<ActionEvent, 'canShow'> = { canShow: ['words', 'form'] }

test('where the answer can show a form, Edit is answered with it, and nothing is sent for it', async () => {
  const d = await drafted()
  const outcome = await d.house.receiveAndWait({ ...d.ben.press('edit')!, ...shown })
  expect(outcome).toMatchObject({
    kind: 'done',
    form: { text: d.draft.text, submit: { action: 'edit', target: d.draft.id, version: d.draft.version } },
  })
  expect(d.house.platforms.log.filter(({ outbound }) => outbound.kind === 'form')).toEqual([])
  expect((await d.view()).drafts[0]).toMatchObject({ editorId: d.ben.teammate.id })
})

test('a refusal is told once: in the answer where it shows words, else in a direct message', async () => {
  const d = await drafted()
  const direct = () => d.house.platforms.log.filter(({ outbound }) => outbound.kind === 'direct').length
  const [first, second] = [d.cleo.press('edit')!, d.cleo.press('edit')!]
  await d.house.receiveAndWait({ ...d.ben.press('edit')!, ...shown })
  expect(await d.house.receiveAndWait({ ...first, ...shown })).toMatchObject({ kind: 'refused' })
  await d.house.pass(1_000)
  expect(direct()).toBe(0)
  expect(await d.house.receiveAndWait({ ...second, trigger: 't' })).toMatchObject({ kind: 'refused' })
  await d.house.pass(1_000)
  expect(direct()).toBe(1)
})
