/** What a column's name says of time. */
export type NameClaim = "modified" | "created" | undefined;

/** Words for a change, an insertion and a moment in the languages that schemas are written in. */
const CHANGE =
  "update[ds]?|upd|updt|updated|modif(?:y|ied|ication)?|mod|mdf|mutat(?:ed|ions?)|writ(?:e|ten)|chang(?:e|ed)|chg|edit(?:ed)?|touch(?:ed)?|alter(?:ed)?|amend(?:ed)?|revis(?:ed|ion)|mtime|geaendert|geandert|aenderungs?|anderungs?|aend|gewijzigd|wijziging|modifie|modifiee|maj|modificado|modificada|modificacion|actualizado|actualizada|actualizacion|atualizado|atualizacao|alterado|alteracao|modificato|modificata|modifica|aggiornato|aggiornamento|andrad|endret|aendret|zmieniono|zmiana|izmeneno";
const INSERTION =
  "creat(?:e|ed|ion)|cre|crtd|crt|insert(?:ed|ion)?|ins|add(?:ed)?|ctime|enter(?:ed)?|regist(?:er|ered|ration)|angelegt|anlage|erfasst|erstellt|erzeugt|aangemaakt|cree|creado|creada|creacion|criado|criacao|cadastro|creato|creazione|skapad|oprettet|utworzono";
/** Words that may be written together with them: `LASTUPDDT`. */
const TOGETHER =
  "last|lst|latest|row|record|rec|date|datum|time|timestamp|tstamp|datetime|stamp|zeit|uhrzeit|fecha|data|hora|letzte|letzter|ultima|ultimo|at|on|dt|ts|tm|tms|dttm|utc|sys|system|db|entry";
/** Words that stand alone. */
const APART = `${TOGETHER}|d|t|dat|dtm|dtime|tst|when|gmt|tz|ms|millis|epoch|am|op|le|el|em|il|of|is|was|the|de|la|del|da|do|ult|moment|instant|heure|final|derniere|dernier|laatste|object|obj|entity|item`;

const claiming = (words: string) =>
  new RegExp(`^(?:(?:${APART})_)*(?:${TOGETHER})*(?:${words})(?:${TOGETHER})*(?:_(?:${APART}))*$`);
const MODIFIED = claiming(CHANGE);
const CREATED = claiming(INSERTION);

/** Nothing in the name may speak of another thing: `password_changed_at` tells nothing of the row. */
export function claimOf(name: string, table: string, prefix: string): NameClaim {
  const words = wordsOf(name);
  if (words.length > 60) return undefined;
  const stems = stemsOf(table).flatMap((stem) => (words.startsWith(`${stem}_`) ? [words.slice(stem.length + 1)] : []));
  for (const form of [words, wordsOf(name.slice(prefix.length)), ...stems]) {
    if (MODIFIED.test(form)) return "modified";
    if (CREATED.test(form)) return "created";
  }
  return undefined;
}

/** `rowModifiedOn`, `ROW_MODIFIED_ON` → `row_modified_on`, without accents. */
function wordsOf(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/ß/g, "ss")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replace(/[^a-z]+/g, "_")
    .replace(/^_+|_+$/g, "");
}

/** Letters alone, in lower case and without accents: `LAST_UPDATE_DATE` and `lastUpdateDate` are one. */
export function plainName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/ß/g, "ss")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}

/** The table's own name or its last word, also in the singular, may stand before what the column says. */
function stemsOf(table: string): string[] {
  const words = wordsOf(table);
  const last = words.slice(words.lastIndexOf("_") + 1);
  return [words, last]
    .flatMap((one) => [one, one.replace(/ies$/, "y"), one.replace(/(?:es|s)$/, ""), one.replace(/s$/, "")])
    .filter((stem) => stem.length > 1);
}

/** What (nearly) all columns of a table begin with: `cust_`, `t_`. */
export function commonPrefix(names: readonly string[]): string {
  const prefix = /^[A-Za-z]{1,6}_/.exec(names[0] ?? "")?.[0];
  if (prefix === undefined || names.length < 3) return "";
  const having = names.filter((name) => name.toLowerCase().startsWith(prefix.toLowerCase())).length;
  return having >= 0.7 * names.length ? prefix : "";
}
