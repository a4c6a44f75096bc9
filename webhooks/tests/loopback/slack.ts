import { onTestFinished } from 'vitest'
import { openSlack, type SlackPosted, slackMessages, slackWorkspace } from '../platforms/slack-platform.ts'
import { slackRequests } from '../platforms/slack-requests.ts'
import type { Hub } from './hub.ts'

export const signingSecret = 'a-signing-secret-for-tests'

/** Slack on loopback: staff work in its #support. */
export async function slackSide() {
  const workspace = structuredClone(slackWorkspace)
  const platform = await openSlack(workspace)
  onTestFinished(() => platform.close())
  return {
    ...{ connector: 'slack', account: workspace.team, platform },
    environment: { SLACK_API_URL: `${platform.url}/api/` },
    settings: () => ({
      ...{ botToken: workspace.botToken, signingSecret, channel: 'C0SUPPORT', teamId: workspace.team },
    }),
    workspace,

    in({ house, post, address }: Hub) {
      const slackSays = slackRequests(signingSecret, workspace, house.clock.now)
      let count = 0
      /** Slack's name of a moment; no two are the same. */
      const ts = () => `${Math.floor(house.clock.now().getTime() / 1000)}.${String(++count).padStart(6, '0')}`
      const cards = async () => slackMessages(await platform.accepted())
      const calls = async (method: string) => (await platform.accepted()).filter(({ path }) => path.endsWith(method))
      /** The newest message that says all of this, and has this button. */
      async function card(about: string, button = ''): Promise<SlackPosted> {
        const found = (await cards()).findLast(({ blocks, text }) => {
          const shown = JSON.stringify([blocks, text])
          return shown.includes(about) && (button === '' || shown.includes(`"text":"${button}"`))
        })
        if (found === undefined) throw new Error(`nothing in Slack says “${about}”, with a button “${button}”`)
        return found
      }
      /** The window that was opened last. */
      async function window() {
        const view = (await calls('/views.open')).at(-1)
        if (view === undefined) throw new Error('no window was opened in Slack')
        return view.fields
      }
      const presses = async (button: string, about = '', user = 'U0BEN') =>
        post(address('slack'), slackSays.click(await card(about, button), button, user, ts()))
      return {
        ...{ slackSays, ts, cards, calls, card, window, presses },
        /** Ben presses *Edit* on the card whose words hold `about`, and submits these. */
        async edits(about: string, words: string) {
          await presses('Edit', about)
          return post(address('slack'), slackSays.submit(await window(), words, 'U0BEN'))
        },
      }
    },
  }
}
