import { describe, expect, it } from "vitest";
import type { Finding } from "../../evidence/finding.ts";
import type { OperationFact } from "../../evidence/http-facts.ts";
import type { ListedStream } from "../../evidence/listed-stream.ts";
import type { FieldPath } from "../../model/values.ts";
import { httpFacts, listedStream, operation, type PlainSchema, parameter } from "../test-support.ts";
import { detectParents } from "./detect-parents.ts";

const RECORD: PlainSchema = { properties: { id: { type: "string" }, name: { type: "string" } } };

function list(
  name: string,
  id: string,
  record: PlainSchema = RECORD,
  partial: Partial<OperationFact> = {},
): ListedStream {
  return listedStream(name, operation(id, partial), { record });
}

function one(name: string, id: string): ListedStream {
  return listedStream(name, operation(id), { record: RECORD, many: false, selected: false });
}

/** Links of the last stream, as text; a stream without a finding has none. */
function links(streams: readonly ListedStream[], keys: readonly Finding<readonly FieldPath[]>[] = []): string[] {
  const found = detectParents(streams, httpFacts(streams.map((stream) => stream.operation)), keys);
  const last = found.find(({ stream }) => stream === streams.at(-1)?.name);
  return (last?.value ?? []).map(
    ({ stream, field, param }) => `${param.in} ${param.name} < ${stream}.${field.join(".")}`,
  );
}

const projects = list("projects", "GET /projects", { properties: { gid: { type: "string" }, name: {} } });
const repos = list("user_repos", "GET /user/repos", {
  properties: {
    id: { type: "integer" },
    name: { type: "string" },
    owner: { properties: { login: { type: "string" }, id: { type: "integer" } } },
  },
});
const accounts = list("accounts", "GET /accounts", { properties: { sid: { type: "string" } } });
const conferences = list("conferences", "GET /accounts/{AccountSid}/conferences", {
  properties: { sid: { type: "string" }, account_sid: { type: "string" } },
});

