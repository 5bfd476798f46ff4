// The examples for CI: their YAML parses, asks for no more than it needs, and what posts the comment updates the one of the run before.
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { execFile } from "node:child_process";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { z } from "zod";
import { projectRoot } from "../../tools/engine.ts";
import { kinds } from "../../provider/cli/review/row.ts";

const run = promisify(execFile);
// Pulumi's own: the repository has no need of one besides.
const pulumi = createRequire(createRequire(import.meta.url).resolve("@pulumi/pulumi/package.json"));
const yaml = z.object({ load: z.function({ input: [z.string()], output: z.unknown() }) }).parse(pulumi("js-yaml"));
const examples = join(projectRoot, "examples");
const body = "<!-- eni-attachment review shop%2Fprod -->\n### Attachments of `shop/prod`: 1 moved\n";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "eni-ci-"));
  await writeFile(join(folder, "review.md"), body);
});
afterAll(() => rm(folder, { recursive: true }));

/** Kinds that an example gates on have to be there, and the commands have to be those of the program. */
function expectCommands(scripts: string): void {
  const gates = [...scripts.matchAll(/--fail-on (\S+)/g)].flatMap(([, list = ""]) => list.split(","));
  expect(gates.length).toBeGreaterThan(0);
  expect(kinds).toEqual(expect.arrayContaining(gates));
  expect(scripts).toMatch(/pulumi preview --json .*> preview\.json/);
  expect(scripts).toMatch(/eni-attachment review preview\.json --format markdown > review\.md/);
}

describe("GitHub", () => {
  const job = z.looseObject({
    if: z.string(),
    permissions: z.record(z.string(), z.string()),
    steps: z.array(
      z.looseObject({
        uses: z.string().optional(),
        run: z.string().optional(),
        env: z.record(z.string(), z.string()).optional(),
      }),
    ),
  });
  const workflow = z.looseObject({
    permissions: z.object({}).strict(),
    jobs: z.object({ preview: job, comment: job }).strict(),
  });
  const read = async () =>
    workflow.parse(yaml.load(await readFile(join(examples, "github-actions", "review.yml"), "utf8")));

  test("the job with secrets cannot write, the one that writes has none and checks nothing out", async () => {
    const { preview, comment } = (await read()).jobs;
    expect(preview.permissions).toEqual({ contents: "read" });
    expect(preview.if).toBe("github.event.pull_request.head.repo.full_name == github.repository");
    expect(comment.permissions).toEqual({ "pull-requests": "write" });
    expect(JSON.stringify(comment)).not.toMatch(/secrets\.|checkout|npx|npm/);
    expect(JSON.stringify(preview)).not.toMatch(/github\.token|GITHUB_TOKEN/);
    // Text of a pull request in a script would be part of the script.
    for (const step of [...preview.steps, ...comment.steps]) expect(step.run ?? "").not.toContain("${{");
    expectCommands(preview.steps.map((step) => step.run ?? "").join("\n"));
    expect(preview.steps.some((step) => step.uses?.startsWith("pulumi/actions@"))).toBe(true);
  });

  test.each([
    ["", "--method POST repos/acme/shop/issues/7/comments"],
    ["41\n42\n", "--method PATCH repos/acme/shop/issues/comments/41"],
  ])("comments that are there: %j", async (ids, call) => {
    const { steps } = (await read()).jobs.comment;
    const script = steps.map((step) => step.run ?? "").join("\n");
    const fake = join(folder, "gh");
    await writeFile(
      fake,
      `#!/bin/sh\necho "$MARKER: $*" >> calls\ncase "$*" in *--paginate*) printf '${ids}' ;; esac\n`,
    );
    await chmod(fake, 0o755);
    await rm(join(folder, "calls"), { force: true });
    const env = { PATH: `${folder}${delimiter}${process.env["PATH"]}`, REPOSITORY: "acme/shop", NUMBER: "7" };
    await run("bash", ["-e", "-c", script], { cwd: folder, env });
    const [asked = "", ...told] = (await readFile(join(folder, "calls"), "utf8")).trim().split("\n");
    const marker = "<!-- eni-attachment review shop%2Fprod -->";
    expect(asked).toMatch(
      /--paginate repos\/acme\/shop\/issues\/7\/comments --jq .*github-actions\[bot\].*startswith\(env\.MARKER\)/,
    );
    expect(told).toEqual([`${marker}: api --silent ${call} --field body=@review.md`]);
  });
});

