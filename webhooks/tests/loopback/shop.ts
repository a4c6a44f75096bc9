import { benId, discordSide } from './discord.ts'
import { type HubOptions, openHub } from './hub.ts'
import { sendGridSide } from './sendgrid.ts'
import { slackSide } from './slack.ts'
import { teamsSide } from './teams.ts'
import { twilioSide } from './twilio.ts'

export interface ShopOptions extends Pick<HubOptions, 'makeHouse'> {
  /** Mail goes through SendGrid on loopback; else it goes to a fake. */
  mail?: boolean
  /** Staff platforms that are connected from the start; Slack alone where none is named. */
  staff?: ('slack' | 'teams' | 'discord')[]
}

/**
 * A business over the real connectors: customers text by Twilio, staff work in Slack, Teams or Discord; by mail, too,
 * where it is real. All platforms are on loopback, spoken to by their SDKs; what they know can be changed, as when a token is revoked.
 */
export async function openShop({ makeHouse, mail = false, staff = ['slack'] }: ShopOptions = {}) {
  const [sms, slack, teams, discord, email] = await Promise.all([
    ...([twilioSide(), slackSide(), teamsSide(), discordSide(), sendGridSide()] as const),
  ])
  const sides = { sms, slack, teams, discord, email }
  const hub = await openHub({
    sides: [sms, slack, teams, discord, ...(mail ? [email] : [])],
    ...(makeHouse && { makeHouse }),
  })
  const { house } = hub
  const ben = await house.teammate('Ben')
  // Discord tells bots no address that would link him.
  const inDiscord = { kind: 'discord' as const, value: `${discord.account}/${benId}` }
  await house.scope.teammates.link(ben.teammate.id, inDiscord)
  for (const name of [...staff, 'sms' as const, ...(mail ? (['email'] as const) : [])]) await hub.connect(sides[name])
  return {
    ...{ ...hub, ben, account: sms.twilio, workspace: slack.workspace, tenant: teams.tenant, sendGrid: email.sendGrid },
    platforms: {
      ...{ sms: sms.platform, slack: slack.platform, teams: teams.platform },
      ...{ discord: discord.platform, email: email.platform },
    },
    ...sms.in(hub),
    ...slack.in(hub),
    ...email.in(hub),
    inTeams: teams.in(hub),
    inDiscord: discord.in(hub),
    /** Connects it anew, with what the platform takes by now. */
    connect: (connector: keyof typeof sides) => hub.connect(sides[connector]),
    /** How an account does, as the admin, the doctor and the CLI show it. */
    async health(connector: keyof typeof sides) {
      const all = await house.core.integrations.list(house.owner)
      return all.find((one) => one.connector === connector)!
    },
  }
}
