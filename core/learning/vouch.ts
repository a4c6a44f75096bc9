import { createHash } from 'node:crypto'
import type { By } from '../answering/by.ts'
import { noticeCard } from '../answering/cards.ts'
import type { Desk } from '../answering/desk.ts'
import { tellEverybody } from '../answering/tell-everybody.ts'
import type { Voucher } from '../domain/autonomy.ts'
import type { Lesson } from '../domain/learning.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { Scope } from '../store/store.ts'

/** So many corrections end a voucher. */
const mostCorrections = 2

/** The voucher under which exactly this lesson's words may be sent without proof; undefined where none stands. */
export async function voucherFor(scope: Scope, lesson: Lesson): Promise<Voucher | undefined> {
  if (lesson.standing !== 'current' || lesson.slots.length > 0) return undefined
  const voucher = await scope.vouchers.of(lesson.id)
  return voucher?.digest === digestOf(lesson.reply) ? voucher : undefined
}

export function digestOf(words: string): string {
  return createHash('sha256').update(words).digest('hex')
}

/** What came from this lesson was wrong: the second time ends the word that somebody gave for it. Inside a write. */
export async function correctVoucher(desk: Desk, lessonId: string): Promise<void> {
  const { tx, house } = desk
  const voucher = await tx.vouchers.of(lessonId)
  if (voucher === undefined || (await tx.vouchers.correct(lessonId)) < mostCorrections) return
  const why = 'it was corrected twice'
  await tx.vouchers.end(lessonId, why)
  await tx.audit.add({ actor: 'system', action: 'voucher ended', subject: lessonId, data: { why, by: voucher.name } })
  const words = (await tx.lessons.get(lessonId))?.reply
  await tellEverybody(
    desk,
    noticeCard(`An answer that ${voucher.name} vouched for is no longer sent alone: ${why}.`, {
      ...(words === undefined ? {} : { body: words }),
      link: { label: 'See the lessons', url: `${house.publicUrl}/admin/lessons` },
    }),
  )
}

/** The owner's word that exactly this answer may be sent without proof, or the end of it. */
export async function vouch(house: House, by: By, lessonId: string, stands: boolean): Promise<void> {
  const { agent } = await house.learners.current(by.businessId)
  const { id: teammateId, name } = by.teammate
  await house.store.of(by.businessId).write(async (tx) => {
    const lesson = await tx.lessons.get(lessonId)
    if (lesson === undefined) throw new Refused(404, 'This lesson does not exist.')
    const isOver = stands ? undefined : await tx.vouchers.end(lessonId, `ended by ${name}`)
    if (isOver === false) throw new Refused(409, 'Nobody vouches for this answer.')
    if (stands) {
      if (lesson.standing !== 'current')
        throw new Refused(409, 'This answer was corrected, or staff have never sent it.')
      if (lesson.slots.length > 0)
        throw new Refused(
          409,
          'Its words change with the customer: only an answer that is the same for everybody can be vouched for.',
        )
      await tx.controls.lock(agent.id, lesson.topicId)
      if ((await tx.vouchers.of(lessonId)) !== undefined) await tx.vouchers.end(lessonId, `vouched for anew by ${name}`)
      await tx.vouchers.add({ agentId: agent.id, lessonId, digest: digestOf(lesson.reply), teammateId, name })
    }
    const data = { words: digestOf(lesson.reply).slice(0, 16) }
    await tx.audit.add({
      actor: teammateId,
      action: stands ? 'answer vouched for' : 'voucher ended',
      subject: lessonId,
      data,
    })
  })
  house.live.publish(by.businessId, { type: 'lesson', id: lessonId, version: house.now().getTime() })
}
