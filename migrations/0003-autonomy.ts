import { readFileSync } from 'node:fs'
import { Migration } from '@mikro-orm/migrations'

/** What certified autonomy needs: controls and attempts of topics, blind drafts, audited answers, vouchers. */
export class Autonomy extends Migration {
  override up(): void {
    this.addSql(readFileSync(new URL('0003-autonomy.sql', import.meta.url), 'utf8'))
  }
}
