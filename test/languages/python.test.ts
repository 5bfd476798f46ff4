// The example in Python, by its README, with a drift and an import.
import { livesIn } from "./life.ts";

livesIn("python");
