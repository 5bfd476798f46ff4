// The fault matrix of alicloud-ecs: see matrix.ts, and the tables cloud-faults.ts and interruptions.ts.
import { describeMatrix } from "./matrix.ts";

describeMatrix("alicloud-ecs");
