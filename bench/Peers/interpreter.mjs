// Interprets the machines of machines.json with aws-local-stepfunctions, by one caller and by 64, and prints the state transitions per second.
//   node interpreter.mjs SECONDS ROUNDS
import { deepStrictEqual } from "node:assert";
import { readFileSync } from "node:fs";
import { StateMachine } from "aws-local-stepfunctions";

const [seconds, rounds] = process.argv.slice(2).map(Number);
const cases = JSON.parse(readFileSync(new URL("machines.json", import.meta.url)));

/** The interpreter settles in microtasks, where timers would starve: the callers look at the clock themselves. */
async function run(machine, input, callers, milliseconds) {
  const begin = performance.now();
  const end = begin + milliseconds;
  let count = 0;
  const call = async () => {
    while (performance.now() < end) {
      await machine.run(input).result;
      count++;
    }
  };
  await Promise.all(Array.from({ length: callers }, call));
  return (count * 1000) / (performance.now() - begin);
}

const results = [];
for (const { name, states, definition, input, output } of cases) {
  const machine = new StateMachine(definition);
  deepStrictEqual(await machine.run(input).result, output);
  for (const callers of [1, 64]) {
    await run(machine, input, callers, 1000);
    const rates = [];
    for (let round = 0; round < rounds; round++) rates.push(await run(machine, input, callers, seconds * 1000));
    rates.sort((a, b) => a - b);
    results.push({ name, callers, statesPerSecond: states * rates[rounds >> 1] });
  }
}
console.log(JSON.stringify(results));
process.exit(0);
