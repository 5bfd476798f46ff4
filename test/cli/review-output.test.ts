// The forms of a review. Names, ids and messages are user input, and a comment is rendered: nothing of theirs may act there.
import { describe, expect, test } from "@jest/globals";
import { json } from "../../provider/cli/review/json.ts";
import { code, markdown } from "../../provider/cli/review/markdown.ts";
import { text } from "../../provider/cli/review/text.ts";
import { attachment } from "../support/on-cloud.ts";
import { attached, create, move, previewOf, remove, said, step } from "./previews.ts";
import { reviewOf } from "./rows.ts";
import { readSample } from "./samples.ts";

const pageOf = async (preview: string): Promise<string> => markdown(await reviewOf(preview));

/** A line of a table, cut where GitHub cuts it: at each "|" without a backslash before it. */
const cells = (line = ""): string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());

describe("markdown", () => {
  test("the summary first, then what is replaced and deleted, and only what changes", async () => {
    const page = await pageOf(readSample("steps"));
    const lines = page.split("\n");
    expect(lines.slice(0, 4)).toEqual([
      "<!-- eni-attachment review e2e%2Ftest -->",
      "### Attachments of `e2e/test`: 2 replaced, 1 moved, 1 changed in the state alone",
      "",
      "**2 without network while they move, 1 without network from here on.**",
    ]);
    const rows = lines.filter((line) => /^\| (\*\*)?[a-z-]+(\*\*)? \|/.test(line)).map(cells);
    expect(rows.map(([kind, name]) => `${kind} ${name}`)).toEqual([
      "**replace** `ali-leads`",
      "**replace** `ali-swapped`",
      "move `ali-follows`",
      "state-only `ali-guarded`",
    ]);
    expect(page).not.toContain("ali-same");
    expect(rows[1]?.slice(2)).toEqual([
      "`alicloud-ecs` `cn-hangzhou`",
      "`eni-ali10013` → `eni-ali10014`",
      "`i-aaaaaaaa`",
      "`i-bbbbbbbb`",
      "replaced because of `networkInterfaceId`: detached first, then attached",
      "from here on",
      "none",
      "",
    ]);
  });

  test("nothing to say is said, so that an older comment does not stay", async () => {
    expect(
      await pageOf(previewOf([{ op: "same", urn: "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod" }])),
    ).toBe("<!-- eni-attachment review shop%2Fprod -->\n### Attachments of `shop/prod`: no attachment changes\n");
    const failed = previewOf([], [{ message: "error: no", severity: "error" }]);
    expect(await pageOf(failed)).toContain("### Attachments: the preview failed before it came to an attachment");
  });

  test("many attachments that get new code alone are one line", async () => {
    const steps = Array.from({ length: 300 }, (_none, index) =>
      step("update", {
        name: `web-${index}`,
        olds: attached({ __provider: "older", networkInterfaceId: `eni-${index}` }),
        news: attachment({ networkInterfaceId: `eni-${index}` }),
        more: { diffReasons: ["__provider"] },
      }),
    );
    const page = await pageOf(previewOf(steps));
    expect(page.split("\n").slice(1)).toEqual([
      "### Attachments of `shop/prod`: 300 with new code alone",
      "",
      "300 more only get the code of the installed version; nothing is called.",
      "",
    ]);
  });

  test("a comment stays within what GitHub takes, and says what it leaves out", async () => {
    const steps = Array.from({ length: 2000 }, (_none, index) =>
      remove({
        name: `web-${index}`,
        olds: attached({ networkInterfaceId: `eni-${index}`, vendor: "tencentcloud-vpc" }),
      }),
    );
    const page = await pageOf(previewOf(steps));
    expect(page.length).toBeLessThan(65_536);
    const rows = page.match(/^\| \*\*detach/gm)?.length ?? 0;
    expect(rows).toBeGreaterThan(50);
    expect(page).toContain(`… and ${2000 - rows} more: \`eni-attachment review --format text\` shows all.`);
    expect(page).not.toContain("mermaid");
    expect(text(await reviewOf(previewOf(steps))).match(/^detach {2}web-/gm)).toHaveLength(2000);
  });

  const nasty = [
    "</details><img src=x onerror=alert(1)>",
    "a|b|c",
    "a\\|b",
    "`rm -rf`",
    "``` \n# heading",
    "@octocat #1 https://evil.example",
    "![x](https://evil.example/p.png)",
    "--> <script>",
    "right\u202Eto left\u0007\u001b[31m",
    "| --- |\r\n| x |",
  ];

  test.each(nasty)("a name cannot act: %j", async (name) => {
    const preview = previewOf(
      [move({ name }), create({ networkInterfaceId: name, instanceId: name }, "new")],
      [said(`plan: attach to ${name}`)],
    );
    const page = await pageOf(preview);
    const plain = (
      await pageOf(
        previewOf(
          [move({ name: "web" }), create({ networkInterfaceId: "eni-x", instanceId: "i-x" }, "new")],
          [said("plan: attach to i-x")],
        ),
      )
    ).split("\n");
    const lines = page.split("\n");
    // No line more, no cell more.
    expect(lines).toHaveLength(plain.length);
    for (const [index, line] of lines.entries()) {
      if (plain[index]?.startsWith("|")) expect(cells(line)).toHaveLength(cells(plain[index]).length);
    }
    // Outside of code there are only words of ours.
    const outside = lines
      .filter((line) => !/^(\s{2,}|flowchart|```mermaid$|```$)/.test(line))
      .map((line) =>
        line
          .replaceAll(/(?<!`)(`+)(?!`)(?:(?!\1(?!`)).)*?(?<!`)\1(?!`)/g, "")
          .replaceAll(/<code>(?:[\p{L}\p{N} ]|&#\d+;)*<\/code>/gu, ""),
      )
      .join("\n");
    expect(outside).not.toMatch(/evil|octocat|onerror|script|heading|rm -rf/);
    expect(page).not.toMatch(/[^\P{C}\n]/u);
    // In the picture nothing but letters, digits and numbers of characters between quotes.
    const picture = /```mermaid\n([\s\S]*?)\n```/.exec(page)?.[1] ?? "";
    for (const [, label = ""] of picture.matchAll(/"([^"]*)"/g))
      expect(label).toMatch(/^(?:[\p{L}\p{N} ./_()-]|#\d+;)*$/u);
    expect(picture.replaceAll(/"[^"]*"/g, "")).toMatch(/^[\w\s[\]()=>-]*$/);
  });

  test("a stack's name cannot end the marker", async () => {
    const [marker = ""] = (
      await pageOf(
        previewOf([{ ...move(), urn: "urn:pulumi:a-->b::c--d::pulumi-nodejs:dynamic/eni:EniAttachment::web" }]),
      )
    ).split("\n");
    expect(marker).toBe("<!-- eni-attachment review c%2D%2Dd%2Fa%2D%2D%3Eb -->");
  });

  test("text of others as code", () => {
    expect(code("i-a")).toBe("`i-a`");
    expect(code("with `ticks` and ``two``")).toBe("``` with `ticks` and ``two`` ```");
    expect(code("a|b")).toBe("<code>a&#124;b</code>");
    expect(code(" \u0000 ")).toBe("*empty*");
  });
});

describe("the picture", () => {
  test("where the ENIs are before and after, a box for each instance", async () => {
    const steps = [
      move(),
      remove({ name: "old", olds: attached({ networkInterfaceId: "eni-two" }) }),
      create({ networkInterfaceId: "eni-three", instanceId: "i-b" }, "new"),
    ];
    const page = await pageOf(previewOf(steps, [said("plan: attach to i-b", "alicloud-ecs/cn-hangzhou/eni-three")]));
    expect(/```mermaid\n([\s\S]*?)\n```/.exec(page)?.[1]?.split("\n")).toEqual([
      "flowchart LR",
      "  subgraph before",
      "    direction LR",
      '    before0["eni-two (old)"] --- beforeInstance0(["i-a"])',
      '    before1["eni-one (web)"] --- beforeInstance0',
      '    before2["eni-three (new)"]',
      "  end",
      "  subgraph after",
      "    direction LR",
      '    after0["eni-two (old)"]',
      '    after1["eni-one (web)"] --- afterInstance0(["i-b"])',
      '    after2["eni-three (new)"] --- afterInstance0',
      "  end",
      "  before ==> after",
    ]);
  });

  test("none where nothing moves, or where it would not show what happens", async () => {
    const still = step("update", {
      olds: attached(),
      news: attachment({ timeouts: { attach: "5m" } }),
      more: { diffReasons: ["timeouts"] },
    });
    expect(await pageOf(previewOf([still]))).not.toContain("mermaid");
    const refused = previewOf([move()], [said("plan: up will fail: it is a primary ENI")]);
    expect(await pageOf(refused)).not.toContain("mermaid");
    const adopted = previewOf([create({})], [said("plan: adopt it as it is, attached to i-a")]);
    expect(await pageOf(adopted)).not.toContain("mermaid");
  });
});

test("a terminal gets no control characters", async () => {
  const review = await reviewOf(
    previewOf([move({ name: "web\u001b[2J\u202E" })], [said("plan: detach from i-a\u0007, then attach to i-b")]),
  );
  expect(text(review)).toBe(
    [
      "Attachments of shop/prod: 1 moved",
      "1 without network while it moves",
      "",
      "move  web [2J",
      "  alicloud-ecs cn-hangzhou eni-one",
      "  i-a -> i-b: detached, then attached",
      "  downtime: while it moves",
      "  plan: detach from i-a , then attach to i-b",
      "",
    ].join("\n"),
  );
});

test("JSON has every row and its facts", async () => {
  const document = JSON.parse(json(await reviewOf(readSample("protected")))) as Record<string, unknown>;
  expect(document).toMatchObject({
    version: 1,
    stack: "e2e/test",
    summary: "1 detached, 1 moved",
    counts: { detach: 1, move: 1, replace: 0, "code-only": 0 },
    rows: [
      {
        kind: "detach",
        name: "ali-protected",
        downtime: "from here on",
        from: { is: "known", value: "i-aaaaaaaa" },
        to: { is: "detached" },
        failure: null,
      },
      {
        kind: "move",
        name: "ali-moved",
        what: "detached, then attached",
        billing: "",
        plan: ["detach from i-aaaaaaaa, then attach to [secret]"],
      },
    ],
    warnings: [{ code: "PROTECTED", attachments: ["ali-protected"] }],
    errors: [expect.stringMatching(/cannot be deleted because it is protected/)],
  });
});
