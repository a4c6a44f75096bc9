import { z } from 'zod'
import { channelPurposes } from '#core/domain/business.ts'
import { countedDays } from '#core/integrations/health.ts'
import { facts, named, when } from './shared.ts'

export const staffChannel = named(
  'StaffChannel',
  z.object({
    id: z.string(),
    connector: z.string(),
    account: z.string(),
    channel: z.string().describe("The platform's id of it"),
    name: z.string(),
    purpose: z.enum(channelPurposes),
    value: z.string().nullable().describe("The topic's id or the address, where the purpose names one"),
    createdAt: when,
  }),
)

export const integration = named(
  'Integration',
  z.object({
    id: z.string(),
    agentId: z.string(),
    connector: z.string(),
    account: z.string(),
    label: z.string(),
    status: z.enum(['connected', 'failing', 'removed']),
    lastEventAt: when.nullable(),
    lastSentAt: when.nullable(),
    lastError: z
      .string()
      .nullable()
      .describe('What went wrong last, and what to do about it; kept after it was mended'),
    lastErrorAt: when.nullable(),
    failingSince: when.nullable(),
    createdAt: when,
    webhookUrl: z.string(),
    learnAddress: z.string().nullish().describe('Copies of mail that come here are learned from, and never answered'),
    confirmation: z
      .object({
        from: z.string().describe('Who asks: "Gmail"'),
        mailbox: z.string().nullable(),
        code: z.string().nullable(),
        link: z.string().nullable(),
        at: when,
      })
      .nullish()
      .describe('What a mail system asks for before it forwards'),
  }),
)

export const health = named(
  'IntegrationHealth',
  z.object({
    state: z
      .enum(['works', 'slow', 'failing'])
      .describe('slow = the platform asked us to wait; failing = a person has to act'),
    sentence: z.string().describe('What is the matter, and what to do'),
    since: when.nullable(),
    until: when.nullable().describe('When it is tried again by itself'),
    waiting: z.number().int().describe('Messages that are due and have not gone'),
    waitingSince: when.nullable(),
    failed: z.number().int().describe(`Of the last ${countedDays} days`),
    inDoubt: z.number().int().describe(`Of the last ${countedDays} days: may not have arrived`),
  }),
)

export const shownIntegration = named('ShownIntegration', integration.extend({ health }))

export const connector = named(
  'Connector',
  z.object({
    id: z.string(),
    name: z.string(),
    settings: facts.describe('JSON schema of what an integration needs'),
    secrets: z.array(z.string()),
    install: facts
      .nullable()
      .describe("JSON schema of what is said before the platform's own consent page; null = there is none here"),
    customers: z.boolean(),
    staff: z.boolean(),
    channels: z.boolean().describe('Staff have channels there, where conversations can be shown'),
  }),
)
