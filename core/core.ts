import { makeAccounts } from './accounts/accounts.ts'
import { setAway } from './accounts/away.ts'
import { acceptOffer, readOffer } from './accounts/handles.ts'
import { ownerOnly } from './accounts/owner-only.ts'
import { setPhone } from './accounts/phone.ts'
import { saveSettings } from './accounts/settings.ts'
import { changeRole, removeTeammate, unlinkHandle } from './accounts/teammates.ts'
import { act } from './answering/act.ts'
import { reply } from './answering/conversations.ts'
import { deliver } from './answering/deliver.ts'
import { makeDigest } from './answering/digest.ts'
import { approve, type By, edit, reject } from './answering/drafts.ts'
import { closeEditor, openEditor } from './answering/editing.ts'
import { openFile, uploadedFiles, uploadFile } from './answering/files.ts'
import { find } from './answering/find.ts'
import { followUp } from './answering/follow-up.ts'
import { notSpam, setKind } from './answering/kind.ts'
import { merge, split, unmerge } from './answering/merge.ts'
import { writeNote } from './answering/note.ts'
import { otherChannel } from './answering/other-channel.ts'
import { itArrived, sendAgain, sendNow, undo } from './answering/outbox.ts'
import { withdrawOutdated } from './answering/outdated.ts'
import type { Sending } from './answering/sending.ts'
import { makeSentences, type Sentences } from './answering/sentences.ts'
import { setLead } from './answering/set-lead.ts'
import { useHere } from './answering/use-here.ts'
import { conversationView } from './answering/view.ts'
import { troubled, waitingFor } from './answering/waiting.ts'
import { keepWritten, sendWritten } from './answering/written.ts'
import type { Outcome } from './domain/event.ts'
import { largestFilesBytes } from './domain/file-type.ts'
import { openKinds } from './domain/kind.ts'
import { laneOf } from './domain/place.ts'
import type { Actor, Core } from './door.ts'
import { Refused } from './errors.ts'
import { makeHomes } from './home/homes.ts'
import type { House } from './house.ts'
import { makeWhoIsWho } from './identity/people.ts'
import { awaitedKey, makeAwaited } from './intake/awaited.ts'
import { inboxId, keep } from './intake/keep.ts'
import { makeLanes } from './intake/lanes.ts'
import { sweep } from './intake/sweep.ts'
import { startTest } from './intake/test-conversation.ts'
import { isUnsubscribeLink, unsubscribe } from './intake/unsubscribe.ts'
import { setPurpose } from './integrations/channels.ts'
import {
  addIntegration,
  dismissConfirmation,
  listIntegrations,
  removeIntegration,
  tryIntegration,
} from './integrations/integrations.ts'
import { decideConflict, listConflicts } from './learning/conflicts.ts'
import { makeDemo } from './learning/demo.ts'
import { forget } from './learning/forget.ts'
import { undoImport } from './learning/import/undo.ts'
import { keepTrue } from './learning/keep-true.ts'
import { type Learners, makeLearners } from './learning/learners.ts'
import { makeLearning } from './learning/learning.ts'
import { withMoves } from './learning/move-lesson.ts'
import { refreshStage } from './learning/progress.ts'
import { promote } from './learning/switch.ts'
import { tellThem } from './learning/tell.ts'
import { whoWasTold } from './learning/told.ts'
import type { Ports } from './ports.ts'
import { makePeople } from './privacy/people.ts'
import { makeRetention } from './privacy/retention.ts'
import { taughtBy, unlearnTeammate } from './privacy/teammate.ts'

/** How long an event that a person waits on may take before they are told that it is being worked on. */
const answerWithinMs = 2_500

