import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** Mail that came back. */
export class Bounces extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0015-bounces.sql', import.meta.url), 'utf8'))
  }
}
