import { Migration } from "@mikro-orm/migrations";

/** Where it is noted how far migrations came; it is there while they run. */
export const STEPS = "schema_migration_step";

/** What the server says to a statement that has run already. */
const RAN_ALREADY = new Set([
  "ER_TABLE_EXISTS_ERROR",
  "ER_DUP_FIELDNAME",
  "ER_DUP_KEYNAME",
  "ER_CANT_DROP_FIELD_OR_KEY",
  "ER_TRG_ALREADY_EXISTS",
  "ER_DUP_ENTRY",
]);

/**
 * A migration on MySQL's protocol. There each statement about tables commits by itself, so one that is cut off is half done:
 * what has run is noted after each, and the next start goes on behind it. Of one statement it cannot be known whether it ran: there
 * the server's word that it has is believed.
 */
export function resumable(name: string, statements: readonly string[]): new () => Migration {
  return class extends Migration {
    override async up(): Promise<void> {
      await this.execute(
        `create table if not exists ${STEPS} (name varchar(100) not null primary key, done int not null)`,
      );
      const [noted] = (await this.execute(`select done from ${STEPS} where name = ?`, [name])) as {
        done: number;
      }[];
      if (noted === undefined) await this.execute(`insert into ${STEPS} (name, done) values (?, 0)`, [name]);
      const done = Number(noted?.done ?? 0);
      for (const [at, statement] of statements.entries()) {
        if (at < done) continue;
        try {
          await this.execute(statement);
        } catch (error) {
          const isInDoubt = noted !== undefined && at === done;
          if (!isInDoubt || !RAN_ALREADY.has(String(Object(error).code))) throw error;
        }
        await this.execute(`update ${STEPS} set done = ? where name = ?`, [at + 1, name]);
      }
    }
  } as unknown as new () => Migration;
}
