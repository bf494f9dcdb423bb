import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ensureEnvironment } from "./ensure-environment.ts";
import { FRAMEWORKS, type FrameworkName } from "./frameworks.ts";
import { readRequirements } from "./requirements.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sourcewright-env-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A machine whose PATH holds just these programs, as shell scripts. */
function machine(programs: Record<string, string>) {
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  const progress: string[] = [];
  const env = { PATH: `${folder}:/usr/bin:/bin`, SOURCEWRIGHT_CACHE: join(folder, "cache") };
  return { env, progress: (line: string) => void progress.push(line), lines: progress };
}

const python = (version: string) => `echo "${version} linux-x86_64 ${"$"}0"`;
/** `uv venv … <folder>` leaves an interpreter; each call is written down. */
const UV = (log: string, onSync = "exit 0") => `
echo "$@" >> ${log}
if [ "$1" = venv ]; then for last; do :; done; mkdir -p "$last/bin"; printf '#!/bin/sh\\n' > "$last/bin/python"; chmod +x "$last/bin/python"; fi
if [ "$1" = pip ]; then sleep 0.3; ${onSync}; fi`;
const calls = (log: string) => readFileSync(log, "utf8").trim().split("\n");

describe("ensureEnvironment", () => {
  it("makes an environment once and finds it again", async () => {
    const log = join(folder, "log");
    const context = machine({ python3: python("3.11"), uv: UV(log) });
    const first = await ensureEnvironment("singer", context);
    const second = await ensureEnvironment("singer", context);
    expect(second).toEqual(first);
    expect(existsSync(first.python)).toBe(true);
    expect(calls(log).filter((call) => call.startsWith("pip sync"))).toHaveLength(1);
    expect(context.lines).toHaveLength(1);
  });

  it("is made by one of two that come at once", async () => {
    const log = join(folder, "log");
    const context = machine({ python3: python("3.12"), uv: UV(log) });
    const both = await Promise.all([ensureEnvironment("singer", context), ensureEnvironment("singer", context)]);
    expect(both[0]).toEqual(both[1]);
    expect(calls(log).filter((call) => call.startsWith("pip sync"))).toHaveLength(1);
  });

  it("makes a cut-off environment anew", async () => {
    const log = join(folder, "log");
    const context = machine({ python3: python("3.11"), uv: UV(log) });
    const { python: interpreter } = await ensureEnvironment("singer", context);
    rmSync(join(interpreter, "..", "..", "complete"));
    await ensureEnvironment("singer", context);
    expect(calls(log).filter((call) => call.startsWith("pip sync"))).toHaveLength(2);
  });

  it("keeps one for each version of Python", async () => {
    const context = machine({ python3: python("3.11"), uv: UV(join(folder, "log")) });
    await ensureEnvironment("singer", context);
    writeFileSync(join(folder, "python3"), `#!/bin/sh\n${python("3.13")}\n`);
    await ensureEnvironment("singer", context);
    const made = readdirSync(join(folder, "cache", "sourcewright", "environments"));
    expect(made.filter((name) => !name.endsWith(".lock"))).toHaveLength(2);
  });

  it("names the versions that it needs when the machine has none of them", async () => {
    const old = python("3.9");
    const none = "exit 1";
    const programs = {
      python3: old,
      python: old,
      uv: none,
      "python3.11": none,
      "python3.12": none,
      "python3.13": none,
    };
    await expect(ensureEnvironment("singer", machine(programs))).rejects.toThrow(
      /needs Python 3\.11, 3\.12, 3\.13; here is 3\.9/,
    );
  });

  it("tells a registry that is out of reach, without its address", async () => {
    const down = `echo "error: error sending request for url (https://user:secret@registry.example/simple)" >&2; exit 2`;
    const context = machine({ python3: python("3.11"), uv: UV(join(folder, "log"), down) });
    const failed = ensureEnvironment("singer", context);
    await expect(failed).rejects.toThrow(/the package registry is out of reach/);
    await expect(failed).rejects.not.toThrow(/secret/);
  });
});

describe.each(Object.keys(FRAMEWORKS) as FrameworkName[])("requirements of %s", (framework) => {
  it("pin every package with hashes and name no registry", async () => {
    const { path, version } = await readRequirements(framework);
    const text = readFileSync(path, "utf8");
    const packages = text.split("\n").filter((line) => /^[a-z0-9]/i.test(line));
    expect(packages.length).toBeGreaterThan(3);
    expect(packages.every((line) => /==\S+.*\\$/.test(line))).toBe(true);
    expect(text).not.toMatch(/:\/\/|--index|--find-links/);
    expect(version).toMatch(/^\d+\.\d+/);
  });
});
