/** For surfaces, which don't see the targets themselves. */
export { targetIds } from "../targets/target.ts";
