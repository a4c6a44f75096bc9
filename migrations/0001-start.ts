import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** The extensions and every table of the first version. */
export class Start extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0001-start.sql', import.meta.url), 'utf8'))
  }
}