describe("parents", () => {
  const cases: readonly [string, ListedStream[], string[]][] = [
    [
      "by the path before the parameter",
      [projects, list("sections", "GET /projects/{project_gid}/sections")],
      ["path project_gid < projects.gid"],
    ],
    [
      "of a single object: its list",
      [projects, one("project", "GET /projects/{project_gid}")],
      ["path project_gid < projects.gid"],
    ],
    [
      "by the parameter's name where no list has the path",
      [list("stories", "GET /tasks/all/stories"), one("story", "GET /stories/{story_id}")],
      ["path story_id < stories.id"],
    ],
    [
      "by a search that stands for the list",
      [list("customers", "GET /customers/search"), list("addresses", "GET /customers/{id}/addresses")],
      ["path id < customers.id"],
    ],
    [
      "through a query parameter that must be there",
      [projects, list("tasks", "GET /tasks", RECORD, { parameters: [parameter("project", { required: true })] })],
      ["query project < projects.gid"],
    ],
    [
      "through a query parameter that the words ask for",
      [
        projects,
        list("tasks", "GET /tasks", RECORD, {
          description: "You must specify a `project` or `tag`.",
          parameters: [parameter("assignee"), parameter("project")],
        }),
      ],
      ["query project < projects.gid"],
    ],
    [
      "for two parameters from one record",
      [repos, list("issues", "GET /repos/{owner}/{repo}/issues")],
      ["path owner < user_repos.owner.login", "path repo < user_repos.name"],
    ],
    [
      "as the nearest parent is filled, whatever its record says of those above",
      [
        accounts,
        conferences,
        list("participants", "GET /accounts/{AccountSid}/conferences/{ConferenceSid}/participants"),
      ],
      ["path AccountSid < accounts.sid", "path ConferenceSid < conferences.sid"],
    ],
    [
      "with what the nearest parent's record says of those above, where nothing fills the parent's own",
      [conferences, list("participants", "GET /accounts/{AccountSid}/conferences/{ConferenceSid}/participants")],
      ["path AccountSid < conferences.account_sid", "path ConferenceSid < conferences.sid"],
    ],
    [
      "by the path's own list, where the name fits another list as well",
      [
        list("flow_tasks", "GET /flows/tasks", { properties: { task_id: { type: "string" } } }),
        list("runs", "GET /runs", { properties: { id: { type: "string" } } }),
        list("run_instances", "GET /runs/{run_id}/instances", { properties: { task_id: { type: "string" } } }),
        list("instance_links", "GET /runs/{run_id}/instances/{task_id}/links"),
      ],
      ["path run_id < runs.id", "path task_id < run_instances.task_id"],
    ],
    [
      "by the list with any such records rather than a list about them",
      [
        list("ticket_issues", "GET /ticket-issues"),
        listedStream("found_issues", operation("GET /found-issues"), { record: RECORD, recordsPath: ["issues"] }),
        list("paths", "GET /issue/{issueId}/paths"),
      ],
      ["path issueId < found_issues.id"],
    ],
    [
      "by the list of all rather than a selection",
      [
        list("recipes_random", "GET /recipes/random"),
        list("recipes_search", "GET /recipes/complexSearch"),
        list("recipe_summaries", "GET /recipes/{id}/summary"),
      ],
      ["path id < recipes_search.id"],
    ],
    [
      "by a list of lists, not by what such a list holds",
      [list("user_song_lists", "GET /me/songLists"), list("songs", "GET /songLists/{listId}/songs")],
      ["path listId < user_song_lists.id"],
    ],
    [
      "by the list, not by one of them below another record",
      [
        listedStream("list_boards", operation("GET /lists/{idList}/board"), { record: RECORD }),
        list("boards", "GET /members/{idMember}/boards"),
        list("actions", "GET /boards/{idBoard}/actions"),
      ],
      ["path idBoard < boards.id"],
    ],
    [
      "by a report's own list",
      [
        list("metrics_meetings", "GET /metrics/meetings"),
        list("meetings", "GET /users/all/meetings"),
        list("participants", "GET /report/meetings/{meetingId}/participants"),
      ],
      ["path meetingId < meetings.id"],
    ],
    [
      "by the only list of them, although it is below another",
      [
        list("series", "GET /series"),
        list("series_episodes", "GET /series/{seriesId}/episodes"),
        one("episode", "GET /episodes/{id}"),
      ],
      ["path id < series_episodes.id"],
    ],
    [
      "by the list below another, although both are called id",
      [
        list("calendars", "GET /calendars"),
        list("calendar_blocks", "GET /calendars/{id}/blocks"),
        one("block", "GET /calendars/blocks/{id}"),
      ],
      ["path id < calendar_blocks.id"],
    ],
    [
      "by a list whose name ends the parameter's",
      [list("lists", "GET /users/@me/lists"), list("tasks", "GET /lists/{tasklist}/tasks")],
      ["path tasklist < lists.id"],
    ],
    [
      "only before what the nearest parent fills",
      [
        list("systems", "GET /systems", { properties: { system_key: {}, name: {} } }),
        one("edge", "GET /edges/{systemKey}/{name}"),
      ],
      ["path systemKey < systems.system_key"],
    ],
    [
      "by the one key that records of any kind have",
      [
        list("switches", "GET /switches", { properties: { entity_id: {}, entity_type: {} } }),
        list("ports", "GET /switches/{id}/ports"),
      ],
      ["path id < switches.entity_id"],
    ],
    [
      "by a field of just that name",
      [
        list("search_artists", "GET /search/artists", { properties: { mbid: {}, name: {} } }),
        one("artist", "GET /artist/{mbid}"),
      ],
      ["path mbid < search_artists.mbid"],
    ],
    [
      "by a list that isn't shown, where its path is the parameter's",
      [listedStream("groups", operation("GET /groups"), {}), list("users", "GET /groups/{name}/users")],
      ["path name < groups.name"],
    ],
    [
      "by the list itself rather than a kind of such records with a field of the name",
      [
        list("messages", "GET /messages", RECORD, { parameters: [parameter("project", { required: true })] }),
        list("incoming", "GET /as2_incoming_messages", { properties: { id: {}, message_id: {} } }),
        list("reactions", "GET /reactions", RECORD, { parameters: [parameter("message_id", { required: true })] }),
      ],
      ["query message_id < messages.id"],
    ],
    [
      "by a list of pages",
      [list("alerts_paged", "POST /alerts/paged"), list("alert_notes", "GET /alerts/{alertId}/notes")],
      ["path alertId < alerts_paged.id"],
    ],
    [
      "by a list of all",
      [list("firms", "GET /firms/all"), list("firm_users", "GET /firms/{firmId}/users")],
      ["path firmId < firms.id"],
    ],
    [
      "of wikis",
      [list("wikis", "GET /nodes/all/wikis"), one("wiki", "GET /wikis/{wiki_id}")],
      ["path wiki_id < wikis.id"],
    ],
    [
      "by the path's list rather than one that bears the parameter's name elsewhere",
      [
        list("providers", "GET /preprint_providers"),
        list("provider", "GET /files/providers/{provider}"),
        list("addons", "GET /addons"),
        list("folders", "GET /addons/{provider}/folders"),
      ],
      ["path provider < addons.id"],
    ],
    [
      "by the key of an object in the list's records",
      [
        list("branches", "GET /branches", {
          properties: { configured: {}, branch: { properties: { name: {}, commit: {} } } },
        }),
        list("builds", "GET /branches/{branch}/builds"),
      ],
      ["path branch < branches.branch.name"],
    ],
    [
      "by what is listed for one of others",
      [
        listedStream("account_invoices", operation("GET /invoices/accounts/{account-key}"), {
          record: RECORD,
          recordsPath: ["invoices"],
        }),
        list("files", "GET /invoices/{invoiceId}/files"),
      ],
      ["path invoiceId < account_invoices.id"],
    ],
    [
      "through a filter that must be there",
      [
        list("patients", "GET /patients"),
        list("results", "GET /results", RECORD, { parameters: [parameter("filter[patient]", { required: true })] }),
      ],
      ["query filter[patient] < patients.id"],
    ],
    [
      "by the history with such a field rather than the one beside it",
      [
        list("clubs", "GET /clubs"),
        list("club_history", "GET /clubs/{club_id}/history", { properties: { club_id: {}, cycle: {} } }),
        list("player_history", "GET /clubs/{club_id}/players/history", { properties: { player_id: {} } }),
        list("club_cycle", "GET /clubs/{club_id}/history/{cycle}", { properties: { cycle: {} } }),
      ],
      ["path club_id < clubs.id", "path cycle < club_history.cycle"],
    ],
    [
      "by the list that the description names",
      [
        list("upcoming_meetings", "GET /upcomingMeetings", RECORD, { summary: "Get upcoming meetings" }),
        list("historical_meetings", "GET /historicalMeetings", RECORD, { summary: "Get historical meetings" }),
        list("attendees", "GET /meetings/{meetingId}/attendees", RECORD, {
          description: "Attendees. Meetings can be fetched using 'Get historical meetings'.",
        }),
      ],
      ["path meetingId < historical_meetings.id"],
    ],
    [
      "of which a query parameter says that the parts are read of it",
      [
        list("playlists", "GET /playlists"),
        list("items", "GET /playlistItems", RECORD, {
          parameters: [
            parameter("part", { required: true }),
            parameter("playlistId", { description: "Return the playlist items within the given playlist." }),
          ],
        }),
      ],
      ["query playlistId < playlists.id"],
    ],
    [
      "as the nearest parent is filled, where its record doesn't say",
      [
        accounts,
        list("rooms", "GET /accounts/{AccountSid}/rooms", { properties: { sid: {} } }),
        list("guests", "GET /accounts/{AccountSid}/rooms/{RoomSid}/guests"),
      ],
      ["path AccountSid < accounts.sid", "path RoomSid < rooms.sid"],
    ],
    [
      "by what a description says the value is",
      [
        list("users", "GET /users"),
        list("portfolios", "GET /portfolios", RECORD, {
          parameters: [parameter("owner", { required: true, description: "The user who owns the portfolio." })],
        }),
      ],
      ["query owner < users.id"],
    ],
    [
      "with a field inside JSON:API attributes",
      [
        list("workspaces", "GET /workspaces", {
          properties: { id: { type: "string" }, attributes: { properties: { slug: { type: "string" } } } },
        }),
        list("members", "GET /{workspace_slug}/members"),
      ],
      ["path workspace_slug < workspaces.attributes.slug"],
    ],
    [
      "the list that holds them, not a report about them",
      [
        list("metrics_meetings", "GET /metrics/meetings"),
        list("meetings", "GET /users/all/meetings"),
        one("meeting", "GET /meetings/{meetingId}"),
      ],
      ["path meetingId < meetings.id"],
    ],
  ];
  it.each(cases)("%s", (_, streams, expected) => {
    expect(links(streams)).toEqual(expected);
  });

  it("by the parent's key where the parameter is named like the parent", () => {
    const key: Finding<readonly FieldPath[]> = {
      about: "primary-key",
      stream: "gadgets",
      value: [["code"]],
      confidence: 0.9,
      evidence: [],
      against: [],
      rivals: [],
    };
    const gadgets = list("gadgets", "GET /gadgets", { properties: { code: { type: "string" }, label: {} } });
    expect(links([gadgets, list("parts", "GET /gadgets/{gadget}/parts")], [key])).toEqual([
      "path gadget < gadgets.code",
    ]);
  });
});

