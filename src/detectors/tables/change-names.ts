/** What a column's name says of time. */
export type NameClaim = "modified" | "created" | undefined;

/** Words for a change, an insertion and a moment in the languages that schemas are written in. */
const CHANGE =
  "update[ds]?|upd|updt|updated|modif(?:y|ied|ication)?|mod|mdf|mutat(?:ed|ion)|chang(?:e|ed)|chg|edit(?:ed)?|touch(?:ed)?|alter(?:ed)?|amend(?:ed)?|revis(?:ed|ion)|mtime|geaendert|geandert|aenderung|anderung|aend|gewijzigd|wijziging|modifie|modifiee|maj|modificado|modificada|modificacion|actualizado|actualizada|actualizacion|actualiza|atualizado|atualizacao|alterado|alteracao|modificato|modificata|modifica|aggiornato|aggiornamento|andrad|endret|aendret|zmieniono|zmiana|izmeneno";
const INSERTION =
  "creat(?:e|ed|ion)|cre|crtd|crt|insert(?:ed|ion)?|ins|add(?:ed)?|ctime|enter(?:ed)?|regist(?:er|ered|ration)|angelegt|anlage|erfasst|erstellt|erzeugt|aangemaakt|cree|creado|creada|creacion|criado|criacao|cadastro|creato|creazione|skapad|oprettet|utworzono";
const MOMENT =
  "at|on|date|datum|dat|dt|d|time|tm|tms|t|ts|tst|timestamp|tstamp|datetime|dtm|dttm|dtime|stamp|when|utc|gmt|tz|ms|millis|epoch|zeit|uhrzeit|am|fecha|hora|data|heure|le|op|el|em|il|moment|instant";
const AROUND =
  "last|lst|latest|final|row|rec|record|db|sys|system|entry|letzte|letzter|ultima|ultimo|ult|derniere|dernier|laatste|the|of|is|was|de|la|del|da|do|my|object|obj|entity|data|item";

const MODIFIED = new RegExp(`^(?:${AROUND}|${MOMENT})*(?:${CHANGE})(?:${AROUND}|${MOMENT})*$`);
const CREATED = new RegExp(`^(?:${AROUND}|${MOMENT})*(?:${INSERTION})(?:${AROUND}|${MOMENT})*$`);

/** Nothing in the name may speak of another thing: `password_changed_at` tells nothing of the row. */
export function claimOf(name: string, table: string, prefix: string): NameClaim {
  const plain = plainName(name);
  if (plain.length > 60) return undefined;
  const stems = stemsOf(table);
  const forms = new Set([
    plain,
    plainName(name.slice(prefix.length)),
    ...stems.filter((stem) => plain.startsWith(stem)).map((stem) => plain.slice(stem.length)),
  ]);
  for (const form of forms) if (form !== "" && MODIFIED.test(form)) return "modified";
  for (const form of forms) if (form !== "" && CREATED.test(form)) return "created";
  return undefined;
}

/** Letters alone, in lower case and without accents: `LAST_UPDATE_DATE` and `lastUpdateDate` are one. */
export function plainName(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/ß/g, "ss")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}

/** The table's own name, whole and in the singular, may stand before what the column says. */
function stemsOf(table: string): string[] {
  const plain = plainName(table);
  return [plain, plain.replace(/ies$/, "y"), plain.replace(/(?:es|s)$/, ""), plain.replace(/s$/, "")].filter(
    (stem) => stem.length > 1,
  );
}

/** What (nearly) all columns of a table begin with: `cust_`, `t_`. */
export function commonPrefix(names: readonly string[]): string {
  const prefix = /^[A-Za-z]{1,6}_/.exec(names[0] ?? "")?.[0];
  if (prefix === undefined || names.length < 3) return "";
  const having = names.filter((name) => name.toLowerCase().startsWith(prefix.toLowerCase())).length;
  return having >= 0.7 * names.length ? prefix : "";
}
