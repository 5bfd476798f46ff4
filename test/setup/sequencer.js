// The order of the test files: first those that mostly wait for other processes, so that those that only compute fill their pauses, and
// whatever takes long before what does not, so that no file is left alone at the end with one core. Jest's own order knows times only of
// a folder in which the tests have run before.
import Sequencer from "@jest/test-sequencer";

const ranks = [
  /\/test\/e2e\//,
  /\/test\/protocol\/fault-matrix\/processes-/,
  /\/test\/(examples|engine-model)\//,
  // Half a minute and more of one core.
  /\/test\/(simulation\/(fixed-seed|over-plugin)|contract\/fleet)\.test/,
  /\/test\/protocol\/(?!fault-matrix)/,
  /\/test\/(contract\/error-codes|fuzz\/|unit\/soak|simulator\/main|protocol\/)/,
];

function rank({ path }) {
  const found = ranks.findIndex((pattern) => pattern.test(path.replaceAll("\\", "/")));
  return found === -1 ? ranks.length : found;
}

export default class WaitingFirst extends Sequencer {
  async sort(tests) {
    // Stable: within a rank Jest's own order stays.
    return (await super.sort(tests)).toSorted((one, other) => rank(one) - rank(other));
  }
}
