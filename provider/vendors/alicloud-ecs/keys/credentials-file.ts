// Keys of a profile of the SDKs' credentials file, `~/.alibabacloud/credentials`, INI (README of @alicloud/credentials, "Config File").
import { z } from "zod";
import { shown } from "../../../http/redact.ts";
import { NoCredentials } from "../../../http/temporary-credentials.ts";
import { roleCredentials } from "../instance-role.ts";
import type { Keys, Outside } from "./expiring-keys.ts";
import { keyOf } from "./expiring-keys.ts";
import { assumedRole } from "./sts.ts";

const text = z
  .string()
  .optional()
  .transform((value) => value || undefined);

const section = z.looseObject({
  type: text,
  access_key_id: text,
  access_key_secret: text,
  role_arn: text,
  role_session_name: text,
  policy: text,
  role_name: text,
});

/** @param name of the profile: the section. @throws NoCredentials, which names it. */
export async function fileKeys(content: string, name: string, outside: Outside): Promise<Keys> {
  // Loaded only here: most runs find their key earlier.
  const { parse } = await import("ini");
  const title = `profile "${shown(name, 64)}"`;
  const found: unknown = Object.entries(parse(content)).find(([key]) => key === name)?.[1];
  if (found === undefined) throw new NoCredentials(`there is no ${title}`);
  const profile = section.safeParse(found);
  if (!profile.success) throw new NoCredentials(`${title} cannot be read`);
  const { type = "", role_name, ...role } = profile.data;
  try {
    switch (type) {
      case "access_key":
        return keyOf(profile.data);
      case "ram_role_arn": {
        const parts = { arn: role.role_arn, sessionName: role.role_session_name, policy: role.policy };
        return assumedRole(keyOf(profile.data), parts, outside);
      }
      case "ecs_ram_role":
        return roleCredentials(outside.environment, outside.access, role_name);
      default:
        throw new NoCredentials(
          `its type "${shown(type, 64)}" is not read (use one of access_key, ram_role_arn, ecs_ram_role)`,
        );
    }
  } catch (error) {
    if (error instanceof NoCredentials) throw new NoCredentials(`${title}: ${error.message}`, { cause: error });
    throw error;
  }
}
