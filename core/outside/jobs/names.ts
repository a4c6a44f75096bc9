/** Every kind of job and what it carries. Wake-ups only: what there is to do stands in the database. */
export interface JobPayloads {
  /** This lane has something in its inbox. */
  lane: { businessId: string; lane: string }
  /** This outbox row may be due. */
  deliver: { businessId: string; outboxId: string }
  /** An import to go on with, or an agent's log to project or to train from afresh. */
  task: { businessId: string; name: 'import' | 'project' | 'refit'; id: string }
}

export type JobName = keyof JobPayloads

/** Whose events a job is about, where it is not done for another job: a lane's account, else the business. */
export function flowOf(name: JobName, data: JobPayloads[JobName]): string {
  if (name !== 'lane' || !('lane' in data)) return data.businessId
  // A lane begins with its connector and account (core/domain/place.ts).
  return `${data.businessId} ${data.lane.split('/', 2).join('/')}`
}

/** What the worker does for each; a throw is logged, and the sweep finds again what was left undone. */
export type JobHandlers = { [name in JobName]: (payload: JobPayloads[name]) => Promise<void> }

export const queueName = 'lummy'
