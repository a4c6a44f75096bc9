import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** Who said STOP. */
export class Consent extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0013-consent.sql', import.meta.url), 'utf8'))
  }
}
