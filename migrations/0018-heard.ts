import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** When a teammate and a caller were last heard on the phone, until it is learned. */
export class Heard extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0018-heard.sql', import.meta.url), 'utf8'))
  }
}
