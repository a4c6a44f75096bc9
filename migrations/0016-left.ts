import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** What the holder of a lease leaves to the next. */
export class Left extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0016-left.sql', import.meta.url), 'utf8'))
  }
}
