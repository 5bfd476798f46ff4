// Zones of the legacy API, told as numbers, and of CVM, told by name: the same place has one name, and what has neither form has none.
import { expect, test } from "@jest/globals";
import { zoneName } from "../../provider/vendors/tencentcloud/cvm.ts";

test.each([
  ["100003", "ap-guangzhou", "ap-guangzhou-3"],
  ["ap-guangzhou-3", "ap-guangzhou", "ap-guangzhou-3"],
  ["160001", "ap-chengdu", "ap-chengdu-1"],
  ["100010", "ap-guangzhou", "ap-guangzhou-10"],
  ["100000", "ap-guangzhou", undefined],
  ["7", "ap-guangzhou", undefined],
  ["Guangzhou Zone 3", "ap-guangzhou", undefined],
])("%s in %s is %s", (told, region, name) => expect(zoneName(told, region)).toBe(name));
