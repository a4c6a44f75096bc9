import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** Snapshots of what was learned. */
export class Snapshots extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0008-snapshots.sql', import.meta.url), 'utf8'))
  }
}
