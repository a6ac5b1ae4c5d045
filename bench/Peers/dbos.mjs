// DBOS workflows of five durable steps, started in this process. Each line of the standard input asks for a load:
//   {"clients":64,"seconds":3,"perSecond":null}  ->  {"perSecond":363,"p50":171,"p99":235}
//   node dbos.mjs POSTGRES_URL
import { createInterface } from "node:readline";
import { DBOS } from "@dbos-inc/dbos-sdk";

const five = DBOS.registerWorkflow(async (n) => {
  for (let step = 1; step <= 5; step++) n = await DBOS.runStep(async () => n + 1, { name: `step${step}` });
  return n;
}, { name: "five" });

const wait = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Closed loop of so many clients; with a rate, workflows are due evenly and count from then. */
async function load({ clients, seconds, perSecond }) {
  const latencies = [];
  const begin = performance.now();
  const end = begin + seconds * 1000;
  let turn = 0;
  const client = async () => {
    for (;;) {
      const due = perSecond ? begin + (turn++ * 1000) / perSecond : performance.now();
      if (due >= end) return;
      if (due > performance.now()) await wait(due - performance.now());
      await five(1);
      const now = performance.now();
      if (perSecond || now < end) latencies.push(now - due);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = perSecond ? performance.now() - begin : seconds * 1000;
  latencies.sort((a, b) => a - b);
  const share = (part) => latencies[Math.min(latencies.length - 1, Math.floor(part * latencies.length))];
  return { perSecond: (latencies.length * 1000) / elapsed, p50: share(0.5), p99: share(0.99) };
}

DBOS.setConfig({
  name: "bench", systemDatabaseUrl: process.argv[2], systemDatabasePoolSize: 20, logLevel: "error", runAdminServer: false,
});
await DBOS.launch();
for await (const line of createInterface({ input: process.stdin })) console.log(JSON.stringify(await load(JSON.parse(line))));
await DBOS.shutdown();
process.exit(0);
