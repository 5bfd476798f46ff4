// Where the facts come from: the pinned packages, and the models and error codes in them that our actions answer with.

/**
 * Packages of PyPI, whose versions `npm run vendor-facts -- --update` downloads. npm has no package of Tencent Cloud for VPC or ECM alone,
 * and none of Zenlayer.
 */
export const pythonPackages = {
  "tencentcloud-sdk-python-cvm": "3.1.178",
  "tencentcloud-sdk-python-ecm": "3.1.105",
  "tencentcloud-sdk-python-vpc": "3.1.193",
  "zenlayercloud-sdk-python": "2.0.77",
} as const;
export type PythonPackage = keyof typeof pythonPackages;

/** Of npm, pinned in package-lock.json. */
export const npmPackage = "@alicloud/ecs20140526";

/** A field whose values another model of the SDK lists, or another file: the request, which can ask for one of them. */
interface WordsElsewhere {
  readonly file: string;
  readonly model: string;
  /** Model of the answer that has the field. */
  readonly of: string;
  readonly field: string;
}

export interface AnswerSource {
  readonly package: PythonPackage | typeof npmPackage;
  readonly file: string;
  readonly model: string;
  readonly words?: WordsElsewhere;
}

export interface CodeSource {
  readonly package: PythonPackage;
  readonly file: string;
}

const ecs = (action: string, withStatus?: string): AnswerSource => ({
  package: npmPackage,
  file: `src/models/${action}ResponseBody.ts`,
  model: `${action}ResponseBody`,
  ...(withStatus === undefined
    ? {}
    : {
        words: {
          file: `src/models/${action}Request.ts`,
          model: `${action}Request`,
          of: `${action}ResponseBody${withStatus}`,
          field: "Status",
        },
      }),
});

const python =
  (name: PythonPackage, file: string) =>
  (action: string): readonly [string, AnswerSource] => [action, { package: name, file, model: `${action}Response` }];
const cvmFile = "tencentcloud/cvm/v20170312/models.py";
const ecm = python("tencentcloud-sdk-python-ecm", "tencentcloud/ecm/v20190719/models.py");
const vpc = python("tencentcloud-sdk-python-vpc", "tencentcloud/vpc/v20170312/models.py");
const zec = python("zenlayercloud-sdk-python", "zenlayercloud/zec/v20250901/models.py");

const common = ["AttachNetworkInterface", "DetachNetworkInterface", "DescribeNetworkInterfaces"];

export const answers: Readonly<Record<string, Readonly<Record<string, AnswerSource>>>> = {
  "alicloud-ecs": {
    AttachNetworkInterface: ecs("AttachNetworkInterface"),
    DetachNetworkInterface: ecs("DetachNetworkInterface"),
    DescribeInstanceTypes: ecs("DescribeInstanceTypes"),
    DescribeInstances: ecs("DescribeInstances", "InstancesInstance"),
    DescribeNetworkInterfaces: ecs("DescribeNetworkInterfaces", "NetworkInterfaceSetsNetworkInterfaceSet"),
  },
  "tencentcloud-ecm": Object.fromEntries([...common, "DescribeInstances"].map(ecm)),
  "tencentcloud-vpc": {
    ...Object.fromEntries([...common, "DescribeVpcTaskResult"].map(vpc)),
    DescribeInstances: {
      package: "tencentcloud-sdk-python-cvm",
      file: cvmFile,
      model: "DescribeInstancesResponse",
      // DescribeInstances refers to the table of states; DescribeInstancesStatus has it.
      words: { file: cvmFile, model: "InstanceStatus", of: "Instance", field: "InstanceState" },
    },
  },
  // No SDK with models is published for the legacy API.
  "tencentcloud-vpc-v2": {},
  "zenlayer-zec": Object.fromEntries([...common, "DescribeInstances"].map(zec)),
};

export const codes: Readonly<Record<string, readonly CodeSource[]>> = {
  "tencentcloud-ecm": [{ package: "tencentcloud-sdk-python-ecm", file: "tencentcloud/ecm/v20190719/errorcodes.py" }],
  "tencentcloud-vpc": [{ package: "tencentcloud-sdk-python-vpc", file: "tencentcloud/vpc/v20170312/errorcodes.py" }],
  "zenlayer-zec": [{ package: "zenlayercloud-sdk-python", file: "zenlayercloud/common/excpetion/error_code.py" }],
};
