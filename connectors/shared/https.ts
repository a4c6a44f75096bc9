/** The step before all others where a platform posts to https alone and our address is none, as on somebody's own machine. */
export function httpsFirst(platform: string, webhookUrl: string): string[] {
  const { protocol, origin } = new URL(webhookUrl)
  if (protocol === 'https:') return []
  return [
    `${platform} posts to https addresses alone, and ours is ${origin}: start Lummy with PUBLIC_URL set to an https address that leads here (a tunnel will do), and use that one below.`,
  ]
}
