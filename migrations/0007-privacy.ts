import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** What erasing a person leaves, and needs to be finished by another process. */
export class Privacy extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0007-privacy.sql', import.meta.url), 'utf8'))
  }
}
