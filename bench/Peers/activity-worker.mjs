// Works on the tasks of an activity: adds one. As little as Node.js can do: each connection sends a result and the next poll in one
// write, and reads no more of an answer than it must. The server checks no signatures here, so they are not computed.
//   node activity-worker.mjs URL ACTIVITY_ARN CONNECTIONS
import net from "node:net";

const [url, activityArn, connections] = process.argv.slice(2);
const { host, hostname, port } = new URL(url);

const headOf = (operation) =>
  `POST / HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/x-amz-json-1.0\r\nX-Amz-Target: AWSStepFunctions.${operation}\r\n` +
  "X-Amz-Date: 20260101T000000Z\r\nAuthorization: AWS4-HMAC-SHA256 Credential=AKIDSTEPWELLBENCH/20260101/us-east-1/states/aws4_request, " +
  `SignedHeaders=host;x-amz-date, Signature=${"0".repeat(64)}\r\nContent-Length: `;
const successHead = headOf("SendTaskSuccess");
const pollBody = JSON.stringify({ activityArn, workerName: "bench" });
const poll = `${headOf("GetActivityTask")}${pollBody.length}\r\n\r\n${pollBody}`;

const answerTo = ({ taskToken, input }) => {
  const { n } = JSON.parse(input);
  const body = JSON.stringify({ taskToken, output: JSON.stringify({ n: n + 1 }) });
  return `${successHead}${body.length}\r\n\r\n${body}`;
};

const connect = () => {
  const socket = net.connect(Number(port), hostname);
  let text = "";
  socket.setNoDelay(true).setEncoding("latin1");
  socket.on("data", (chunk) => {
    text += chunk;
    for (let body = takeBody(); body !== undefined; body = takeBody()) {
      const task = JSON.parse(body);
      if (task.taskToken) socket.write(answerTo(task) + poll);
      else if ("taskToken" in task) socket.write(poll);
    }
  });
  socket.write(poll);

  const takeBody = () => {
    const end = text.indexOf("\r\n\r\n") + 4;
    if (end < 4) return undefined;
    const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))[1]);
    if (text.length < end + length) return undefined;
    const body = text.slice(end, end + length);
    if (!text.startsWith("HTTP/1.1 200")) throw new Error(text);
    text = text.slice(end + length);
    return body;
  };
};

for (let index = 0; index < Number(connections); index++) connect();
console.log(`The worker is ready on ${connections} connections`);
