// node note.js review.md: writes it as a note of the merge request, or updates the one of the run before.
import { readFile } from "node:fs/promises";
import process from "node:process";

const { fetch } = globalThis;
const { CI_API_V4_URL, CI_PROJECT_ID, CI_MERGE_REQUEST_IID, GITLAB_NOTE_TOKEN } = process.env;
if (!GITLAB_NOTE_TOKEN) throw new Error("GITLAB_NOTE_TOKEN is not set: a token of the project with the scope `api`");

async function call(path, { method = "GET", body } = {}) {
  const response = await fetch(`${CI_API_V4_URL}${path}`, {
    method,
    headers: { "PRIVATE-TOKEN": GITLAB_NOTE_TOKEN, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return { value: await response.json(), next: response.headers.get("x-next-page") };
}

/** The note of the run before: ours, and with the same first line, a marker that does not show. */
async function findNote(notes, marker) {
  const me = (await call("/user")).value.id;
  for (let page = "1"; page;) {
    const { value, next } = await call(`${notes}?sort=asc&per_page=100&page=${page}`);
    const found = value.find(({ author, body }) => author.id === me && body.startsWith(marker));
    if (found) return found.id;
    page = next;
  }
  return undefined;
}

const body = await readFile(process.argv[2] ?? "review.md", "utf8");
const [marker] = body.split("\n");
const notes = `/projects/${CI_PROJECT_ID}/merge_requests/${CI_MERGE_REQUEST_IID}/notes`;
const id = await findNote(notes, marker);
if (id === undefined) await call(notes, { method: "POST", body: { body } });
else await call(`${notes}/${id}`, { method: "PUT", body: { body } });
