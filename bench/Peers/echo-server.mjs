// Answers with what is posted to it.
//   node echo-server.mjs --port PORT
import { createServer } from "node:http";

const port = Number(process.argv.at(-1));
const server = createServer((request, response) => {
  const parts = [];
  request.on("data", (part) => parts.push(part));
  request.on("end", () => {
    const body = JSON.stringify(JSON.parse(Buffer.concat(parts)));
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) }).end(body);
  });
});
server.keepAliveTimeout = 0;
server.listen(port, "127.0.0.1", () => console.log(`The server is ready on http://127.0.0.1:${port}`));
