import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** What cannot go for now, and how each connected account does. */
export class Holds extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0017-holds.sql', import.meta.url), 'utf8'))
  }
}
