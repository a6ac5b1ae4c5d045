namespace Stepwell.States.Events.Encoding;

/// <summary>
/// The journal's form on disk: one record holds all events of one decision, which share a time. Version 1.
/// Unknown versions and kinds are refused, never skipped.
/// </summary>
public static class EventCodec
{
    private const byte Version = 1;

    /// <param name="events">At least one; all of the same time, their ids ascending without gaps.</param>
    public static byte[] Encode(IReadOnlyList<Event> events)
    {
        var writer = new JournalWriter();
        writer.Byte(Version);
        writer.Time(events[0].Time);
        writer.Number(FirstId(events));
        foreach (var entry in events)
        {
            if (entry.Time != events[0].Time)
                throw new ArgumentException("Events of one decision have one time.", nameof(events));
            Write(writer, entry);
        }
        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no journal record that this build knows.</exception>
    public static List<Event> Decode(ReadOnlyMemory<byte> bytes)
    {
        var reader = new JournalReader(bytes);
        if (reader.Byte() is not Version and var version)
            throw new InvalidDataException($"The journal has a record of version {version}; this build knows version {Version}.");
        var time = reader.Time();
        var nextId = reader.Number();
        var events = new List<Event>();
        while (!reader.AtEnd)
        {
            var kind = (EventKind)reader.Byte();
            var frameId = reader.Int();
            var previousId = reader.Number();
            var detail = DetailCodec.Read(kind, reader);
            events.Add(new Event(detail.IsShown ? nextId++ : 0, previousId, frameId, time, detail));
        }
        return events;
    }

    private static void Write(JournalWriter writer, in Event entry)
    {
        writer.Byte((byte)DetailCodec.KindOf(entry.Detail));
        writer.Number(entry.FrameId);
        writer.Number(entry.PreviousId);
        DetailCodec.Write(entry.Detail, writer);
    }

    private static long FirstId(IReadOnlyList<Event> events)
    {
        foreach (var entry in events)
            if (entry.Id != 0)
                return entry.Id;
        return 0;
    }
}
