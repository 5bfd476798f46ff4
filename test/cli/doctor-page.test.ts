// docs/doctor.md: what it shows is what the doctor says of the local cloud's own world.
import { expect, test } from "@jest/globals";
import { doctor } from "../../provider/cli/doctor/doctor.ts";
import { defaultWorld } from "../../simulator/server.ts";
import { blocksIn, textOf } from "../docs/markdown.ts";
import { InProcess } from "../support/in-process.ts";
import { calmRandom } from "../unit/fakes.ts";

const page = textOf("docs/doctor.md");
const sessions = blocksIn("docs/doctor.md").flatMap(({ language, body }) => {
  const [, args, shown = ""] = /^\$ eni-attachment doctor (.*)\n([^]*)$/.exec(body) ?? [];
  return language === "console" && args !== undefined ? [{ args, shown }] : [];
});

test("there are sessions on the page", () => expect(sessions.length).toBeGreaterThan(1));

test.each(sessions)("$args", async ({ args, shown }) => {
  const cloud: InProcess = new InProcess({
    world: defaultWorld(),
    tamper: (_request, response) => ({
      ...response,
      headers: { ...response.headers, date: new Date(cloud.clock.now()).toUTCString() },
    }),
  });
  let out = "";
  const exitCode = await cloud.clock.until(
    doctor(args.split(" "), {
      out: (text) => (out += text),
      error: (text) => (out += text),
      isTerminal: false,
      tools: {
        environment: {
          HOME: "/nonexistent",
          ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAI5tEXAMPLEKEYID000001",
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: "ExampleSecretNotARealOne000001",
          ENI_ENDPOINTS: '{"alicloud-ecs": "http://127.0.0.1:8080"}',
        },
        clock: cloud.clock,
        random: calmRandom(),
        transport: cloud.transport,
      },
    }),
  );
  expect(out).toBe(shown);
  expect(exitCode).toBe(shown.includes("\nproblem ") ? 1 : 0);
});

test("every check and status is explained", () => {
  const words = ["configuration", "credentials", "region", "endpoint", "clock", "permissions", "eni", "instance", "attach", "detach"]; // prettier-ignore
  for (const check of words) expect(page).toMatch(new RegExp(`^\\| \`${check}\` \\|`, "m"));
  for (const status of ["ok", "warning", "problem", "unchecked"]) expect(page).toContain(`\`${status}\``);
});
