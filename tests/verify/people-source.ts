import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** One list of five people, two a page, written by hand beside the connectors that read it. */
export async function openPeopleSource() {
  const people = [1, 2, 3, 4, 5].map((id) => ({ id, name: `n${id}`, updated_at: `2024-01-0${id}T00:00:00Z` }));
  const hosts: string[] = [];
  const server = createServer(({ url, headers }, response) => {
    hosts.push(headers.host ?? "");
    const { searchParams } = new URL(url ?? "/", "https://api.people.example");
    const since = searchParams.get("since") ?? "";
    const page = Number(searchParams.get("page") ?? 1);
    const list = people.filter((one) => one.updated_at >= since.slice(0, 19));
    const known = headers.authorization === "Bearer right-key";
    response.writeHead(known ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(known ? { data: list.slice((page - 1) * 2, page * 2) } : { message: "who are you?" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    people,
    hosts,
    request: {
      routes: { "https://api.people.example": `http://127.0.0.1:${port}` },
      config: { api_key: "right-key", start_date: "2020-01-01T00:00:00Z" },
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
