import { remembered } from "../remembered.ts";

/** Verbs that documents begin their summaries, operation ids and last path steps with. */

/** Only asks. */
const READING = new Set(
  (
    "get list fetch retrieve read show find search query lookup browse view describe returns obtain load enumerate " +
    "access index scan aggregate count filter export download head detail report"
  ).split(" "),
);

/** Changes something, or proves who asks. */
const ACTING = new Set(
  (
    "create add insert update upsert set modify change replace edit patch put delete remove destroy revoke cancel send " +
    "resend submit post publish unpublish upload import trigger invoke execute start stop restart pause resume " +
    "activate deactivate enable disable approve reject accept decline confirm verify validate invalidate logout logoff login " +
    "signin signout signup authenticate authorize subscribe unsubscribe register unregister deregister reset rotate " +
    "regenerate refresh renew purge clear move copy clone duplicate merge assign unassign attach detach associate " +
    "disassociate link unlink lock unlock archive unarchive restore transfer convert invite join leave force invalidate deauthenticate deauthorize mark unmark " +
    "ban unban block unblock follow unfollow star unstar save apply perform process complete finalize close reopen " +
    "void capture refund charge pay issue request make build deploy schedule reschedule connect disconnect redirect " +
    "exchange sync synchronize provision undelete undo revert rollback grant deny optout optin terminate expire " +
    "allocate release tag untag rename reorder notify dispatch record log track simulate impersonate initiate begin " +
    "end open push share install uninstall indicate exchange connect enqueue flush reboot reindex rebuild recalculate migrate bulk batch store write draft withdraw fork"
  ).split(" "),
);

/**
 * Those that are no nouns as well: as the last step of a path, or the first word of it, they say what a call does.
 * `/transfer`, `/archive`, `/post` may be things; `/revoke`, `/verify`, `/send` are deeds.
 */
const DEEDS = new Set(
  (
    "create add insert update upsert delete remove destroy revoke cancel send resend submit publish unpublish " +
    "trigger invoke execute restart activate deactivate enable disable approve reject decline confirm verify " +
    "validate logout logoff login signin signout signup authenticate authorize subscribe unsubscribe unregister " +
    "deregister rotate regenerate refresh renew purge clear assign unassign detach disassociate unlink unlock " +
    "unarchive restore unmark unban unblock unfollow unstar reopen reschedule redirect impersonate " +
    "terminate undelete revert rollback reset callback optout optin reboot reindex notify dispatch provision invalidate expire deauthenticate deauthorize force edit sync synchronize connect disconnect uninstall withdraw fork"
  ).split(" "),
);

/** Where an API tells about itself. Only where no resource comes before it. */
const SELF = new Set(
  (
    "health healthcheck healthz ping pong status version versions heartbeat alive liveness readiness ready readyz " +
    "livez uptime zen test echo hello openapi swagger docs schema wadl discovery robots favicon probe noop about_api"
  ).split(" "),
);

export type Verb = { readonly word: string; readonly kind: "reads" | "acts" };

/** `Retrieves` → retrieve, reads. */
export const verb: (word: string) => Verb | undefined = remembered((word) => {
  for (const base of bases(word.toLowerCase())) {
    if (READING.has(base)) return { word: base, kind: "reads" };
    if (ACTING.has(base)) return { word: base, kind: "acts" };
  }
  return undefined;
});

/** As it is, and without the third person's ending. */
function bases(word: string): string[] {
  const forms = [word];
  if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("es")) forms.push(word.slice(0, -2));
  if (word.endsWith("s")) forms.push(word.slice(0, -1));
  return forms;
}

export function isDeed(word: string): boolean {
  return DEEDS.has(word);
}

export function isAboutItself(word: string): boolean {
  return SELF.has(word);
}
