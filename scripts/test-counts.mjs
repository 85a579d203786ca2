import { writeFileSync } from "node:fs";

const ENGINES = ["sqlite", "mariadb"];

/** A Jest reporter that writes the numbers of the run, as JSON, to the file named by RESCUE_TEST_COUNTS. */
export default class TestCounts {
  onRunComplete(_contexts, run) {
    const file = process.env.RESCUE_TEST_COUNTS;
    if (file === undefined) return;
    const engines = Object.fromEntries(ENGINES.map((engine) => [engine, countRan(run, `[${engine}]`)]));
    const counts = {
      passed: run.numPassedTests,
      // A file that could not even be loaded has no tests to count, but it must not look like a success.
      failed: run.numFailedTests + run.numRuntimeErrorTestSuites,
      skipped: run.numPendingTests + run.numTodoTests,
      engines,
    };
    writeFileSync(file, JSON.stringify(counts));
  }
}

/** The tests that ran inside a `describe` whose title ends with the tag (see test/support/engines.ts). */
function countRan(run, tag) {
  const ran = run.testResults
    .flatMap((file) => file.testResults)
    .filter(({ status, ancestorTitles }) => {
      return (
        (status === "passed" || status === "failed") && ancestorTitles.some((title) => title.endsWith(tag))
      );
    });
  return ran.length;
}
