import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** Topics that staff named, pinned and merged. */
export class Arranged extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0010-arranged.sql', import.meta.url), 'utf8'))
  }
}
