/** Longer texts are seldom met twice. */
const LONGEST = 300;
/** Results held for one function, so that nothing grows with the number of documents. */
const MOST = 50_000;

/** A pure function of a text that keeps what it made: names in a document are few, and each is looked at by many rules. */
export function remembered<Made>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, Made>();
  return (text) => {
    if (text.length > LONGEST) return make(text);
    const held = known.get(text);
    if (held !== undefined || known.has(text)) return held as Made;
    const made = make(text);
    if (known.size >= MOST) known.clear();
    known.set(text, made);
    return made;
  };
}

/** A pure function of a thing of an analysis (a view, a place) that keeps what it made for as long as the thing is kept. */
export function rememberedOf<Thing extends object, Made>(make: (thing: Thing) => Made): (thing: Thing) => Made {
  const known = new WeakMap<Thing, Made>();
  return (thing) => {
    const held = known.get(thing);
    if (held !== undefined || known.has(thing)) return held as Made;
    const made = make(thing);
    known.set(thing, made);
    return made;
  };
}