/** Makes the product from its ports: the only door for hub and CLI. */
export function makeCore(ports: Ports & { publicUrl: string; learners?: Learners; sentences?: Sentences }): Core {
  const learners = ports.learners ?? makeLearners(ports)
  const parts = { ...ports, learners, sentences: ports.sentences ?? makeSentences() }
  const house: House = { ...parts, homes: makeHomes(parts), awaited: makeAwaited() }
  const lanes = makeLanes(house)
  const { store } = ports
  const accounts = makeAccounts(house)
  const demo = makeDemo(house, accounts)
  const tellDigest = makeDigest(house)
  const dropOldTalk = makeRetention(house)

  const scopeOf = (actor: Actor) => store.of(actor.businessId)
  const uploadsOf = ({ businessId, teammateId }: Actor, { files }: Sending = {}) =>
    files === undefined ? {} : { attachments: uploadedFiles(house, { businessId, owner: teammateId }, files) }
  async function owner(actor: Actor): Promise<By> {
    ownerOnly(actor)
    return by(actor)
  }

  async function by(actor: Actor): Promise<By> {
    const teammate = await scopeOf(actor).teammates.get(actor.teammateId)
    if (teammate === undefined || teammate.removedAt) throw new Refused(401, 'Please sign in.')
    return { businessId: actor.businessId, teammate }
  }

  return {
    inbound: {
      keep: (businessId, connector, account, events) => keep(house, businessId, connector, account, events),
      async keepAndHandle(businessId, connector, account, event, withinMs = answerWithinMs): Promise<Outcome> {
        const lane = laneOf(event.place)
        const awaited = house.awaited.begin(awaitedKey(businessId, inboxId(event)))
        let timer: NodeJS.Timeout | undefined
        try {
          await keep({ ...house, jobs: { ...house.jobs, wakeLane: async () => {} } }, businessId, connector, account, [
            event,
          ])
          const late = new Promise<undefined>((resolve) => {
            timer = setTimeout(() => resolve(undefined), withinMs)
          })
          // Where another worker of this process holds the lane, it handles this, too, and what became of it is told all the same.
          const isHeldHere = lanes.isBusy(businessId, lane)
          const handled = lanes.handle(businessId, lane).then((outcomes) => {
            if (outcomes.size === 0) house.jobs.wakeLane(businessId, lane, 0).catch(() => {})
            return outcomes.size === 0 && isHeldHere ? awaited.outcome : outcomes.get(inboxId(event))
          })
          const outcome = await Promise.race([awaited.outcome, handled, late])
          if (outcome !== undefined) return outcome
          // It takes long, or another process holds the lane: it is stored, and a job sees to it.
          awaited.end()
          await house.jobs.wakeLane(businessId, lane, 0)
          return { kind: 'working' }
        } finally {
          clearTimeout(timer)
          awaited.end()
        }
      },
    },

    unsubscribe: {
      press: (token) => unsubscribe(house, token),
      isOurs: (token) => isUnsubscribeLink(house, token),
    },

    work: {
      handleLane: async (businessId, lane) => void (await lanes.handle(businessId, lane)),
      finish: lanes.finish,
      deliver: (businessId, outboxId) => deliver(house, businessId, outboxId),
      sweep: () =>
        sweep(house, async () => {
          await tellDigest()
          await dropOldTalk()
        }),
      runImport: (businessId, importId) => demo.run(businessId, importId),
      refit: (businessId, agentId) => house.learners.refit(businessId, agentId),
      async project(businessId, agentId) {
        await house.learners.current(businessId, agentId)
        await keepTrue(house, businessId, agentId)
        await withdrawOutdated(house, businessId)
        await promote(house, businessId, agentId)
        await refreshStage(house, businessId, agentId)
        house.live.publish(businessId, { type: 'agent', id: agentId, version: house.now().getTime() })
      },
    },

    accounts: {
      ...accounts,
      saveSettings: (actor, change) => saveSettings(house, actor, change),
    },

    teammates: {
      changeRole: (actor, id, role) => changeRole(house, actor, id, role),
      remove: (actor, id) => removeTeammate(house, actor, id),
      taught: (actor, id) => taughtBy(house, actor, id),
      unlearn: (actor, id) => unlearnTeammate(house, actor, id),
      away: (actor, id, until) => setAway(house, actor, id, until),
      unlink: (actor, id, handle) => unlinkHandle(house, actor, id, handle),
      setPhone: (actor, id, number) => setPhone(house, actor, id, number),
      readOffer: (actor, token) => readOffer(house, actor, token),
      acceptOffer: (actor, token) => acceptOffer(house, actor, token),
    },

    channels: {
      list: (actor) => scopeOf(actor).staffChannels.list(),
      async save(actor, id, { purpose, value = null }) {
        ownerOnly(actor)
        return setPurpose(house, await by(actor), id, purpose, value)
      },
    },
    tests: {
      async start(actor) {
        const place = await startTest(house, actor.businessId)
        await lanes.handle(actor.businessId, laneOf(place))
        const found = await scopeOf(actor).conversations.byPlace(place)
        if (found === undefined) throw new Refused(409, 'The test is on its way: it appears among the conversations.')
        return { conversationId: found.conversation.id }
      },
    },
    find: { search: (actor, words) => find(house, actor.businessId, words) },
    audit: { list: (actor, { limit = 50, ...filter }) => scopeOf(actor).audit.list(Math.min(limit, 200), filter) },

    conversations: {
      list: (actor, { limit = 50, ...filter }) =>
        scopeOf(actor).conversations.list({
          ...(filter.search === undefined ? { kinds: openKinds } : {}),
          ...filter,
          limit: Math.min(limit, 200),
        }),
      get: (actor, id) => conversationView(house, actor.businessId, id),
      reply: async (actor, id, input) => reply(house, await by(actor), id, { ...input, ...uploadsOf(actor, input) }),
      followUp: async (actor, id, choice) => followUp(house, await by(actor), id, choice),
      act: async (actor, id, action, choice, seen) => act(house, await by(actor), id, action, choice, seen),
      setLead: async (actor, id, slot, value) => setLead(house, await by(actor), id, slot, value),
      setKind: async (actor, id, kind) => setKind(house, await by(actor), id, kind),
      note: async (actor, id, text) => writeNote(house, await by(actor), id, text),
      notSpam: async (actor, id) => notSpam(house, await by(actor), id),
      merge: async (actor, id, into, options) => merge(house, await by(actor), id, into, options),
      unmerge: async (actor, id) => unmerge(house, await by(actor), id),
      split: async (actor, id, fromMessageId) => split(house, await by(actor), id, fromMessageId),
    },

    people: { ...makePeople(house), ...makeWhoIsWho(house) },

    files: {
      upload: ({ businessId, teammateId }, file) =>
        uploadFile(house, { businessId, owner: teammateId, mostBytes: largestFilesBytes, ...file }),
      open: (token) => openFile(house, token),
    },

    drafts: {
      approve: async (actor, id, version, how) =>
        approve(house, await by(actor), id, version, { ...how, ...uploadsOf(actor, how) }),
      edit: async (actor, id, version, text, how) =>
        edit(house, await by(actor), id, version, text, { ...how, ...uploadsOf(actor, how) }),
      editing: async (actor, id, isOpen) => {
        if (!isOpen) await closeEditor(house, await by(actor), id)
        return isOpen ? (await openEditor(house, await by(actor), id)).editingUntil : null
      },
      useHere: async (actor, id, choice) => useHere(house, await by(actor), id, choice),
      reject: async (actor, id, why) => reject(house, await by(actor), id, why),
    },

    outbox: {
      undo: async (actor, id) => undo(house, await by(actor), id),
      sendNow: async (actor, id) => sendNow(house, await by(actor), id),
      sendAgain: async (actor, id) => sendAgain(house, await by(actor), id),
      itArrived: async (actor, id) => itArrived(house, await by(actor), id),
      otherChannel: async (actor, id, key) => otherChannel(house, await by(actor), id, key),
      troubled: (actor) => troubled(scopeOf(actor)),
    },

    waiting: { list: (actor) => waitingFor(house, actor) },

    written: {
      send: async (actor, id, how) => sendWritten(house, await by(actor), id, how),
      keep: async (actor, id) => keepWritten(house, await by(actor), id),
    },

    lessons: {
      async list(actor, { limit = 50, ...filter }) {
        const found = await scopeOf(actor).lessons.list({ ...filter, limit: Math.min(limit, 200) })
        return withMoves(house, actor.businessId, found)
      },
      async get(actor, id) {
        const lesson = await scopeOf(actor).lessons.get(id)
        if (lesson === undefined) throw new Refused(404, 'This lesson does not exist.')
        return (await withMoves(house, actor.businessId, [lesson]))[0]!
      },
      told: (actor, id, days) => whoWasTold(house, actor.businessId, id, days),
      tell: async (actor, id, days) => tellThem(house, await by(actor), id, days),
      forget: (actor, id) => forget(house, actor.businessId, id, actor.teammateId),
    },

    conflicts: {
      list: (actor, filter) => listConflicts(house, actor.businessId, filter),
      decide: async (actor, id, decision) => decideConflict(house, await by(actor), id, decision),
    },

    learning: makeLearning(house, { by, owner }),

    integrations: {
      list: (actor) => listIntegrations(house, actor.businessId),
      async tryAgain(actor, id) {
        ownerOnly(actor)
        await tryIntegration(house, actor.businessId, id)
      },
      async dismissConfirmation(actor, id) {
        ownerOnly(actor)
        await dismissConfirmation(house, actor.businessId, id, actor.teammateId)
      },
      async add(actor, input) {
        ownerOnly(actor)
        return addIntegration(house, actor.businessId, input, actor.teammateId)
      },
      async remove(actor, id) {
        ownerOnly(actor)
        await removeIntegration(house, actor.businessId, id, actor.teammateId)
      },
    },

    imports: {
      list: (actor) => scopeOf(actor).imports.list(),
      async undo(actor, id) {
        ownerOnly(actor)
        return undoImport(house, actor.businessId, id, actor.teammateId)
      },
      startDemo: (actor) => demo.start(actor),
      removeDemo: (actor) => demo.remove(actor),
    },
  }
}
