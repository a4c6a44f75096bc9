import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** What unlearning a conversation needs. */
export class Unlearned extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0009-unlearned.sql', import.meta.url), 'utf8'))
  }
}
