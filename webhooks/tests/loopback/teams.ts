import { onTestFinished } from 'vitest'
import { openTeams, type TeamsPosted, teamsCard, teamsMessages, teamsTenant } from '../platforms/teams-platform.ts'
import { type TeamsDialog, type TeamsRequest, teamsRequests } from '../platforms/teams-requests.ts'
import { type Hub, publicUrl } from './hub.ts'

/** Teams on loopback: staff work in a channel of it. */
export async function teamsSide() {
  const tenant = teamsTenant()
  const platform = await openTeams(tenant)
  onTestFinished(() => platform.close())
  const serviceUrl = `${platform.url}/teams/`
  return {
    ...{ connector: 'teams', account: tenant.id, platform },
    environment: {
      ...{ TEAMS_OPENID_METADATA_URL: `${platform.url}/openid`, TEAMS_LOGIN_URL: `${platform.url}/login/` },
      TEAMS_SERVICE_URL: serviceUrl,
    },
    settings() {
      const { id: tenantId, appId, appSecret, channel } = tenant
      return { appId, appSecret, channel, tenantId }
    },
    tenant,

    in(hub: Hub) {
      const says = teamsRequests(tenant, serviceUrl, hub.house.clock.now)
      const person = (name: string) => tenant.people.find((one) => one.name === name)!.id
      const messages = async () => teamsMessages(await platform.accepted())

      /** Teams' request to the address that many tenants share; what it was answered with. */
      async function post(request: TeamsRequest | Promise<TeamsRequest>, url = `${publicUrl}/webhooks/teams`) {
        const reply = await hub.post(url, await request)
        const text = await reply.text()
        return { status: reply.status, body: text.startsWith('{') ? JSON.parse(text) : text }
      }

      /** The newest message with this button. */
      async function showing(label: string): Promise<TeamsPosted> {
        const found = (await messages()).findLast((one) =>
          teamsCard(one)?.actions?.some(({ title }) => title === label),
        )
        if (found === undefined) throw new Error(`nothing in Teams has a button “${label}”`)
        return found
      }

      return {
        ...{ says, person, messages, post, showing },
        /** A universal action, and the seconds after it. */
        async presses(label: string, who: string) {
          const answered = await post(says.press(await showing(label), label, person(who)))
          await hub.house.pass(1_000)
          return answered
        },
        /** Opens a dialog with a button and submits it. */
        async fills(label: string, inputs: Record<string, string>, who: string) {
          const message = await showing(label)
          const dialog: TeamsDialog = (await post(says.press(message, label, person(who)))).body
          const answered = await post(says.submit(dialog, inputs, person(who), message.conversation))
          await hub.house.pass(1_000)
          return { dialog, answered }
        },
        /** Words in the thread of the conversation that was shown last. */
        async writes(
          text: string,
          who: string,
          more: { id?: string; entities?: object[]; attachments?: object[] } = {},
        ) {
          const isThread = ({ conversation }: TeamsPosted) => conversation.includes(';messageid=')
          const thread = (await messages()).findLast(isThread)!.conversation
          const said = { ...{ from: person(who), text, conversation: thread }, ...more }
          const answered = await post(says.says(said))
          await hub.house.pass(2_000)
          return { ...answered, said }
        },
      }
    },
  }
}
