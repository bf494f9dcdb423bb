import { readFileSync } from "node:fs";
import { posix } from "node:path";
import type { EmittedFile } from "../../targets/target.ts";
import type { GeneratedFile } from "./generated-file.ts";

/** A target's files below its own folder, support files read in. A path that leaves the folder is our bug: throws. */
export function emittedFiles(target: string, files: readonly EmittedFile[]): GeneratedFile[] {
  const seen = new Set<string>();
  return files.map((file) => {
    const path = posix.normalize(posix.join(target, file.path));
    if (posix.isAbsolute(file.path) || !path.startsWith(`${target}/`))
      throw new Error(`${target} emits ${file.path}, outside its folder`);
    if (seen.has(path.toLowerCase())) throw new Error(`${target} emits ${file.path} twice`);
    seen.add(path.toLowerCase());
    return { path, content: "content" in file ? file.content : readFileSync(file.copyOf, "utf8") };
  });
}
