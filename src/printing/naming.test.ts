import { describe, expect, it } from "vitest";
import { createUniqueNames, kebabCase, pascalCase, pythonClassName, pythonName, snakeCase, words } from "./naming.ts";

describe("words of a name", () => {
  it.each([
    ["HTTPServer_id2", ["http", "server", "id2"]],
    ["order-lines", ["order", "lines"]],
    ["Größe", ["gro", "e"]],
    ["éclair", ["eclair"]],
    ["../../etc", ["etc"]],
    ["数据", ["unnamed"]],
    ["", ["unnamed"]],
  ])("%j", (name, found) => expect(words(name)).toEqual(found));
});

describe("cases", () => {
  it("spell the words", () => {
    expect([snakeCase("orderLines"), kebabCase("orderLines"), pascalCase("order_lines")]).toEqual([
      "order_lines",
      "order-lines",
      "OrderLines",
    ]);
  });

  it("give Python names", () => {
    expect([pythonName("class"), pythonName("3d"), pythonName("a b")]).toEqual(["class_", "n3d", "a_b"]);
    expect([pythonClassName("3d", "Stream"), pythonClassName("None", "Stream")]).toEqual(["N3dStream", "NoneStream"]);
  });
});

describe("unique names", () => {
  it("number the later ones, whatever their case", () => {
    const unique = createUniqueNames();
    expect([unique("users"), unique("Users"), unique("users")]).toEqual(["users", "Users_2", "users_3"]);
  });
});
