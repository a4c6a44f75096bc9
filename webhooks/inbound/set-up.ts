import type { Connector, Tools } from '#connectors/connector.ts'
import { Platform } from '#core/errors.ts'

/**
 * Enters an integration's address at its platform, where the connector can, and says what was set and what a person does
 * next. Where the platform would not take it, that is a step for a person; the account is connected all the same.
 */
export async function whatIsNext(
  connector: Connector,
  settings: unknown,
  webhookUrl: string,
  tools: Tools,
): Promise<string[]> {
  const next = connector.nextSteps(settings, webhookUrl)
  if (connector.setUp === undefined) return next
  try {
    return [...(await connector.setUp(settings, webhookUrl, { ...tools, webhookUrl })), ...next]
  } catch (error) {
    if (!(error instanceof Platform)) throw error
    const instead = connector.byHand?.(settings, webhookUrl) ?? `Enter ${webhookUrl} there by hand.`
    return [`${connector.name} could not be set up: ${error.message}. ${instead}`, ...next]
  }
}
