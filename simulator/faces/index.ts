// The list of all faces (face.ts says what one is). A new face is a folder and an entry here.
import { DEFAULT_VENDOR } from "../world/schema.ts";
import type { DefaultsOf } from "../world/vendor-defaults.ts";
import { alicloudEcs } from "./alicloud-ecs/index.ts";
import type { Face } from "./face.ts";
import { tencentcloudEcm } from "./tencentcloud-ecm/index.ts";
import { tencentcloudVpc } from "./tencentcloud-vpc/index.ts";
import { tencentcloudVpcV2 } from "./tencentcloud-vpc-v2/index.ts";
import { zenlayerZec } from "./zenlayer-zec/index.ts";

export const faces: readonly Face[] = [alicloudEcs, tencentcloudVpc, tencentcloudVpcV2, tencentcloudEcm, zenlayerZec];

export const vendors: readonly string[] = faces.map(({ vendor }) => vendor);

/** Host names under localhost -> the vendor whose face alone answers there. */
export const hostNames: ReadonlyMap<string, string> = new Map(faces.map(({ host, vendor }) => [host, vendor]));

/**
 * A vendor without defaults gets those of the default vendor. A world file with such a vendor is refused, but only in cloud.ts, after
 * its definition was completed.
 */
export const defaultsOf: DefaultsOf = (vendor) => {
  const defaults = [vendor, DEFAULT_VENDOR].map((name) => faces.find((face) => face.vendor === name)?.defaults);
  const found = defaults.find((one) => one !== undefined);
  if (found === undefined) throw new Error(`no face has defaults for ${vendor}`);
  return found;
};
