// Measures the expressions of cases.json with jsonata-js, and prints them beside the figures of a BenchmarkDotNet report:
//   node compare.mjs REPORT-brief.json
// Both sides refuse to measure an expression that does not give the result that cases.json states.
import { isDeepStrictEqual } from "node:util";
import { readFileSync } from "node:fs";
import jsonata from "jsonata";

const WARM_UP_ROUNDS = 300;
const ROUNDS = 200;
const ROUND_NANOSECONDS = 3e6;

const read = (path) => JSON.parse(readFileSync(path, "utf8"));

/** The input itself, or items that it wants to have many times, each its own object. */
const inputOf = (input) =>
  input.times ? JSON.parse(JSON.stringify(Array(input.times).fill(input.items).flat())) : input;

async function nanosecondsOf(expression, bindings, evaluations) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < evaluations; i++) await expression.evaluate(undefined, bindings);
  return Number(process.hrtime.bigint() - start) / evaluations;
}

/** The fastest of many short rounds, which others on the machine disturb least; BenchmarkDotNet is asked for the same. */
async function measure({ name, expression: text, input, result }, inputs) {
  const expression = jsonata(text);
  const bindings = { states: { input: inputOf(inputs[input]) } };
  const value = JSON.parse(JSON.stringify(await expression.evaluate(undefined, bindings)));
  if (!isDeepStrictEqual(value, result)) throw new Error(`${name} gives ${JSON.stringify(value)}.`);
  let evaluations = 1;
  let fastest = Infinity;
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const elapsed = await nanosecondsOf(expression, bindings, evaluations);
    evaluations = Math.max(1, Math.round(ROUND_NANOSECONDS / elapsed));
    if (round >= 0) fastest = Math.min(fastest, elapsed);
  }
  return fastest;
}

const microseconds = (nanoseconds) => `${Number((nanoseconds / 1000).toPrecision(3)).toLocaleString("en-US")} us`;

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} KB`;

const { inputs, cases } = read(new URL("cases.json", import.meta.url));
const { Benchmarks: reports } = read(process.argv[2]);
const rows = [];
console.log("| | Stepwell | allocated | jsonata-js | ratio |\n| --- | --- | --- | --- | --- |");
for (const item of cases) {
  const report = reports.find(({ FullName }) => FullName.endsWith(`(Case: "${item.name}")`));
  if (!report) continue;
  const ours = report.Statistics.Min;
  const bytes = report.Memory.BytesAllocatedPerOperation;
  const theirs = await measure(item, inputs);
  const ratio = (theirs / ours).toFixed(1);
  console.log(`| ${item.name} | ${microseconds(ours)} | ${kilobytes(bytes)} | ${microseconds(theirs)} | ${ratio} |`);
  rows.push({ name: item.name, stepwellNanoseconds: ours, stepwellBytes: bytes, jsonataJsNanoseconds: theirs });
}
console.log(JSON.stringify({ benchmark: "jsonata", rows }));
