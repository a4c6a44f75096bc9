import type { Scope } from '#core/store/store.ts'
import { compare, type Tenant } from './world.ts'

/** Copies of mail from a team's own mailbox. */
export function makeShadowMails(tenant: () => Tenant): Scope['shadowMails'] {
  return {
    async add(mail) {
      const { shadowMails } = tenant()
      if (shadowMails.get(mail.messageId) !== undefined) return false
      shadowMails.set(mail.messageId, mail)
      return true
    },
    byMessageIds: async (ids) => tenant().shadowMails.filter((mail) => ids.includes(mail.messageId)),
    async answersTo(messageId) {
      return tenant()
        .shadowMails.filter(
          (mail) => mail.teammateId !== null && mail.lessonId === null && mail.references.includes(messageId),
        )
        .sort((a, b) => compare(a.at, b.at) || compare(a.messageId, b.messageId))
    },
    async setLesson(messageId, lessonId) {
      const mail = tenant().shadowMails.get(messageId)
      if (mail !== undefined) tenant().shadowMails.set(messageId, { ...mail, lessonId })
    },
    async prune(before) {
      for (const mail of tenant().shadowMails.filter(({ at }) => at < before)) {
        tenant().shadowMails.delete(mail.messageId)
      }
    },
  }
}
