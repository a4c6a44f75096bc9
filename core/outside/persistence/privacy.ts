import type { Scope } from '#core/store/store.ts'
import type { Context } from './context.ts'
import { Person } from './entities/accounts.ts'
import { makePeople } from './people.ts'
import { blank, blankLessons } from './privacy-blank.ts'
import { dropTalk } from './privacy-talk.ts'
import { forgetTeammate } from './privacy-teammate.ts'
import { heldOf, tracesOf } from './privacy-traces.ts'
import { findOne } from './reading.ts'
import { date, isId } from './rows.ts'

export function makePrivacy(context: Context): Scope['privacy'] {
  const { businessId } = context
  return {
    async traces(personId) {
      const person = await makePeople(context).get(personId)
      return person && (await tracesOf(context, person))
    },

    held: (traces) => heldOf(context, traces),

    blank: (traces, how) => context.transaction(async (tx) => blank(tx, traces, await heldOf(tx, traces), how)),

    blankLessons: (lessonIds, at) => context.transaction((tx) => blankLessons(tx, lessonIds, at)),

    forgetTeammate: (teammate, how) => context.transaction((tx) => forgetTeammate(tx, teammate, how)),

    async bury(personId, { at, by, files }) {
      await context
        .em()
        .nativeUpdate(
          Person,
          { businessId, id: personId },
          { name: null, erasedAt: date(at), erasedBy: by, erasing: { files } },
        )
    },

    async owed(personId) {
      if (!isId(personId)) return undefined
      const where = { businessId, id: personId }
      return (await findOne(context.em(), Person, where))?.erasing?.files
    },

    dropTalk: (which) => context.transaction((tx) => dropTalk(tx, which)),

    async finish(personId) {
      await context.em().nativeUpdate(Person, { businessId, id: personId }, { erasing: null })
    },
  }
}
