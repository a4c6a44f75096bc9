import { makeAddressToken } from '../accounts/address-token.ts'
import { mailboxesOf } from '../answering/mailbox.ts'
import type { Integration } from '../domain/business.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import type { ShownIntegration } from '../views.ts'

/** Connected accounts, without their credentials. */
export async function listIntegrations(house: House, businessId: string): Promise<ShownIntegration[]> {
  const mailboxes = mailboxesOf(await house.messenger.mailIdentity(businessId))
  const rows = await house.store.of(businessId).integrations.list()
  return rows.map((row) => {
    const mailbox = row.connector === 'email' ? mailboxes.find(({ account }) => account === row.account) : undefined
    if (mailbox === undefined) return { ...bare(row), learnAddress: null }
    const token = makeAddressToken(house.keys.mac, { kind: 'l', id: row.id, version: 0 })
    return { ...bare(row), learnAddress: `learn+${token}@${mailbox.inboundDomain}` }
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
  const integration = await scope.write(async (tx) => {
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
    return made
  })
  house.live.publish(businessId, { type: 'integration', id: integration.id, version: house.now().getTime() })
  return bare(integration)
}

/** Disconnects: its credentials are dropped at once. */
export async function removeIntegration(house: House, businessId: string, id: string, by: string): Promise<void> {
  const scope = house.store.of(businessId)
  if ((await scope.integrations.get(id)) === undefined) throw new Refused(404, 'This integration does not exist.')
  await scope.write(async (tx) => {
    await tx.integrations.update(id, { status: 'removed', settings: {} })
    await tx.audit.add({ actor: by, action: 'integration removed', subject: id })
  })
  house.live.publish(businessId, { type: 'integration', id, version: house.now().getTime() })
}

function bare({ settings: _, ...integration }: Integration): Omit<Integration, 'settings'> {
  return integration
}
