// The workers are programs of their own; this only starts and stops them.

import { execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));

/** Starts all workers and the carrier. Returns a function that stops them. */
export async function startWorkers(activityArns, payments) {
  const environment = {
    RESERVE_STOCK_ARN: activityArns.ReserveStock,
    RELEASE_STOCK_ARN: activityArns.ReleaseStock,
    TAKE_PAYMENT_ARN: activityArns.TakePayment,
    REFUND_PAYMENT_ARN: activityArns.RefundPayment,
    SHIP_ARN: activityArns.Ship,
  };
  const carrier = fork(path('../workers/carrier.mjs'));
  const [{ url }] = await once(carrier, 'message');
  const env = { ...process.env, ...environment, CARRIER_URL: url };

  const node = (file) => spawn(process.execPath, [path(`../workers/${file}`)], { env, stdio: 'inherit' });
  const workers = [
    carrier,
    node('warehouse.mjs'),
    payments === 'csharp' ? csharpPayments(env) : node('payments.mjs'),
    node('shipping.mjs'),
  ];

  let stopping = false;
  for (const worker of workers) {
    worker.on('exit', (code, signal) => {
      if (stopping) return;
      console.error(`A worker ended (${signal ?? code}): ${worker.spawnargs.join(' ')}`);
      process.exit(1);
    });
  }
  const stop = () => {
    stopping = true;
    for (const worker of workers) worker.kill();
  };
  process.on('exit', stop);
  return stop;
}

function csharpPayments(env) {
  const project = path('../workers/payments-csharp');
  execFileSync('dotnet', ['build', project, '-c', 'Release', '-v', 'quiet', '--nologo'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const targetPath = ['msbuild', project, '-p:Configuration=Release', '-getProperty:TargetPath'];
  const assembly = execFileSync('dotnet', targetPath, { encoding: 'utf8' }).trim();
  return spawn('dotnet', [assembly], { env, stdio: 'inherit' });
}
