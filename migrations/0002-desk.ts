import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** What a support team's desk needs of conversations, drafts, teammates and channels. */
export class Desk extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0002-desk.sql', import.meta.url), 'utf8'))
  }
}
