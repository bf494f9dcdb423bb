/** The address of which `https://docs.acme.com/api/*` names the pages below; `undefined` for any other. */
export function addressAbove(origin: string): string | undefined {
  const [, above] = /^(https?:\/\/[^?#]*)\/\*$/i.exec(origin) ?? [];
  return above;
}
