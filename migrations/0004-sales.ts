import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** What a sales conversation knows of who may buy. */
export class Sales extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0004-sales.sql', import.meta.url), 'utf8'))
  }
}
