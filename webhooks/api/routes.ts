import { agentRoutes } from './agent.ts'
import { auditRoutes } from './audit.ts'
import { authRoutes } from './auth.ts'
import { channelRoutes } from './channels.ts'
import { conflictRoutes } from './conflicts.ts'
import { conversationActRoutes } from './conversation-acts.ts'
import { conversationRoutes } from './conversations.ts'
import { draftRoutes } from './drafts.ts'
import { fileRoutes } from './files.ts'
import { findRoutes } from './find.ts'
import { importRoutes } from './imports.ts'
import { integrationRoutes } from './integrations.ts'
import { lessonRoutes } from './lessons.ts'
import { liveRoutes } from './live.ts'
import { outboxRoutes } from './outbox.ts'
import { peopleRoutes } from './people.ts'
import type { Route } from './route.ts'
import { settingsRoutes } from './settings.ts'
import { teammateRoutes } from './teammates.ts'
import { testRoutes } from './tests.ts'
import { topicRoutes } from './topics.ts'
import { waitingRoutes } from './waiting.ts'
import { writtenRoutes } from './written.ts'

/** Every address of the REST API. */
export const routes: readonly Route[] = [
  ...authRoutes,
  ...conversationRoutes,
  ...conversationActRoutes,
  ...draftRoutes,
  ...fileRoutes,
  ...outboxRoutes,
  ...waitingRoutes,
  ...writtenRoutes,
  ...lessonRoutes,
  ...conflictRoutes,
  ...topicRoutes,
  ...agentRoutes,
  ...integrationRoutes,
  ...importRoutes,
  ...teammateRoutes,
  ...peopleRoutes,
  ...auditRoutes,
  ...findRoutes,
  ...testRoutes,
  ...channelRoutes,
  ...settingsRoutes,
  ...liveRoutes,
]
