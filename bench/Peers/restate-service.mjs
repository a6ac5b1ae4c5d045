// A Restate service whose handler has five durable steps; each adds one.
//   node restate-service.mjs --port PORT
import { createServer } from "node:http2";
import * as restate from "@restatedev/restate-sdk";

const port = Number(process.argv.at(-1));
const bench = restate.service({
  name: "bench",
  handlers: {
    five: async (context, { n }) => {
      for (let step = 1; step <= 5; step++) n = await context.run(`step${step}`, () => n + 1);
      return { n };
    },
  },
});
createServer(restate.createEndpointHandler({ services: [bench] }))
  .listen(port, "127.0.0.1", () => console.log(`The service is ready on http://127.0.0.1:${port}`));
