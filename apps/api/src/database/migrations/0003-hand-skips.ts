import { Migration } from '@mikro-orm/migrations';

/** What people leave out of a plan whose rows are still being put down. */
export class Migration0003HandSkips extends Migration {
  override up(): void {
    this.addSql('alter table plan add column hand_skips text null');
  }
}
