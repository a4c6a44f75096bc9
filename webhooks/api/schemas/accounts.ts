import { z } from 'zod'
import { deskSettings } from '#core/accounts/settings-schema.ts'
import { sendRules } from '#core/domain/business.ts'
import { stage } from './learning.ts'
import { channel, facts, handle, named, role, when } from './shared.ts'

export const agentStatus = z.enum(['learning', 'active', 'paused'])

export const session = named(
  'Session',
  z.object({
    accessToken: z.string(),
    expiresIn: z.number().describe('Seconds'),
    businessId: z.string(),
    teammateId: z.string(),
  }),
)

export const teammate = named(
  'Teammate',
  z.object({
    id: z.string(),
    email: z.string(),
    name: z.string(),
    role,
    confirmedAt: when.nullable(),
    awayUntil: when.nullable(),
    removedAt: when.nullish(),
    forgottenAt: when.nullish().describe('Their name was taken away then'),
  }),
)

export const teammateRow = named('TeammateRow', teammate.extend({ handles: z.array(handle) }))

export const handleOffer = named(
  'HandleOffer',
  z.object({ handle, name: z.string().nullable().describe('As the platform shows them') }),
)

export const auditRow = named(
  'AuditRow',
  z.object({
    id: z.string(),
    at: when,
    actor: z.string().describe("A teammate's id, or 'system'"),
    action: z.string(),
    subject: z.string(),
    data: facts,
  }),
)

export const settings = named(
  'Settings',
  z.object({
    zone: z.string().describe('IANA time zone'),
    sendRule: z.enum(sendRules),
    askMinutes: z.number(),
    undoMs: z.partialRecord(channel, z.number()),
    takeOverHours: z.number(),
    eps: z.number(),
    alpha: z.number(),
    showFrom: z.number(),
    sendFrom: z.number(),
    allowedSubjects: z.array(z.string()).describe('Sensitive subjects that may be answered alone'),
    auditTime: z.enum(['before', 'after']).describe('When drawn answers are checked; `after` is weaker'),
    promoteAlone: z.boolean().describe('A topic that becomes eligible is switched on without the owner'),
    disclosure: z.string().nullable(),
    ...deskSettings,
    isDemo: z.boolean(),
  }),
)

export const agent = named(
  'Agent',
  z.object({
    id: z.string(),
    name: z.string(),
    status: agentStatus,
    learningStage: z.number().describe('0-100'),
  }),
)

export const calibrationBin = named(
  'CalibrationBin',
  z.object({ from: z.number(), to: z.number(), predicted: z.number(), right: z.number(), count: z.number() }),
)

export const agentView = named(
  'AgentView',
  agent.extend({
    stages: z.record(stage, z.number()),
    lessons: z.number(),
    topics: z.number(),
    calibration: z.array(calibrationBin),
  }),
)

export const business = named(
  'Business',
  z.object({ id: z.string(), companyName: z.string(), industry: z.string(), settings }),
)

export const me = named('Me', z.object({ teammate, business, agents: z.array(agent) }))
