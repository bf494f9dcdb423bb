export type DatabaseDialect =
  | "postgresql"
  | "mysql"
  | "mariadb"
  | "sqlite"
  | "oracle"
  | "sqlserver"
  | "db2"
  | "informix"
  | "sybase"
  | "firebird";
