// What a user sees when a setting of the stack or of the environment is not what it should be.
import { testEnvironment } from "../contract/environment.ts";
import type { Row } from "./row.ts";
import type { Setting, Stage } from "./stage.ts";

const configured = (name: string, value: string): Setting => ({ configuration: { [name]: value } });

/** What the state has of an attachment to `a`. */
const attachedBefore = (stage: Stage) => ({ ...stage.inputs(), state: "attached", attachedTo: stage.ids.a });

export const settingRows: readonly Row[] = [
  {
    situation: "an endpoint without a scheme",
    setting: configured("eni:endpoints", '{"alicloud-ecs":"ecs.example.com"}'),
    bring: (stage) => stage.create(),
    error: [
      'attach {eni} to {a} ({where}): eni:endpoints (stack configuration) at alicloud-ecs: must be an origin such as "https://ecs.example.com" or "http://127.0.0.1:8080", without a path or a user; got "ecs.example.com".',
      "Now: nothing was sent.",
      "To do: Correct or remove it.",
      "[CONFIGURATION_INVALID]",
    ],
  },
  {
    situation: "an endpoint without a scheme, at refresh: that of the last up",
    setting: configured("eni:endpoints", '{"alicloud-ecs":"ecs.example.com"}'),
    bring: (stage) => stage.cloud.read("one", attachedBefore(stage)),
    error: [
      'look at {eni}, recorded on {a} ({where}): eni:endpoints (stack configuration) at alicloud-ecs: must be an origin such as "https://ecs.example.com" or "http://127.0.0.1:8080", without a path or a user; got "ecs.example.com".',
      "Now: nothing was sent.",
      "To do: Correct or remove it, then run this with `--run-program`: without that a refresh or destroy gets the stack configuration of the last `pulumi up`. Or give this vendor's endpoint in ENI_ENDPOINTS (environment), which wins over it.",
      "[CONFIGURATION_INVALID]",
    ],
  },
  {
    situation: "an endpoint without a scheme, where ENI_ENDPOINTS has another one: nothing needs to be said",
    setting: configured("eni:endpoints", '{"alicloud-ecs":"ecs.example.com"}'),
    bring: async (stage) => {
      testEnvironment["ENI_ENDPOINTS"] = '{"alicloud-ecs":"https://ecs-cn-hangzhou.aliyuncs.com"}';
      const { id, outs } = await stage.attached();
      await stage.cloud.check(stage.inputs(), stage.inputs());
      await stage.cloud.read(id, outs);
      return stage.cloud.delete(id, outs);
    },
  },
  {
    situation: "a rate that is none, at destroy: that of the last up",
    setting: configured("eni:rateLimits", '{"alicloud-ecs":{"AttachNetworkInterface":"fast"}}'),
    bring: (stage) => stage.cloud.delete("one", attachedBefore(stage)),
    error: [
      'detach {eni} from {a} ({where}): eni:rateLimits (stack configuration) at alicloud-ecs.AttachNetworkInterface: must be calls a second as a number above 0, or text such as "20/s" or "300/min"; got "fast".',
      "Now: nothing was sent.",
      "To do: Correct or remove it, then run this with `--run-program`: without that a refresh or destroy gets the stack configuration of the last `pulumi up`.",
      "[CONFIGURATION_INVALID]",
    ],
  },
  {
    situation: "endpoints of the environment that are no object, at refresh: it is today's",
    bring: (stage) => {
      testEnvironment["ENI_ENDPOINTS"] = "7";
      return stage.cloud.read("one", attachedBefore(stage));
    },
    error: [
      'look at {eni}, recorded on {a} ({where}): ENI_ENDPOINTS (environment): must be a JSON object such as {"alicloud-ecs": "https://ecs.example.com"}.',
      "Now: nothing was sent.",
      "To do: Correct or remove it.",
      "[CONFIGURATION_INVALID]",
    ],
  },
  {
    situation: "an endpoint of an unknown vendor",
    setting: configured("eni:endpoints", '{"alicloud":"https://ecs.example.com"}'),
    bring: (stage) => stage.create(),
    error: [
      'attach {eni} to {a} ({where}): eni:endpoints (stack configuration): knows no vendor "alicloud": it must be one of {vendors}, tencentcloud-cvm.',
      "Now: nothing was sent.",
      "To do: Correct or remove it.",
      "[CONFIGURATION_INVALID]",
    ],
  },
  {
    situation: "an endpoint with a user and a password, which are not repeated",
    setting: configured("eni:endpoints", '{"alicloud-ecs":"https://me:ExampleSecretNotARealOne@ecs.example.com"}'),
    bring: (stage) => stage.create(),
    error: [
      'attach {eni} to {a} ({where}): eni:endpoints (stack configuration) at alicloud-ecs: must be an origin such as "https://ecs.example.com" or "http://127.0.0.1:8080", without a path or a user.',
      "Now: nothing was sent.",
      "To do: Correct or remove it.",
      "[CONFIGURATION_INVALID]",
    ],
  },
  {
    situation: "endpoints that are no object",
    bring: (stage) => {
      testEnvironment["ENI_ENDPOINTS"] = "https://me:ExampleSecretNotARealOne@ecs.example.com";
      return stage.create();
    },
    error: [
      'attach {eni} to {a} ({where}): ENI_ENDPOINTS (environment): must be a JSON object such as {"alicloud-ecs": "https://ecs.example.com"}.',
      "Now: nothing was sent.",
      "To do: Correct or remove it.",
      "[CONFIGURATION_INVALID]",
    ],
  },
  {
    situation: "a rate that is none",
    setting: configured("eni:rateLimits", '{"alicloud-ecs":{"AttachNetworkInterface":"fast"}}'),
    bring: (stage) => stage.create(),
    error: [
      'attach {eni} to {a} ({where}): eni:rateLimits (stack configuration) at alicloud-ecs.AttachNetworkInterface: must be calls a second as a number above 0, or text such as "20/s" or "300/min"; got "fast".',
      "Now: nothing was sent.",
      "To do: Correct or remove it.",
      "[CONFIGURATION_INVALID]",
    ],
  },
  {
    situation: "rates that are no object",
    setting: configured("eni:rateLimits", '{"alicloud-ecs":20}'),
    bring: (stage) => stage.create(),
    error: [
      'attach {eni} to {a} ({where}): eni:rateLimits (stack configuration) at alicloud-ecs: must be an object of actions, as in {"alicloud-ecs": {"AttachNetworkInterface": "300/min"}}.',
      "Now: nothing was sent.",
      "To do: Correct or remove it.",
      "[CONFIGURATION_INVALID]",
    ],
  },
  {
    situation: "a preflight that is neither true nor false",
    setting: configured("eni:preflight", "yes"),
    bring: (stage) => stage.create(),
    error: [
      'attach {eni} to {a} ({where}): eni:preflight (stack configuration): must be true or false; got "yes".',
      "Now: nothing was sent.",
      "To do: Correct or remove it.",
      "[CONFIGURATION_INVALID]",
    ],
  },
  {
    situation: "a preflight that is neither true nor false, at preview",
    setting: configured("eni:preflight", "yes"),
    bring: (stage) => stage.previewNew(),
    failures: ['eni:preflight (stack configuration): must be true or false; got "yes" [CONFIGURATION_INVALID]'],
  },
];
