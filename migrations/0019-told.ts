import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** Which event said STOP or START last. */
export class Told extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0019-told.sql', import.meta.url), 'utf8'))
  }
}
