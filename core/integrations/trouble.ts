import { noticeCard } from '../answering/cards.ts'
import type { Desk } from '../answering/desk.ts'
import { addStaffRow, tellTeammate } from '../answering/show.ts'
import type { Integration } from '../domain/business.ts'

/** Keeps what stands in the way of a connected account; where a person has to mend it, the owners are told once. */
export async function noteTrouble(
  desk: Desk,
  { connector, account }: Pick<Integration, 'connector' | 'account'>,
  sentence: string,
  isForPeople: boolean,
): Promise<void> {
  const { tx } = desk
  const known = (await tx.integrations.list()).find((one) => one.connector === connector && one.account === account)
  if (known === undefined || (known.lastError === sentence && (known.status === 'failing' || !isForPeople))) return
  await tx.integrations.note(connector, account, {
    lastError: sentence,
    ...(isForPeople ? { status: 'failing' as const } : {}),
  })
  desk.tell('integration', known.id)
  if (isForPeople && known.status !== 'failing')
    await tellOwners(
      desk,
      known,
      `${known.label} cannot be written to`,
      `${sentence} What is to be sent there waits, and goes out by itself once that is done.`,
    )
}

/** A sentence to the owners about an account, wherever else than there they can be told. */
export async function tellOwners(
  desk: Desk,
  about: Pick<Integration, 'connector' | 'account'>,
  title: string,
  body: string,
): Promise<void> {
  const { surfaces, tx, house } = desk
  const isThere = (place: { account: string; connector?: string }) =>
    place.account === about.account && (place.connector ?? 'email') === about.connector
  const link = { label: 'Open Integrations', url: `${house.publicUrl}/admin/integrations` }
  const roots = surfaces.roots.filter((root) => !isThere(root))
  for (const root of roots)
    await addStaffRow(desk, null, root, { kind: 'card', card: noticeCard(title, { body, link }) })
  const { mail } = surfaces
  if (roots.length > 0 || mail === undefined || isThere(mail)) return
  for (const { email, role, confirmedAt } of await tx.teammates.list()) {
    if (role !== 'owner' || confirmedAt === null) continue
    const place = { connector: 'email', account: mail.account, thread: email, private: true }
    await tellTeammate(desk, null, place, { kind: 'email', value: email }, title, { body, link })
  }
}
