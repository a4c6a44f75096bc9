import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** Former teammates whose name is gone. */
export class Former extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0011-former.sql', import.meta.url), 'utf8'))
  }
}