describe("methods", () => {
  const conversations = listedStream("conversations", operation("GET /conversations.list"), {
    record: RECORD,
    recordsPath: ["channels"],
  });
  const channel = parameter("channel", { description: "Conversation ID to fetch history for." });

  it("need what they read", () => {
    const history = list("history", "GET /conversations.history", RECORD, { parameters: [channel] });
    expect(links([conversations, history])).toEqual(["query channel < conversations.id"]);
  });

  it("that list need nothing, and convince no other list", () => {
    const history = list("history", "GET /conversations.history", RECORD, { parameters: [channel] });
    const members = list("members", "GET /conversations.members", RECORD, { parameters: [channel] });
    const files = list("files", "GET /files.list", RECORD, { parameters: [channel] });
    expect(links([conversations, history, members, files])).toEqual([]);
  });
});

describe("no parents", () => {
  const cases: readonly [string, ListedStream[]][] = [
    ["for a list that needs nothing", [projects, list("tags", "GET /tags")]],
    ["from nothing", [list("sections", "GET /projects/{project_gid}/sections")]],
    [
      "from a filter that nobody asks for",
      [projects, list("tasks", "GET /tasks", RECORD, { parameters: [parameter("project")] })],
    ],
    [
      "from a choice of fixed values",
      [
        list("types", "GET /types"),
        list("tops", "GET /top/{type}", RECORD, {
          parameters: [parameter("type", { in: "path", schema: { type: "string", enum: ["a", "b"] } })],
        }),
      ],
    ],
    [
      "from a page number",
      [
        list("pages", "GET /pages"),
        list("tasks", "GET /tasks", RECORD, { parameters: [parameter("page", { required: true })] }),
      ],
    ],
    [
      "from dates",
      [
        list("days", "GET /days"),
        list("stats", "GET /stats", RECORD, { parameters: [parameter("start_date", { required: true })] }),
      ],
    ],
    [
      "from a single object",
      [one("project", "GET /projects/{project_id}"), list("sections", "GET /projects/{project_id}/sections")],
    ],
    [
      "from what is read for the very same value",
      [list("team_teams", "GET /teams/{team_id}/teams"), list("invitations", "GET /teams/{team_id}/invitations")],
    ],
    [
      "for a name that speaks of something else than its description's noun",
      [
        list("users", "GET /users"),
        list("lookups", "GET /lookup", RECORD, {
          parameters: [parameter("extid", { required: true, description: "The external id of the user" })],
        }),
      ],
    ],
    [
      "for the number of a try from a list of events",
      [
        list("event_logs", "GET /eventLogs", { properties: { event_log_id: { type: "integer" } } }),
        list("log", "GET /instances/all/logs/{task_try_number}"),
      ],
    ],
    [
      "for a place in an order",
      [list("cells", "GET /tables/all/cells"), list("texts", "GET /tables/all/cells/{index}/text")],
    ],
    [
      "for a cycle from what is keyed by something else",
      [
        list("player_history", "GET /players/history", { properties: { player_id: {} } }),
        list("cycles", "GET /players/history/{cycle}"),
      ],
    ],
    [
      "for a word that is no name of the list",
      [list("cars", "GET /dealers/cars"), one("check", "GET /crm_check/car/{vin}")],
    ],
    [
      "for a format or a day",
      [
        list("games", "GET /{format}/games", { properties: { Format: {}, start_date: {}, id: {} } }),
        one("game", "GET /{format}/games/{start_date}"),
      ],
    ],
    [
      "for a bare key of something else than its description's noun",
      [list("payments", "GET /payments"), one("log", "GET /objects/payment-transaction-log/{id}")],
    ],
    [
      "from what is listed for one of them",
      [
        listedStream("usage_accounts", operation("GET /usage/accounts/{account-key}"), {
          record: RECORD,
          recordsPath: ["usage"],
        }),
        one("account", "GET /objects/account/{id}"),
      ],
    ],
    [
      "for a hash, from an id",
      [list("releases", "GET /releases"), one("hashed", "GET /public/release/{release_hash}")],
    ],
    [
      "from sums by such a thing",
      [
        list("sums_by_state", "GET /sums/by_state", { properties: { state: {} } }),
        list("offices", "GET /offices", RECORD, { parameters: [parameter("state", { required: true })] }),
      ],
    ],
    [
      "from a filter that other paths have as well",
      [
        list("accounts", "GET /accounts"),
        ...["logs", "errors"].map((name) =>
          list(`account_${name}`, `GET /accounts/{id_account}/${name}`, RECORD, {
            parameters: [parameter("id_account", { in: "path" }), parameter("id_account")],
          }),
        ),
        list("logs", "GET /logs", RECORD, { parameters: [parameter("id_account")] }),
      ],
    ],
    [
      "from a list of texts",
      [list("tables", "GET /tables", { type: "string" }), list("rows", "GET /tables/{tableName}/rows")],
    ],
    [
      "from a list that is found by such a thing",
      [
        list("recipes_by_nutrients", "GET /recipes/findByNutrients"),
        list("amounts", "GET /amounts", RECORD, { parameters: [parameter("nutrient", { required: true })] }),
      ],
    ],
    [
      "from a filter that parts may be read by",
      [
        list("orders", "GET /orders"),
        list("items", "GET /orderItems", RECORD, { parameters: [parameter("orderId", { description: "Filter" })] }),
      ],
    ],
    ["from oneself", [list("folders", "GET /folders/{folder_id}/folders")]],
    [
      "from a record without such a key",
      [
        list("gates", "GET /gates", { properties: { colour: {}, width: {} } }),
        list("locks", "GET /gates/{gate_id}/locks"),
      ],
    ],
    ["for a value of another kind beside a key", [list("gists", "GET /gists"), list("x", "GET /gists/latest/{sha}")]],
    [
      "for an attribute to look up by",
      [
        list("users", "GET /users"),
        list("lookups", "GET /lookup", RECORD, {
          parameters: [parameter("email", { required: true, description: "An email address belonging to a user" })],
        }),
      ],
    ],
  ];
  it.each(cases)("%s", (_, streams) => {
    expect(links(streams)).toEqual([]);
  });

  it("in a circle", () => {
    const a = list("as", "GET /bs/{b_id}/as");
    const b = list("bs", "GET /as/{a_id}/bs");
    const found = detectParents([a, b], httpFacts([a.operation, b.operation]), []);
    expect(found.length).toBeLessThan(2);
  });
});
