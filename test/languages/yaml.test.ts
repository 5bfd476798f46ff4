// The example in YAML, by its README, with a drift and an import.
import { livesIn } from "./life.ts";

livesIn("yaml");
