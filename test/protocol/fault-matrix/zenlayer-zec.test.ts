// The fault matrix of zenlayer-zec: see matrix.ts, and the tables cloud-faults.ts and interruptions.ts.
import { describeMatrix } from "./matrix.ts";

describeMatrix("zenlayer-zec");
