/** Longer texts are seldom met twice. */
const LONGEST = 300;
/** Results held for one function, so that nothing grows with the number of documents. */
const MOST = 20_000;

/** A pure function of a text that keeps what it made: names in a document are few, and each is looked at by many rules. */
export function remembered<Made>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, { readonly made: Made }>();
  return (text) => {
    const held = known.get(text);
    if (held) return held.made;
    const made = make(text);
    if (text.length > LONGEST) return made;
    if (known.size >= MOST) known.clear();
    known.set(text, { made });
    return made;
  };
}

/** A pure function of a thing of an analysis (a view, a place) that keeps what it made for as long as the thing is kept. */
export function rememberedOf<Thing extends object, Made>(make: (thing: Thing) => Made): (thing: Thing) => Made {
  const known = new WeakMap<Thing, { readonly made: Made }>();
  return (thing) => {
    const held = known.get(thing);
    if (held) return held.made;
    const made = make(thing);
    known.set(thing, { made });
    return made;
  };
}
