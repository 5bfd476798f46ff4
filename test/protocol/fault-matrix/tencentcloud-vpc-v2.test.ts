// The fault matrix of tencentcloud-vpc-v2: see matrix.ts, and the tables cloud-faults.ts and interruptions.ts.
import { describeMatrix } from "./matrix.ts";

describeMatrix("tencentcloud-vpc-v2");
