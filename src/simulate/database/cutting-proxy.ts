import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Stands between a connector and its database, and breaks the connection when it is told to. */
export interface CuttingProxy {
  readonly port: number;
  /** Once, before an answer that holds this text is passed on. */
  cutBefore(text: string): void;
  readonly cuts: () => number;
  close(): Promise<void>;
}

export async function startCuttingProxy(target: number): Promise<CuttingProxy> {
  const marks = new Set<string>();
  const open = new Set<Socket>();
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(target, "127.0.0.1");
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on("close", () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
      // The other end learns of it by the connection's end.
      socket.on("error", () => undefined);
    }
    client.on("data", (data) => upstream.write(data));
    upstream.on("data", (data) => {
      const mark = [...marks].find((text) => data.includes(text));
      if (mark === undefined) return void client.write(data);
      marks.delete(mark);
      cuts++;
      client.resetAndDestroy();
    });
  });
  await listen(server);
  return {
    port: (server.address() as AddressInfo).port,
    cutBefore: (text) => void marks.add(text),
    cuts: () => cuts,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

const listen = (server: Server): Promise<void> =>
  new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
