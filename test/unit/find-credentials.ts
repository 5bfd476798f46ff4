// Run as a process of its own by alicloud-credentials-library.test.ts, since the vendor's library looks at the real
// environment and home folder: prints what is found with the stack configuration given as JSON.
import { findCredentials } from "../../provider/vendors/alicloud-ecs/credentials.ts";
import { realAccess } from "../support/real-access.ts";

const configuration = JSON.parse(process.argv[2] ?? "{}") as Record<string, string>;
const { source, places } = await findCredentials(
  { environment: process.env, configuration: (key) => configuration[key] },
  realAccess,
);
console.log(JSON.stringify({ found: source?.found, key: await source?.get(), places }));
