import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** Checks of numbers, and links between people. */
export class Identity extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0014-identity.sql', import.meta.url), 'utf8'))
  }
}
