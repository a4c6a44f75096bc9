import { z } from 'zod'
import { sensitivePatterns } from '#core/understanding/lexicon.ts'
import { route } from './route.ts'
import { settings } from './schemas/accounts.ts'
import { channel } from './schemas/shared.ts'
import { deskSettings } from './settings-schema.ts'

/** Subjects that only a person answers until the owner opts in by name. */
const subjects = Object.keys(sensitivePatterns)

const share = z.number().gt(0).lt(1)

export const settingsRoutes = [
  route({
    method: 'GET',
    path: '/api/settings',
    summary: "The business's settings.",
    who: 'teammate',
    reply: settings,
    handle: ({ core }, actor) => core.accounts.settings(actor),
  }),
  route({
    method: 'PUT',
    path: '/api/settings',
    summary: 'Changes the settings that are named; the others stay.',
    who: 'owner',
    body: z.object({
      zone: z.string().refine(isZone, 'not an IANA time zone, such as Europe/Berlin').exactOptional(),
      sendRule: z.enum(['confirm', 'send', 'notes']).exactOptional(),
      askMinutes: z.number().min(1).max(1440).exactOptional(),
      undoMs: z.partialRecord(channel, z.number().int().min(0).max(600_000)).exactOptional(),
      takeOverHours: z.number().min(0.25).max(168).exactOptional(),
      eps: share.exactOptional(),
      alpha: share.exactOptional(),
      showFrom: z.number().min(0).max(1).exactOptional(),
      sendFrom: z.number().min(0).max(1).exactOptional(),
      allowedSubjects: z
        .array(z.string().refine((one) => subjects.includes(one), `one of ${subjects.join(', ')}`))
        .max(subjects.length)
        .exactOptional(),
      auditTime: z.enum(['before', 'after']).exactOptional(),
      promoteAlone: z.boolean().exactOptional(),
      disclosure: z.string().trim().max(500).nullable().exactOptional(),
      language: deskSettings.language.exactOptional(),
      quietDays: deskSettings.quietDays.exactOptional(),
      newAfterDays: deskSettings.newAfterDays.exactOptional(),
      hours: deskSettings.hours.exactOptional(),
      quietHours: deskSettings.quietHours.exactOptional(),
      answerHours: deskSettings.answerHours.exactOptional(),
      holidays: deskSettings.holidays.exactOptional(),
      targets: deskSettings.targets.exactOptional(),
      threadQuietHours: deskSettings.threadQuietHours.exactOptional(),
      acknowledge: deskSettings.acknowledge.exactOptional(),
      sayHours: deskSettings.sayHours.exactOptional(),
      handOverTo: deskSettings.handOverTo.exactOptional(),
      urgentTopics: deskSettings.urgentTopics.exactOptional(),
      signature: deskSettings.signature.exactOptional(),
      brand: deskSettings.brand.exactOptional(),
      trackOpens: deskSettings.trackOpens.exactOptional(),
      noteDays: deskSettings.noteDays.exactOptional(),
      digestHour: deskSettings.digestHour.exactOptional(),
    }),
    reply: settings,
    handle: ({ core }, actor, { body }) => core.accounts.saveSettings(actor, body),
  }),
]

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
