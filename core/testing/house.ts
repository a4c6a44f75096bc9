import { randomInt, randomUUID } from 'node:crypto'
import { makeCore } from '#core/core.ts'
import type { BusinessSettings, Teammate } from '#core/domain/business.ts'
import { defaultSettings } from '#core/domain/business.ts'
import type { Actor, Core } from '#core/door.ts'
import { localEmbedder } from '#core/outside/language/local.ts'
import { makeSeal } from '#core/outside/seal.ts'
import type { Ports } from '#core/ports.ts'
import type { Store } from '#core/store/store.ts'
import { sketch, sketchName } from '#core/understanding/sketch.ts'
import { makeFakeClock } from './fake-clock.ts'
import { type FakeJobs, type Fate, makeFakeJobs } from './fake-jobs.ts'
import { makeFakePlatforms } from './fake-messenger.ts'
import { makeFakeFiles, makeFakeLive, makeFakeLog } from './fakes.ts'
import type { Ground } from './ground.ts'
import { type MemoryStore, makeMemoryStore } from './memory-store.ts'
import { type Customer, type MailCustomer, makeCustomers } from './people.ts'
import { makeStaff, type Staff } from './staff.ts'

/** The whole product on fakes: one business, its people, its platforms, and a clock that stands still. */
export interface TestHouse extends Ground {
  core: Core
  jobs: FakeJobs
  /** The rows in memory; empty where the house stands on another store. */
  store: MemoryStore
  ports: Ports & { publicUrl: string }
  owner: Actor
  log: ReturnType<typeof makeFakeLog>
  /** Lets time pass until nothing waits any more. */
  settle(): Promise<void>
  /** A new process on the same data: nothing is left in memory, and nothing in the queue. */
  restart(wrap?: (ports: Ports) => Ports): void
  /** What a restart brings back: sweeps until nothing is left to do. */
  recover(): Promise<void>
  customer(name: string): Customer
  mailCustomer(address: string, name?: string): MailCustomer
  /** Somebody who texts. */
  texter(number: string, channel?: 'sms' | 'whatsapp'): Customer
  teammate(name: string): Promise<Staff>
}

export interface HouseOptions {
  slack?: boolean
  mail?: boolean
  settings?: Partial<BusinessSettings>
  fate?: () => Fate
  /** Stands on this store instead of one in memory (core/testing/database-house.ts). */
  openStore?: (now: () => Date) => Store
  wrap?: (ports: Ports) => Ports
}

const keys = makeSeal(Buffer.alloc(32, 7).toString('base64'))

/** Builds the house; without options customers chat and staff have the admin only. */
export async function makeTestHouse(options: HouseOptions = {}): Promise<TestHouse> {
  const clock = makeFakeClock()
  const jobs = makeFakeJobs(clock, options.fate)
  const platforms = makeFakePlatforms(clock, { slack: options.slack ?? false, mail: options.mail ?? false })
  const memory = makeMemoryStore(clock.now)
  const store = options.openStore?.(clock.now) ?? memory
  const log = makeFakeLog()
  const ports = {
    ...{ store, jobs, log, keys, now: clock.now, messenger: platforms.messenger },
    live: makeFakeLive(),
    files: makeFakeFiles(),
    embedder: localEmbedder(sketch, sketchName),
    publicUrl: 'https://lummy.example',
  }
  const made = await store.system.createBusiness({
    email: options.openStore === undefined ? 'olga@shop.example' : `olga-${randomUUID()}@shop.example`,
    passwordHash: '',
    companyName: 'Shop',
    industry: 'retail',
    settings: { ...defaultSettings, ...options.settings },
    ownerName: 'Olga Owner',
    agentName: 'Lummy',
    confirmedAt: clock.now().toISOString(),
  })
  const { businessId } = made
  // Houses that share a database share the names of their customers' messages.
  let count = options.openStore === undefined ? 0 : randomInt(10 ** 6) * 1_000
  const house: TestHouse = {
    ...{ clock, jobs, platforms, store: memory, ports, businessId, log },
    scope: store.of(businessId),
    core: makeCore({ ...ports, ...options.wrap?.(ports) }),
    owner: { businessId, teammateId: made.teammateId, role: 'owner' },
    next: () => ++count,

    async receive(...events) {
      for (const event of events) {
        await house.core.inbound.keep(businessId, event.place.connector, event.place.account, [event])
      }
      await jobs.runFor(house.core.work, 1_500)
    },
    receiveAndWait: (event) =>
      house.core.inbound.keepAndHandle(businessId, event.place.connector, event.place.account, event),
    pass: (ms) => jobs.runFor(house.core.work, ms),
    settle: () => jobs.runUntilIdle(house.core.work),

    restart(wrap) {
      jobs.forget()
      house.core = makeCore({ ...ports, ...wrap?.(ports) })
    },
    async recover() {
      // Past a lease, past the longest call, past the question's ten minutes and a failed turn's longest wait.
      for (const ms of [31_000, 31_000, 31_000, 5 * 60_000, 5 * 60_000]) {
        await house.pass(ms)
        await house.core.work.sweep()
      }
      await house.pass(60_000)
    },

    ...makeCustomers(() => house),
    teammate: (name) => addTeammate(house, name),
  }
  return house
}

async function addTeammate(house: TestHouse, name: string): Promise<Staff> {
  const email = `${name.toLowerCase()}@shop.example`
  const { teammates } = house.scope
  const teammate: Teammate = await teammates.create({
    ...{ email, name, role: 'teammate', passwordHash: null },
    confirmedAt: house.clock.now().toISOString(),
  })
  const handle = { kind: 'slack' as const, value: `T1/U${teammate.id.slice(-4)}` }
  house.platforms.profiles.set(handle.value, { email, name, isOutsider: false, isMachine: false })
  return makeStaff(house, teammate, handle)
}
