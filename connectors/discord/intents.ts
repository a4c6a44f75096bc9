import { GatewayIntentBits } from 'discord.js'

/** What is asked of the gateway: https://discord.com/developers/docs/topics/gateway#gateway-intents */
export const intents = {
  all:
    GatewayIntentBits.Guilds |
    GatewayIntentBits.GuildMessages |
    GatewayIntentBits.DirectMessages |
    GatewayIntentBits.MessageContent,
  /** Without the words of messages: presses, forms and commands still arrive. */
  withoutContent: GatewayIntentBits.Guilds | GatewayIntentBits.GuildMessages | GatewayIntentBits.DirectMessages,
}

/** What to do where the words of messages are kept from us. */
export const contentAdvice =
  'replies in threads arrive empty, so switch on the Message Content Intent (Developer Portal, your application, Bot, Privileged Gateway Intents)'
