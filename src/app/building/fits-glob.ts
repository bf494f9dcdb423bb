/** `*` is any letters, `?` one. Without a regular expression: one of many stars can be made to try for ever. */
export function fitsGlob(glob: string): (name: string) => boolean {
  return (name) => {
    let at = 0;
    let star = -1;
    let back = 0;
    for (let letter = 0; letter < name.length; ) {
      if (glob[at] === "*") {
        star = at++;
        back = letter;
      } else if (glob[at] === "?" || glob[at] === name[letter]) {
        at++;
        letter++;
      } else if (star !== -1) {
        at = star + 1;
        letter = ++back;
      } else return false;
    }
    return /^\**$/.test(glob.slice(at));
  };
}
