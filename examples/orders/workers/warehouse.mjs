// The warehouse: reserves stock for an order and releases it again. Both may be asked for more than once.

import { setTimeout as sleep } from 'node:timers/promises';
import { TaskFailure, serve } from './activity-worker.mjs';

const stock = new Map([['teapot', 1_000_000], ['cup', 1_000_000], ['unicorn', 0]]);
const reservations = new Map();
const refusedOnce = new Set();

async function reserve({ orderId, items }) {
  await sleep(50);
  const known = reservations.get(orderId);
  if (known) return { reservationId: known.id };

  // Every third order meets a busy warehouse first, so that a retry can be seen.
  if (Number(orderId.split('-').at(-1)) % 3 === 0 && !refusedOnce.has(orderId)) {
    refusedOnce.add(orderId);
    throw new TaskFailure('WarehouseBusy', 'All pickers are at work. Ask again.');
  }

  const missing = items.find(({ sku, quantity }) => (stock.get(sku) ?? 0) < quantity);
  if (missing) throw new TaskFailure('OutOfStock', `There is no ${missing.sku} left.`);

  for (const { sku, quantity } of items) stock.set(sku, stock.get(sku) - quantity);
  reservations.set(orderId, { id: `res-${orderId}`, items });
  return { reservationId: `res-${orderId}` };
}

async function release({ orderId }) {
  const reservation = reservations.get(orderId);
  if (!reservation) return { released: false };

  for (const { sku, quantity } of reservation.items) stock.set(sku, stock.get(sku) + quantity);
  reservations.delete(orderId);
  return { released: true };
}

await Promise.all([
  serve(process.env.RESERVE_STOCK_ARN, reserve),
  serve(process.env.RELEASE_STOCK_ARN, release),
]);
