import { parseArgs } from 'node:util';

const usage = `Usage: ./run [options]
  --endpoint URL             the server (http://127.0.0.1:4566)
  --client js|cli            drive the workflow with the AWS SDK for JavaScript or with the AWS CLI (js)
  --payments js|csharp       which payment worker to use (js)
  --orders N                 how many orders to submit at once (1)
  --payment ok|declined      what the bank says (ok)
  --stock ok|out             whether the goods are there (ok)
  --carrier prompt|silent|refuses   what the carrier does with the parcel (prompt)
  --carrier-timeout SECONDS  how long to wait for the carrier (5 when it is silent, else 300)
  --quiet                    print results only
`;

const flags = {
  endpoint: { type: 'string', default: 'http://127.0.0.1:4566' },
  client: { type: 'string', default: 'js' },
  payments: { type: 'string', default: 'js' },
  orders: { type: 'string', default: '1' },
  payment: { type: 'string', default: 'ok' },
  stock: { type: 'string', default: 'ok' },
  carrier: { type: 'string', default: 'prompt' },
  'carrier-timeout': { type: 'string' },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
};

const choices = {
  client: ['js', 'cli'],
  payments: ['js', 'csharp'],
  payment: ['ok', 'declined'],
  stock: ['ok', 'out'],
  carrier: ['prompt', 'silent', 'refuses'],
};

/** The command line as an object; prints the usage and ends the process where it makes no sense. */
export function readOptions() {
  const values = parse();
  if (values.help) end(0, usage);

  for (const [name, allowed] of Object.entries(choices)) {
    if (!allowed.includes(values[name])) end(2, `--${name} is one of ${allowed.join(', ')}\n\n${usage}`);
  }
  const orders = positive('orders', values.orders);
  const carrierTimeoutSeconds = positive('carrier-timeout', values['carrier-timeout'] ?? (values.carrier === 'silent' ? '5' : '300'));
  return { ...values, orders, carrierTimeoutSeconds };
}

function parse() {
  try {
    return parseArgs({ options: flags }).values;
  } catch (error) {
    return end(2, `${error.message}\n\n${usage}`);
  }
}

function positive(name, text) {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : end(2, `--${name} is a whole number above 0\n\n${usage}`);
}

function end(code, text) {
  (code === 0 ? process.stdout : process.stderr).write(text);
  process.exit(code);
}
