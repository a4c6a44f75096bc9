import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** Phone calls. */
export class Calls extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0012-calls.sql', import.meta.url), 'utf8'))
  }
}
