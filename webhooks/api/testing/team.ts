import type { StaffChannel, Teammate } from '#core/domain/business.ts'
import type { Core } from '#core/door.ts'
import { Refused } from '#core/errors.ts'
import type { HandleOffer } from '#core/views.ts'
import { lessonOf } from './sample.ts'

/** Teammates and the audit of the small core in memory. */
export function fakeTeam(teammates: Teammate[]): Pick<Core, 'teammates' | 'audit' | 'find' | 'channels' | 'tests'> {
  const found = (id: string) => {
    const teammate = teammates.find((one) => one.id === id)
    if (!teammate) throw new Refused(404, 'This teammate does not exist.')
    return teammate
  }
  const change = (id: string, patch: Partial<Teammate>) => {
    const changed = { ...found(id), ...patch }
    teammates[teammates.indexOf(found(id))] = changed
    return changed
  }
  const channel: StaffChannel = {
    ...{ id: 'channel-1', connector: 'slack', account: 'T1', channel: 'C1', name: 'returns' },
    ...{ purpose: 'nothing', value: null, createdAt: '2026-11-20T08:00:00.000Z' },
  }
  const offer: HandleOffer = { handle: { kind: 'slack', value: 'T1/U7' }, name: 'jonas' }
  return {
    teammates: {
      taught: async () => ({ lessons: 34, underName: 12 }),
      unlearn: async () => ({ lessons: 34, underName: 12 }),
      changeRole: async (_, id, role) => void change(id, { role }),
      remove: async (_, id) => void teammates.splice(teammates.indexOf(found(id)), 1),
      setPhone: async () => {},
      away: async (_, id, until) => change(id, { awayUntil: until === null ? null : '2026-11-30T08:00:00.000Z' }),
      unlink: async (_, id) => void found(id),
      readOffer: async () => offer,
      acceptOffer: async () => offer,
    },
    channels: {
      list: async (actor) => (actor.businessId === 'business-1' ? [channel] : []),
      save: async (_, __, { purpose, value = null }) => ({ ...channel, purpose, value }),
    },
    tests: { start: async () => ({ conversationId: 'conversation-1' }) },
    find: { search: async () => ({ lessons: [lessonOf('lesson-1')], conversations: [], people: [] }) },
    audit: {
      list: async (actor) =>
        actor.businessId !== 'business-1'
          ? []
          : [
              {
                ...{ id: 'audit-2', at: '2026-11-22T09:00:00.000Z', actor: 'teammate-1', action: 'teammate invited' },
                ...{ subject: 'teammate-2', data: {} },
              },
              {
                ...{ id: 'audit-1', at: '2026-11-01T08:00:00.000Z', actor: 'system', action: 'integration removed' },
                ...{ subject: 'integration-9', data: { connector: 'slack' } },
              },
            ],
    },
  }
}
