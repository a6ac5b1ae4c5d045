// Adds one to what is posted to it.
//   node http-worker.mjs --port PORT
import { createServer } from "node:http";

const port = Number(process.argv.at(-1));
const server = createServer((request, response) => {
  let text = "";
  request.setEncoding("utf8");
  request.on("data", (chunk) => (text += chunk));
  request.on("end", () => {
    const body = JSON.stringify({ n: JSON.parse(text).n + 1 });
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
  });
});
server.keepAliveTimeout = 0;
server.listen(port, "127.0.0.1", () => console.log(`The worker is ready on http://127.0.0.1:${port}`));
