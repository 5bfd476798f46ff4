// The texts that name an ENI: states hold the label, and one ENI has one key.
import { expect, test } from "@jest/globals";
import { eniAddress } from "../../provider/vendors/eni-address.ts";
import { vendorNamed } from "../../provider/vendors/index.ts";

function address(vendorName: string) {
  const vendor = vendorNamed(vendorName);
  if (!vendor) throw new Error(`there is no vendor ${vendorName}`);
  return eniAddress(vendor, "ap-guangzhou", "eni-1");
}

test("the label names the vendor, the key its cloud", () => {
  expect(address("tencentcloud-vpc-v2")).toEqual({
    label: "tencentcloud-vpc-v2/ap-guangzhou/eni-1",
    key: "tencentcloud/ap-guangzhou/eni-1",
    area: "tencentcloud/ap-guangzhou",
  });
});

test("two APIs of one cloud have the same ENI, another cloud with the same id has another one", () => {
  expect(address("tencentcloud-vpc").key).toBe(address("tencentcloud-vpc-v2").key);
  expect(address("tencentcloud-ecm").key).not.toBe(address("tencentcloud-vpc").key);
});
