import { describe, expect, it } from "vitest";
import { connectionProblem } from "./connection-problem.ts";
import { databaseServerOf, parseDatabaseAddress, refuseSecrets } from "./database-address.ts";

const PASSWORD = "hunter2";

function told(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "";
}

describe("the address of a database", () => {
  it("tells where the catalog is and what of it is wanted", () => {
    expect(parseDatabaseAddress("postgres://ann%40x@db.acme.dev/shop?schema=sales,public&sslmode=verify-full")).toEqual(
      {
        kind: "postgresql",
        host: "db.acme.dev",
        port: 5432,
        user: "ann@x",
        database: "shop",
        schemas: ["sales", "public"],
        sslMode: "verify-full",
        shown: "postgresql://db.acme.dev:5432/shop",
      },
    );
    expect(parseDatabaseAddress("mariadb://[::1]:3307/?schema=a,b")).toMatchObject({
      kind: "mysql",
      host: "::1",
      port: 3307,
      user: undefined,
      schemas: ["a", "b"],
    });
  });

  it.each([
    [`postgresql://ann:${PASSWORD}@h/d`, /PGPASSWORD/],
    [`mysql://ann:${PASSWORD}#@h/d`, /MYSQL_PWD/],
    [`mysql://ann:@${PASSWORD}@h:99999/d`, /MYSQL_PWD/],
    [`postgresql://h/d?user=ann&password=${PASSWORD}`, /PGPASSWORD/],
    [`postgresql://h/d?sslkey=${PASSWORD}`, /`sslkey` behind \? isn't known/],
    [`jdbc:postgresql://h/d?password=${PASSWORD}`, /can't be read/],
    [`mssql://sa:${PASSWORD}@h/d`, /can't be read/],
    ["mysql://ann@h", /names no database/],
    ["postgresql://ann@/d", /no address of a database/],
    ["postgresql://h/d?sslmode=allow", /sslmode is one of/],
  ])("is refused without showing what is secret: %s", (address, message) => {
    const said = told(() => refuseSecrets(address));
    expect(said).toMatch(message);
    expect(said).not.toContain(PASSWORD);
  });

  it.each(["https://ann:pw@acme.dev/openapi.json", "docs/shop.sql", "C:\\shop.sql"])("isn't meant by %s", (origin) => {
    expect(told(() => refuseSecrets(origin))).toBe("");
  });

  it("is allowed by its server, however it is written", () => {
    const servers = ["postgres://ann@h/d", "postgresql://h:5432", "mariadb://h/x"].map(databaseServerOf);
    expect(servers).toEqual(["postgresql://h:5432", "postgresql://h:5432", "mysql://h:3306"]);
  });
});

describe("a database that can't be read", () => {
  const address = parseDatabaseAddress("postgresql://ann@h/d");
  const coded = (code: string) => Object.assign(new Error(`secret words of the server\nand more: ${code}`), { code });

  it.each([
    [coded("ECONNREFUSED"), /no server listens/],
    [new AggregateError([coded("ECONNREFUSED")]), /no server listens/],
    [coded("ENOTFOUND"), /no such host/],
    [coded("28P01"), /doesn't let the user ann in.*PGPASSWORD/],
    [new Error("SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string"), /PGPASSWORD/],
    [coded("3D000"), /no database d/],
    [coded("ER_DBACCESS_DENIED_ERROR"), /no right/],
    [new Error("The server does not support SSL connections"), /no TLS/],
    [coded("DEPTH_ZERO_SELF_SIGNED_CERT"), /certificate/],
    [coded("57014"), /too long/],
  ])("is told of in one line: %s", (cause, message) => {
    const said = connectionProblem(cause, address).message;
    expect(said).toMatch(message);
    expect(said).not.toMatch(/secret|\n/);
  });
});
