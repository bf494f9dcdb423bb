import { describe, expect, it } from "vitest";
import type { JournalRequest } from "./journal.ts";
import { request } from "./test-support.ts";
import { waitProblems } from "./waits.ts";

const URL_ = "https://api.acme.example/orders";
const call = (started: number, status: number, thread = 1): JournalRequest => ({
  kind: "request",
  method: "GET",
  url: URL_,
  started,
  ended: started + 0.01,
  status,
  thread,
});
const limited = [request({ status: 429, fault: "rate-limited" })];

describe("waitProblems", () => {
  it("is content when the wait was kept", () => {
    expect(waitProblems(limited, [call(0, 429), call(37.02, 200)], 37)).toEqual([]);
  });

  it("sees a wait that was cut short", () => {
    const problems = waitProblems(limited, [call(0, 429), call(1, 200)], 37);
    expect(problems[0]).toEqual({
      stream: "orders",
      detail: "told to wait (429), it asked again after 1.0 s, not 37 s",
    });
  });

  it("sees a page that was given up", () => {
    expect(waitProblems(limited, [call(0, 429)], 37)[0]?.detail).toMatch(/never asked again/);
  });

  it("looks at the thread that was told", () => {
    expect(waitProblems(limited, [call(0, 429, 1), call(0.1, 200, 2), call(38, 200, 1)], 37)).toEqual([]);
    expect(waitProblems(limited, [call(0, 200, 2), call(0, 429, 1)], 37)).toEqual([]);
  });

  it("leaves other requests alone", () => {
    expect(waitProblems([], [call(0, 429), call(1, 200)], 37)).toEqual([]);
  });
});
