// The legacy API of Tencent Cloud does not know instances: CVM is asked about them, and where it cannot be, the ENIs on them show where
// they are, which a line says.
import { describe, expect, test } from "@jest/globals";
import type { HttpRequest } from "../../provider/http/transport.ts";
import { TransportFailure } from "../../provider/http/transport.ts";
import { InProcess } from "../support/in-process.ts";
import type { Properties } from "../support/running-provider.ts";
import { eachTestHasOnly } from "./each-test.ts";
import { tencentcloudVpcV2 } from "./vendor-cases/tencentcloud-vpc-v2.ts";

const { ids, vendor, region } = tencentcloudVpcV2;
eachTestHasOnly(tencentcloudVpcV2.environment);

const inputs = (instanceId: string, networkInterfaceId = ids.eni): Properties => ({
  vendor,
  region,
  networkInterfaceId,
  instanceId,
  vpcId: "vpc-default0",
});

const isAtCvm = ({ url }: HttpRequest): boolean => new URL(url).host === "cvm.tencentcloudapi.com";

/** A cloud whose ENI is on instance `a`; then what is different begins. */
async function attached(more: Partial<ConstructorParameters<typeof InProcess>[0]> = {}, denied: string[] = []) {
  const world = tencentcloudVpcV2.world();
  const accounts = (world["accounts"] as Properties[]).map((account) => ({ ...account, denied }));
  const cloud = new InProcess({ world: { ...world, accounts }, ...more });
  const made = await cloud.create(inputs(ids.a));
  cloud.restart();
  cloud.lines.length = 0;
  return { cloud, made, since: cloud.mark() };
}

const move = async ({ cloud, made }: Awaited<ReturnType<typeof attached>>, to: string) => {
  await cloud.check(made.outs, inputs(to));
  await cloud.diff(made.id, made.outs, inputs(to));
  return cloud.update(made.id, made.outs, inputs(to)).then(
    () => "moved",
    (error: unknown) => String(error),
  );
};

describe("CVM is asked", () => {
  test("at its own host, and an instance that is not there is told before a detach", async () => {
    const asked: string[] = [];
    const setting = await attached({ cut: (request) => void (isAtCvm(request) && asked.push(request.url)) });
    expect(await move(setting, ids.unknownInstance)).toContain(`instance ${ids.unknownInstance} does not exist`);
    expect(setting.cloud.changes(setting.since)).toEqual([]);
    expect(asked.length).toBeGreaterThan(0);
  });

  test("one that is starting is waited for before anything is detached", async () => {
    const setting = await attached();
    setting.cloud.cloud.world.startInstance(ids.b, 20_000);
    const began = setting.cloud.clock.now();
    expect(await move(setting, ids.b)).toBe("moved");
    const [detached] = setting.cloud.calls(setting.since).filter(({ action }) => action.startsWith("Detach"));
    expect(detached?.at).toBeGreaterThanOrEqual(began + 20_000);
  });
});

describe("CVM cannot be asked", () => {
  test("refused: the move goes on, its zone and VPC checked by the ENIs, and each line says why", async () => {
    const setting = await attached({}, ["DescribeInstances"]);
    expect(await move(setting, ids.far)).toContain(`in zone ap-guangzhou-3, ${ids.far} in ap-guangzhou-4`);
    expect(await move(setting, ids.b)).toBe("moved");
    expect(setting.cloud.lines.join("\n")).toContain(
      `${ids.b} could only be seen by its ENIs (UnauthorizedOperation: `,
    );
  });

  test("a private endpoint without tencentcloud-cvm: it is not asked, and one line says so", async () => {
    const endpoints = JSON.stringify({ [vendor]: "https://vpc.example.com" });
    const setting = await attached({ configuration: { "eni:endpoints": endpoints } });
    expect(await move(setting, ids.b)).toBe("moved");
    expect(setting.cloud.calls().filter(({ action }) => action === "DescribeInstances")).toEqual([]);
    expect(setting.cloud.lines.filter((line) => line.includes("none for tencentcloud-cvm"))).toHaveLength(1);
  });

  test.each(["refuses connections", "never answers"])(
    "a host that %s costs a run 2 s, whatever the number of attachments",
    async (how) => {
      let tried = 0;
      let isDown = false;
      const setting = await attached({
        cut: (request) => {
          if (!isDown || !isAtCvm(request)) return;
          tried += 1;
          if (how === "refuses connections") throw new TransportFailure("connect ECONNREFUSED", true);
        },
      });
      isDown = true;
      setting.cloud.cloud.faults.add({ kind: "delay", ms: 3_600_000, match: { action: "DescribeInstances" } });
      const began = setting.cloud.clock.now();
      await setting.cloud.check(setting.made.outs, inputs(ids.b));
      await setting.cloud.diff(setting.made.id, setting.made.outs, inputs(ids.b));
      expect(setting.cloud.clock.now() - began).toBeLessThan(3_000);
      const first = tried;
      expect(first).toBeGreaterThan(0);
      await setting.cloud.diff(setting.made.id, setting.made.outs, inputs(ids.far));
      expect(tried).toBe(first);
    },
  );
});