describe("GitLab", () => {
  const job = z.looseObject({
    rules: z.array(z.object({ if: z.string(), when: z.string().optional() })),
    script: z.array(z.string()),
    environment: z.object({ name: z.string(), action: z.string() }),
  });
  const jobs = z.object({ "eni-attachment-preview": job, "eni-attachment-note": job }).strict();

  test("nothing runs for forks, and each job has variables of its own", async () => {
    const text = await readFile(join(examples, "gitlab-ci", "review.gitlab-ci.yml"), "utf8");
    const { "eni-attachment-preview": preview, "eni-attachment-note": note } = jobs.parse(yaml.load(text));
    for (const { rules } of [preview, note]) {
      expect(rules.every((rule) => rule.if.includes("$CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_PROJECT_ID"))).toBe(
        true,
      );
    }
    expect(preview.environment.name).not.toBe(note.environment.name);
    expect(note.rules.map((rule) => rule.when)).toEqual(["always"]);
    expectCommands(preview.script.join("\n"));
  });

  interface Note {
    readonly id: number;
    readonly author: { readonly id: number };
    readonly body: string;
  }

  /** What note.js asks of a GitLab with these notes, a page each. */
  async function post(notes: readonly Note[], token = "token"): Promise<string[]> {
    const calls: string[] = [];
    const server = createServer((request, response) => {
      let sent = "";
      request.on("data", (chunk: Buffer) => (sent += chunk.toString()));
      request.on("end", () => {
        const { pathname, searchParams } = new URL(request.url ?? "", "http://gitlab");
        const { method = "" } = request;
        if (method !== "GET") calls.push(`${method} ${pathname} ${sent}`);
        if (request.headers["private-token"] !== "token") response.writeHead(401);
        const page = Number(searchParams.get("page"));
        if (page > 0) response.setHeader("x-next-page", page < notes.length ? `${page + 1}` : "");
        const one = notes[page - 1];
        response.end(JSON.stringify(pathname === "/user" ? { id: 5 } : page > 0 ? (one ? [one] : []) : {}));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    try {
      const env = {
        CI_API_V4_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        CI_PROJECT_ID: "3",
        CI_MERGE_REQUEST_IID: "7",
        GITLAB_NOTE_TOKEN: token,
      };
      await run(process.execPath, [join(examples, "gitlab-ci", "note.js"), "review.md"], { cwd: folder, env });
      return calls;
    } finally {
      server.close();
    }
  }

  const marker = "<!-- eni-attachment review shop%2Fprod -->\nolder";
  const other = { id: 1, author: { id: 5 }, body: "<!-- eni-attachment review shop%2Ftest -->" };
  const notOurs = { id: 2, author: { id: 6 }, body: marker };
  const path = "/projects/3/merge_requests/7/notes";

  test("the first note", async () => {
    expect(await post([])).toEqual([`POST ${path} ${JSON.stringify({ body })}`]);
    expect(await post([other, notOurs])).toEqual([`POST ${path} ${JSON.stringify({ body })}`]);
  });

  test("the note of the run before, on a later page", async () => {
    const ours = { id: 9, author: { id: 5 }, body: marker };
    expect(await post([other, notOurs, ours])).toEqual([`PUT ${path}/9 ${JSON.stringify({ body })}`]);
  });

  test("a token that is not accepted, or not there, fails", async () => {
    await expect(post([], "wrong")).rejects.toMatchObject({ stderr: expect.stringMatching(/GET \/user: 401/) });
    await expect(post([], "")).rejects.toMatchObject({ stderr: expect.stringMatching(/GITLAB_NOTE_TOKEN is not set/) });
  });
});
