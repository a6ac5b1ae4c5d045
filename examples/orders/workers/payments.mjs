// The payment provider: charges a card once per order, however often it is asked, and refunds it.

import { setTimeout as sleep } from 'node:timers/promises';
import { TaskFailure, serve } from './activity-worker.mjs';

const payments = new Map();

async function take({ orderId, amount, card }) {
  await sleep(80);
  if (card === 'declined') throw new TaskFailure('PaymentDeclined', 'The bank declined the card.');
  if (!payments.has(orderId)) payments.set(orderId, { id: `pay-${orderId}`, amount });
  return { paymentId: payments.get(orderId).id };
}

async function refund({ orderId }) {
  return { refunded: payments.delete(orderId) };
}

await Promise.all([
  serve(process.env.TAKE_PAYMENT_ARN, take),
  serve(process.env.REFUND_PAYMENT_ARN, refund),
]);
