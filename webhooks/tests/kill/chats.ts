import { once } from 'node:events'

/** What a customer reads who opens these chats again: the answers, not their own words. */
export async function readChats(url: string, publicId: string, sessions: string[]): Promise<string[]> {
  const answers: string[] = []
  for (const session of sessions) {
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/api/chat?with=${publicId}`)
    await once(socket, 'open')
    socket.send(JSON.stringify({ type: 'hello', session }))
    const [{ data }] = (await once(socket, 'message')) as [{ data: string }]
    const { messages } = JSON.parse(data) as { messages: { from: string; text: string }[] }
    answers.push(...messages.filter(({ from }) => from !== 'customer').map(({ text }) => text))
    socket.close()
  }
  return answers
}
