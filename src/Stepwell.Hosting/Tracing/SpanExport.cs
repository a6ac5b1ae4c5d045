using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Threading.Channels;
using OpenTelemetry.Resources;
using Stepwell.Services.StepFunctions.Tracing;

namespace Stepwell.Hosting.Tracing;

/// <summary>
/// Sends spans to an OpenTelemetry collector by OTLP over HTTP, a second after the first of them or sooner, and what is left when it is
/// disposed. A collector that is away or busy is tried again while spans gather; beyond what fits in the queue they are dropped and counted.
/// </summary>
/// <remarks>OpenTelemetry protocol specification, "OTLP/HTTP".</remarks>
internal sealed class SpanExport : ISpanSink, IAsyncDisposable
{
    public const string MeterName = "Stepwell.Tracing";

    private readonly Channel<Span> _queue;
    private readonly HttpClient _client;
    private readonly Uri _address;
    private readonly Resource _resource;
    private readonly SpanExportOptions _options;
    private readonly TimeProvider _time;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _dropped;
    private readonly ProtobufWriter _body = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private readonly Task _sending;

    /// <param name="collector">The base address, as in OTEL_EXPORTER_OTLP_ENDPOINT.</param>
    public SpanExport(Uri collector, Resource resource, SpanExportOptions options, IMeterFactory meters, TimeProvider time)
    {
        _address = new Uri(collector.AbsoluteUri.TrimEnd('/') + "/v1/traces");
        _resource = resource;
        _options = options;
        _time = time;
        _queue = Channel.CreateBounded<Span>(new BoundedChannelOptions(options.MaxQueuedSpans) { SingleReader = true });
        _client = new HttpClient { Timeout = options.Timeout };
        foreach (var (name, value) in options.Headers)
            _client.DefaultRequestHeaders.TryAddWithoutValidation(name, value);
        var meter = meters.Create(new MeterOptions(MeterName));
        _sent = meter.CreateCounter<long>("stepwell.tracing.spans.sent", "{span}", "Spans that the collector has taken.");
        _dropped = meter.CreateCounter<long>("stepwell.tracing.spans.dropped", "{span}", "Spans that could not be sent, or not soon enough.");
        _sending = Task.Run(Send);
    }

    public void Add(IReadOnlyList<Span> spans)
    {
        foreach (var span in spans)
            if (!_queue.Writer.TryWrite(span))
                _dropped.Add(1);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _stopping.CancelAsync().ConfigureAwait(false);
        _givingUp.CancelAfter(_options.StopLimit);
        await _sending.ConfigureAwait(false);
        _client.Dispose();
        _stopping.Dispose();
        _givingUp.Dispose();
    }

    private async Task Send()
    {
        var batch = new List<Span>(_options.BatchSize);
        while (await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (_queue.Reader.Count < _options.BatchSize)
                await Wait(_options.Delay).ConfigureAwait(false);
            while (batch.Count < _options.BatchSize && _queue.Reader.TryRead(out var span))
                batch.Add(span);
            var isTaken = await Send(batch).ConfigureAwait(false);
            (isTaken ? _sent : _dropped).Add(batch.Count);
            batch.Clear();
        }
    }

    /// <summary>Sends until the collector has taken or refused it. At the end of the server there is no time to wait for it.</summary>
    private async Task<bool> Send(List<Span> batch)
    {
        _body.Clear();
        OtlpSpans.Write(_body, _resource, batch);
        var pause = _options.FirstPause;
        while (true)
        {
            var (isTaken, mayRetry, wanted) = await TrySend().ConfigureAwait(false);
            if (isTaken || !mayRetry || _stopping.IsCancellationRequested)
                return isTaken;
            await Wait(wanted ?? pause).ConfigureAwait(false);
            pause = pause < _options.LongestPause ? pause * 2 : _options.LongestPause;
        }
    }

    private async Task<(bool IsTaken, bool MayRetry, TimeSpan? Wanted)> TrySend()
    {
        try
        {
            using var content = new ReadOnlyMemoryContent(_body.Written);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
            using var response = await _client.PostAsync(_address, content, _givingUp.Token).ConfigureAwait(false);
            var mayRetry = response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;
            return (response.IsSuccessStatusCode, mayRetry, response.Headers.RetryAfter?.Delta);
        }
        catch (Exception away) when (away is HttpRequestException or OperationCanceledException)
        {
            return (IsTaken: false, MayRetry: true, Wanted: null);
        }
    }

    /// <summary>Not beyond the end of the server.</summary>
    private async Task Wait(TimeSpan time) =>
        await Task.Delay(time, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
