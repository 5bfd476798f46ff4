// The fault matrix of tencentcloud-ecm: see matrix.ts, and the tables cloud-faults.ts and interruptions.ts.
import { describeMatrix } from "./matrix.ts";

describeMatrix("tencentcloud-ecm");
