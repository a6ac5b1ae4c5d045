using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Stepwell.Store.Sql;

namespace Stepwell.Store.Postgres;

/// <summary>Writes each group in one transaction and, unless a row of it is refused, in one round trip. Used by the writer thread alone.</summary>
internal sealed class PostgresWriter(PostgresOwner owner, SqlDialect dialect) : IGroupWriter
{
    private readonly Dictionary<(Table, StepKind), string> _statements = [];

    public GroupFailure? Write(List<WriteBatch> group)
    {
        WriteBatch? current = null;
        try
        {
            var connection = owner.Connection();
            var plan = new WritePlan();
            foreach (var batch in group)
            {
                current = batch;
                plan.Add(batch);
            }

            current = null;
            using var commands = new NpgsqlBatch(connection);
            commands.BatchCommands.Add(Admission(group));
            AddSteps(commands, plan);
            commands.ExecuteNonQuery();
            return null;
        }
        catch (Exception exception) when (PostgresErrors.IsConstraint(exception))
        {
            return WriteInOrder(group);
        }
        catch (Exception exception)
        {
            return Failure(exception, current, group);
        }
    }

    public void Dispose() => owner.Dispose();

    /// <summary>Batch by batch and in exact order, to find the one that is refused, or that none is.</summary>
    private GroupFailure? WriteInOrder(List<WriteBatch> group)
    {
        WriteBatch? current = null;
        try
        {
            var connection = owner.Connection();
            using var transaction = connection.BeginTransaction();
            using (var admission = new NpgsqlBatch(connection) { BatchCommands = { Admission(group) } })
                admission.ExecuteNonQuery();
            foreach (var batch in group)
            {
                current = batch;
                var plan = new WritePlan(keepsOrder: true);
                plan.Add(batch);
                using var commands = new NpgsqlBatch(connection);
                AddSteps(commands, plan);
                if (plan.Steps.Count > 0)
                    commands.ExecuteNonQuery();
            }

            current = null;
            transaction.Commit();
            return null;
        }
        catch (Exception exception)
        {
            return Failure(exception, current, group);
        }
    }

    private GroupFailure Failure(Exception exception, WriteBatch? current, List<WriteBatch> group)
    {
        // The next connection begins when this one's session has ended, and so knows what became of the transaction.
        if (exception is NpgsqlException and not PostgresException { Severity: "ERROR" })
            owner.Close();
        if (exception is not PostgresException { SqlState: PostgresErrors.Fenced } fenced)
            return GroupFailure.Of(PostgresErrors.Translate(exception), current);
        var partition = int.Parse(fenced.MessageText, CultureInfo.InvariantCulture);
        var culprit = group.First(batch => batch.Partition == partition);
        return new GroupFailure(new BatchFencedException(partition, culprit.Epoch), culprit);
    }

    private static NpgsqlBatchCommand Admission(List<WriteBatch> group)
    {
        var epochs = new Dictionary<long, long>();
        foreach (var batch in group)
            epochs[batch.Partition] = batch.Epoch;
        return new NpgsqlBatchCommand("SELECT store_admit($1, $2)")
        {
            Parameters = { Numbers([.. epochs.Keys]), Numbers([.. epochs.Values]) },
        };

        static NpgsqlParameter Numbers(long[] values) =>
            new NpgsqlParameter<long[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint };
    }

    private void AddSteps(NpgsqlBatch commands, WritePlan plan)
    {
        foreach (var step in plan.Steps)
        {
            var command = new NpgsqlBatchCommand(StatementOf(step));
            step.Rows.AddTo(command.Parameters);
            commands.BatchCommands.Add(command);
        }
    }

    private string StatementOf(WriteStep step)
    {
        if (!_statements.TryGetValue((step.Table, step.Kind), out var statement))
        {
            statement = step.Kind switch
            {
                StepKind.Insert => dialect.Insert(step.Table),
                StepKind.Upsert => dialect.Upsert(step.Table),
                StepKind.Delete => dialect.Delete(step.Table),
                _ => throw new InvalidOperationException($"Unknown step {step.Kind}."),
            };
            _statements.Add((step.Table, step.Kind), statement);
        }

        return statement;
    }
}
