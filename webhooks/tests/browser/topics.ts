import { expect } from 'vitest'
import type { Desk } from './desk.ts'

/** The owner gives a topic a name, pins it, merges it into another, and takes that back. */
export async function arrangeTopics({ olive, look }: Desk): Promise<void> {
  const { keys, page } = olive
  await keys.press('Escape')
  await keys.push('link', 'Learning')
  await olive.sees('agree')

  await olive.picks(/^Change “/, 'Rename')
  await keys.standsOn('textbox', 'Name of the topic')
  await keys.type('never mind')
  await keys.press('Escape')
  await keys.standsOn('button', /^Change “/)
  await olive.picks(/^Change “/, 'Rename')
  await keys.standsOn('textbox', 'Name of the topic')
  await keys.press('ControlOrMeta+a')
  await keys.type('Shipping abroad')
  await look('40-rename', olive)
  await keys.press('Enter')
  await olive.sees('It is called “Shipping abroad” now.')
  await keys.standsOn('button', 'Change “Shipping abroad”')

  await olive.picks('Change “Shipping abroad”', /^Pin$/)
  await olive.sees(/^pinned$/)
  await keys.standsOn('button', 'Change “Shipping abroad”')

  const topics = page.getByRole('main').getByRole('heading', { level: 2 })
  const before = await topics.count()
  await keys.press('Enter')
  await keys.reach('button', 'Merge into another')
  await look('41-change', olive)
  await keys.press('Enter')
  await keys.standsOn('searchbox', 'Search the topic to merge into')
  await olive.sees(/^\d+ lessons? · /)
  await look('42-merge-into', olive)
  await keys.press('Tab', 'Enter')
  await olive.sees('the two together prove themselves anew')
  await keys.standsOn('button', /^Merge \d+ lessons/)
  await look('43-merge-asked', olive)
  await keys.press('Enter')
  await olive.sees('“Shipping abroad” is part of')
  await olive.sees('With “Shipping abroad”, which staff merged into it.')
  await look('44-merged', olive)
  await keys.press('z')
  await olive.misses('With “Shipping abroad”')
  await expect.poll(() => topics.count()).toBe(before)
  await olive.sees(/^pinned$/)

  await keys.push('link', 'Shipping abroad')
  await olive.sees('Questions a week')
  await look('45-topic', olive)
}

/** A lesson is moved to another topic, and that is taken back. */
export async function moveLessons({ olive, look }: Desk): Promise<void> {
  const { keys } = olive
  await keys.press('Escape')
  await keys.push('link', 'Lessons')
  await keys.reach('button', 'Move')
  await keys.press('Enter')
  await keys.standsOn('searchbox', 'Search the topic to move it to')
  await olive.sees(/^\d+ lessons? · /)
  await look('48-move-to', olive)
  await keys.press('Tab', 'Enter')
  await olive.sees('This one lesson moves')
  await keys.standsOn('button', 'Move it')
  await look('49-move-asked', olive)
  await keys.press('Enter')
  await olive.sees('The lesson belongs to “')
  await olive.sees(/^Moved to this topic by /)
  await look('50-moved', olive)
  await keys.press('z')
  await olive.misses(/^Moved to this topic by /)
}
