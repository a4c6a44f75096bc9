import type { By } from '../answering/by.ts'
import { Refused } from '../errors.ts'
import type { House } from '../house.ts'
import { actorOf } from './actor-of.ts'
import { inviteTeammate } from './invite.ts'
import { teammateNamed } from './named.ts'
import { changeRole } from './teammates.ts'

/** "invite ana@shop.example Ana Lind": the link is told to whoever asked, who gives it on. Owners only. */
export async function inviteHere(house: House, by: By, words: string): Promise<{ say: string }> {
  const [email = '', ...name] = words.trim().split(/\s+/)
  if (!/^[^\s@]{1,64}@[^\s@]{1,189}$/.test(email))
    throw new Refused(422, 'Whom? For example: invite ana@shop.example Ana Lind.')
  const { teammate, link } = await inviteTeammate(house, actorOf(by), { email, name: name.join(' ') })
  return { say: `${teammate.name} is invited. Give them this link, good once and for a week: ${link}` }
}

/** "role ana owner": makes somebody an owner or a teammate. Owners only. */
export async function changeRoleHere(house: House, by: By, words: string): Promise<{ say: string }> {
  const [, whom = '', role] = /^(.*\S)\s+(owner|teammate)$/i.exec(words.trim()) ?? []
  const wanted = role?.toLowerCase()
  if (wanted !== 'owner' && wanted !== 'teammate')
    throw new Refused(422, 'Who is to be what? For example: role ana owner, or role ana teammate.')
  const { id, name } = teammateNamed(await house.store.of(by.businessId).teammates.list(), whom)
  await changeRole(house, actorOf(by), id, wanted)
  return { say: wanted === 'owner' ? `${name} is an owner now.` : `${name} is a teammate now, and no owner.` }
}
