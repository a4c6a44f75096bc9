import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** What keeps lessons true: contradictions put to staff, lessons that fade, and whom an answer was given. */
export class Truth extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0005-truth.sql', import.meta.url), 'utf8'))
  }
}
