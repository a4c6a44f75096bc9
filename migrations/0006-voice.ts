import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** How much a draft reads like this business. */
export class Voice extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0006-voice.sql', import.meta.url), 'utf8'))
  }
}
