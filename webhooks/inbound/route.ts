const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads `/webhooks/<connector>[/<integration>][/<endpoint>]`; undefined when it is none of these. */
export function readRoute(path: string): { connector: string; integration?: string; endpoint: string } | undefined {
  const [empty, webhooks, connector, ...rest] = path.split('/')
  if (empty !== '' || webhooks !== 'webhooks' || !connector) return undefined
  const [first, ...more] = rest
  if (first !== undefined && uuid.test(first)) return { connector, integration: first, endpoint: more.join('/') }
  return { connector, endpoint: rest.join('/') }
}

/** The address that a platform calls for this integration; its id cannot be guessed. */
export function webhookUrl(publicUrl: string, connector: string, integrationId: string): string {
  return `${publicUrl}/webhooks/${connector}/${integrationId}`
}

/** Where a platform's consent page sends people back to (OAuth's redirect URI): `/webhooks/<connector>/oauth_redirect`. */
export const returnEndpoint = 'oauth_redirect'

export function returnUrl(publicUrl: string, connector: string): string {
  return `${publicUrl}/webhooks/${connector}/${returnEndpoint}`
}
