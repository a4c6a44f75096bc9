import { makeAddressToken } from '../accounts/address-token.ts'
import { atDesk } from '../answering/desk.ts'
import { tryAgain } from '../answering/holds.ts'
import { mailboxesOf } from '../answering/mailbox.ts'
import type { Integration } from '../domain/business.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { ShownIntegration } from '../views.ts'
import { withHealth } from './health.ts'

/** Connected accounts, without their credentials. */
export async function listIntegrations(
  house: Pick<House, 'messenger' | 'store' | 'keys' | 'now'>,
  businessId: string,
): Promise<ShownIntegration[]> {
  const mailboxes = mailboxesOf(await house.messenger.mailIdentity(businessId))
  return (await withHealth(house, businessId)).map(({ integration, health }) => {
    const shown = { ...bare(integration), health }
    const mailbox = shown.connector === 'email' ? mailboxes.find(({ account }) => account === shown.account) : undefined
    if (mailbox === undefined) return { ...shown, learnAddress: null }
    const token = makeAddressToken(house.keys.mac, { kind: 'l', id: shown.id, version: 0 })
    return { ...shown, learnAddress: `learn+${token}@${mailbox.inboundDomain}` }
  })
}

/** *Try again*: somebody did what was asked for, and does not wait until we find out. */
export async function tryIntegration(house: House, businessId: string, id: string): Promise<void> {
  const known = await house.store.of(businessId).integrations.get(id)
  if (known === undefined || known.status === 'removed') throw new Refused(404, 'This integration does not exist.')
  await atDesk(house, businessId, async (desk) => {
    await tryAgain(desk, known.connector, known.account)
    desk.tell('integration', id)
  })
}

/** Somebody did what a mail system asked for: its code and link are shown no more. */
export async function dismissConfirmation(house: House, businessId: string, id: string, by: string): Promise<void> {
  const scope = house.store.of(businessId)
  if ((await scope.integrations.get(id)) === undefined) throw new Refused(404, 'This integration does not exist.')
  await scope.write(async (tx) => {
    await tx.integrations.update(id, { confirmation: null })
    await tx.audit.add({ actor: by, action: 'forwarding confirmed', subject: id })
  })
  house.live.publish(businessId, { type: 'integration', id, version: house.now().getTime() })
}

/** Connects an account, or renews the credentials of one that is connected already. */
export async function addIntegration(
  house: House,
  businessId: string,
  input: { connector: string; account: string; label: string; settings: Record<string, unknown> },
  by: string,
): Promise<Omit<Integration, 'settings'>> {
  const other = await house.store.system.integrationByAccount(input.connector, input.account)
  if (other !== undefined && other.businessId !== businessId) {
    throw new Refused(409, 'This account is connected to another business already.')
  }
  const scope = house.store.of(businessId)
  const { id: agentId } = await scope.agent()
  const integration = await atDesk(house, businessId, async (desk) => {
    const { tx } = desk
    const known = (await tx.integrations.list()).find(
      (one) => one.connector === input.connector && one.account === input.account,
    )
    if (known !== undefined) {
      await tx.integrations.update(known.id, {
        settings: input.settings,
        label: input.label,
        status: 'connected',
        lastError: null,
      })
    }
    const made = known ?? (await tx.integrations.add({ agentId, ...input }))
    await tx.audit.add({
      actor: by,
      action: 'integration connected',
      subject: made.id,
      data: { connector: input.connector },
    })
    await tryAgain(desk, input.connector, input.account)
    desk.tell('integration', made.id)
    return made
  })
  return bare(integration)
}

/** Disconnects: its credentials are dropped at once. */
export async function removeIntegration(house: House, businessId: string, id: string, by: string): Promise<void> {
  const scope = house.store.of(businessId)
  const known = await scope.integrations.get(id)
  if (known === undefined) throw new Refused(404, 'This integration does not exist.')
  await atDesk(house, businessId, async (desk) => {
    await desk.tx.integrations.update(id, { status: 'removed', settings: {} })
    await desk.tx.audit.add({ actor: by, action: 'integration removed', subject: id })
    // What waited for it is told of as not delivered.
    await tryAgain(desk, known.connector, known.account)
    desk.tell('integration', id)
  })
}

function bare({ settings: _, ...integration }: Integration): Omit<Integration, 'settings'> {
  return integration
}
