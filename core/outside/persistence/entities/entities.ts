import * as accounts from './accounts.ts'
import * as autonomy from './autonomy.ts'
import * as conversations from './conversations.ts'
import * as delivery from './delivery.ts'
import * as learning from './learning.ts'
import * as truth from './truth.ts'

/** Every table, for MikroORM. */
export const entities = [accounts, autonomy, conversations, delivery, learning, truth].flatMap((group) =>
  Object.values(group),
)
