import type { Configuration } from "@mikro-orm/core";
import { MySqlDriver } from "@mikro-orm/mysql";
import { MySqlSchemaHelper } from "@mikro-orm/sql";

/**
 * The MySQL driver, at home on MariaDB too. MariaDB reports the default of a nullable column as the text `NULL`
 * where MySQL reports none; taken for a default, it would make every such column differ from its entity.
 */
export class StoreMySqlDriver extends MySqlDriver {
  constructor(config: Configuration) {
    super(config);
    Object.assign(this.platform, { schemaHelper: new MariaDbAwareSchemaHelper(this.platform as never) });
  }
}

class MariaDbAwareSchemaHelper extends MySqlSchemaHelper {
  override normalizeDefaultValue(defaultValue: string, length: number) {
    return super.normalizeDefaultValue(defaultValue === "NULL" ? (null as never) : defaultValue, length);
  }
}
