// Puts and reads metrics with the AWS SDK, in the protocol that the second argument names, and prints what came of it as one line of JSON.
import {
  CloudWatchClient, GetMetricStatisticsCommand, ListMetricsCommand, PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { AwsJson1_0Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from '@aws-sdk/core/protocols';

const protocols = { json: AwsJson1_0Protocol, query: AwsQueryProtocol, cbor: AwsSmithyRpcV2CborProtocol };
const client = new CloudWatchClient({
  endpoint: process.argv[2],
  region: 'eu-central-1',
  credentials: { accessKeyId: '123456789012', secretAccessKey: 'any' },
  maxAttempts: 1,
  protocol: protocols[process.argv[3]],
  // With this protocol the SDK compresses and then says how long the body was before.
  disableRequestCompression: process.argv[3] === 'cbor',
});

let contentType;
client.middlewareStack.add((next) => async (args) => {
  const result = await next(args);
  contentType = result.response?.headers['content-type'] ?? contentType;
  return result;
}, { step: 'deserialize', priority: 'low' });

const Namespace = `Js/${process.argv[3]}`;
const Dimensions = [{ Name: 'Kind', Value: 'a & b <c>' }];
const minute = new Date(Math.floor(Date.now() / 60000) * 60000);
await client.send(new PutMetricDataCommand({
  Namespace,
  MetricData: [
    { MetricName: 'Size', Dimensions, Timestamp: minute, Values: [1, 2.5, 4], Counts: [2, 1, 1], Unit: 'Bytes' },
    { MetricName: 'Size', Dimensions, Timestamp: minute, StatisticValues: { SampleCount: 1, Sum: 8, Minimum: 8, Maximum: 8 }, Unit: 'Bytes' },
  ],
}));
// Beyond ten kilobytes the SDK compresses.
await client.send(new PutMetricDataCommand({
  Namespace,
  MetricData: Array.from({ length: 300 }, (_, i) => ({ MetricName: `Many${i}`, Value: i, Timestamp: minute })),
}));
const { Metrics } = await client.send(new ListMetricsCommand({ Namespace, MetricName: 'Size' }));
const range = { Namespace, MetricName: 'Size', Dimensions, StartTime: minute, EndTime: new Date(minute.getTime() + 60000), Period: 60 };
const simple = await client.send(new GetMetricStatisticsCommand({ ...range, Statistics: ['Sum', 'SampleCount', 'Average'] }));
const extended = await client.send(new GetMetricStatisticsCommand({ ...range, ExtendedStatistics: ['p50', 'tm99'] }));
const error = await client.send(new GetMetricStatisticsCommand({ ...range })).catch((e) => ({ name: e.name, message: e.message }));
console.log(JSON.stringify({
  contentType,
  metrics: Metrics,
  isMinute: simple.Datapoints[0].Timestamp.getTime() === minute.getTime(),
  datapoints: simple.Datapoints.map(({ Timestamp, ...rest }) => rest),
  extended: extended.Datapoints[0].ExtendedStatistics,
  many: (await client.send(new ListMetricsCommand({ Namespace }))).Metrics.length,
  error,
}));
