import type { InboundEvent } from '#core/domain/event.ts'
import { type HouseOptions, makeTestHouse, type TestHouse } from '#core/testing/house.ts'
import { Killed, type Killer } from '#core/testing/killer.ts'
import type { Customer } from '#core/testing/people.ts'
import type { Staff } from '#core/testing/staff.ts'

/** A house whose process may die at any call, and platforms that deliver again what was not answered. */
export interface Stage {
  house: TestHouse
  ben: Staff
  customers: Customer[]
  /** Everything that the platforms delivered, in order. */
  delivered: InboundEvent[]
  /** Delivers until it is accepted; then the burst window passes. `undefined`: there was nothing to do. */
  happens(event: InboundEvent | undefined, waits?: boolean): Promise<void>
  /** Lets time pass, with whatever is due in it. */
  pass(ms: number): Promise<void>
  /** A second process sweeps until nothing is left. */
  end(): Promise<void>
}

/** Sets the stage; the killer, where there is one, comes in after the setting is done. */
export async function makeStage(
  options: HouseOptions,
  setting: (stage: Stage) => Promise<void>,
  killer?: Killer,
): Promise<Stage> {
  const house = await makeTestHouse(options)
  const surviving = async (work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work()
      return true
    } catch (error) {
      if (!(error instanceof Killed)) throw error
      house.restart(options.wrap)
      await house.recover()
      return false
    }
  }
  const stage: Stage = {
    house,
    ben: await house.teammate('Ben'),
    customers: [],
    delivered: [],
    async happens(event, waits = false) {
      if (event === undefined) return
      const { connector, account } = event.place
      stage.delivered.push(event)
      const deliver = () =>
        waits ? house.receiveAndWait(event) : house.core.inbound.keep(house.businessId, connector, account, [event])
      while (!(await surviving(deliver)));
      await stage.pass(1_500)
    },
    async pass(ms) {
      await surviving(() => house.pass(ms))
    },
    async end() {
      await stage.pass(10_000)
      await surviving(() => house.recover())
    },
  }
  await setting(stage)
  if (killer !== undefined) house.restart((ports) => killer.wrap({ ...ports, ...options.wrap?.(ports) }))
  return stage
}
